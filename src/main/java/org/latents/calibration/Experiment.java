package org.latents.calibration;

import java.util.List;
import org.latents.random.Seed;

/** One way to draw a truth and data and to look the truth up in the posterior. */
public interface Experiment {
    /** The quantities that every simulation observes, in the order of the report. */
    List<Quantity> quantities();

    /**
     * Runs one simulation on the calling thread. The result depends on the seed alone, and carries index 0; whatever is
     * thrown counts as a failed fit.
     */
    Simulated simulate(Seed seed);
}
