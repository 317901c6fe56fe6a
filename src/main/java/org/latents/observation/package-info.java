/** What is observed: the linear predictor η = C x + d and the distribution of counts given it, μ = Δ exp(η). */
package org.latents.observation;
