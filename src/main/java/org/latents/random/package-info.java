/** Seeds as values and the generators made from them. */
package org.latents.random;
