/** Runners of independent tasks: one thread, or a pool of them. */
package org.latents.execution;
