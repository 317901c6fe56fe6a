/** Gauss-Markov priors of the latent states: x(1) ~ N(m0, P0), x(t+1) = A x(t) + b + w(t), w(t) ~ N(0, Q). */
package org.latents.dynamics;
