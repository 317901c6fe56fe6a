/**
 * The file forms of what goes in and comes out: specifications, run folders, fits and counts.
 *
 * <p>A run folder appears under its name only when it is complete ({@link org.latents.store.RunFolder}). JSON and CSV
 * carry every number so that reading it gives the same double; a number that is not finite is {@code null} in JSON,
 * with a reason under {@code not_available}, and an empty field in CSV.
 */
package org.latents.store;
