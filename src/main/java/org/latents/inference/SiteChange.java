package org.latents.inference;

/**
 * How far the sites of a trial, or of a segment of it, are from their targets, and how the residual r = target − site
 * changed to r' by the last step; vectors and matrices apart.
 */
final class SiteChange {
    private static final int KINDS = 2; // vector, matrix

    /** Largest |target − site| of a bin relative to the largest entry of its kind in the bin. */
    double distance;

    final double[] size = new double[KINDS]; // Σ r²
    final double[] along = new double[KINDS]; // Σ r (r − r')
    final double[] change = new double[KINDS]; // Σ (r − r')²

    /** Adds a segment; always called in the order of the segments. */
    void add(SiteChange segment) {
        distance = Math.max(distance, segment.distance);
        for (int kind = 0; kind < KINDS; kind++) {
            size[kind] += segment.size[kind];
            along[kind] += segment.along[kind];
            change[kind] += segment.change[kind];
        }
    }

    /**
     * The factor of the step of Barzilai and Borwein (IMA J. Numer. Anal. 8, 1988): after a step ρ the next is ρ r·(r −
     * r') / |r − r'|², vectors and matrices each relative to their residual before.
     */
    double secant() {
        double top = 0;
        double bottom = 0;
        for (int kind = 0; kind < KINDS; kind++) {
            if (size[kind] > 0) {
                top += along[kind] / size[kind];
                bottom += change[kind] / size[kind];
            }
        }
        return top / bottom;
    }
}
