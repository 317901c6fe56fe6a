/** Held-out scores and the comparison of models. */
package org.latents.evaluation;
