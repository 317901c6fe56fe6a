/** Recordings and what is made of them: spike trains, intervals, trials, bins, masks. */
package org.latents.data;
