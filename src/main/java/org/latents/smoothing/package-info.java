/**
 * Exact Gaussian inference given sites: how trials are laid into lanes that run in lockstep. The passes themselves,
 * filter and Rauch-Tung-Striebel smoother, are routines of {@link org.latents.compute}.
 */
package org.latents.smoothing;
