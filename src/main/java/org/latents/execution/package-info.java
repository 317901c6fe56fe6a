/**
 * Runners of independent tasks: one thread, or a pool of them.
 *
 * <p>A runner decides when and where a task runs, never what it computes: tasks share nothing that changes, carry their
 * own {@link org.latents.random.Seed}, and results come back in the order of the tasks. So a result is the same, to the
 * bit, for any runner and any number of threads.
 */
package org.latents.execution;
