/** The model x(t+1) = A x(t) + b + w(t), η = C x + d, y ~ likelihood with mean Δ exp(η), and simulation from it. */
package org.latents.model;
