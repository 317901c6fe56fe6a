package org.latents.data;

/** What the units did: the times of their spikes, or counts in bins. */
public sealed interface Activity permits SpikeTrains, TrialCounts {
    /** Number of units, N. */
    int units();
}
