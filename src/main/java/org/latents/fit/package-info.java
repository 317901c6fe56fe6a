/** One finished fit, how it was made, and what makes it. */
package org.latents.fit;
