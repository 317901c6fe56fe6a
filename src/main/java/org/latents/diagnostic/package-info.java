/**
 * Questions asked of one fit. The probability integral transform of a count y under a predicted distribution F lies
 * between F(y − 1) and F(y): drawn uniformly there, or spread over it, it is uniform on [0, 1] when the prediction is
 * right (Czado, Gneiting and Held, Biometrics 65, 2009, Section 2).
 */
package org.latents.diagnostic;
