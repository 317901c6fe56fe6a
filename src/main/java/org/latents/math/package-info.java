/** Elementary functions that stay accurate where the textbook form overflows or cancels. */
package org.latents.math;
