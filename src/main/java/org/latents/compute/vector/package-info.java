/**
 * The routines written with the Vector API (an incubating module, compiled apart and loaded only where the module is
 * there).
 */
package org.latents.compute.vector;
