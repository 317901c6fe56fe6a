package org.latents.evaluation;

import java.util.Optional;
import java.util.stream.IntStream;
import org.latents.data.BinnedCounts;
import org.latents.observation.Likelihood;
import org.latents.observation.PoissonLikelihood;

/**
 * The baseline that smooths each unit on its own: the rate of a hidden cell is (Σ k(t − s) y(s) + κ ȳ) / (Σ k(t − s) +
 * κ) over the visible bins s of the same trial, k(u) = exp(−u²/(2 w²)), with the unit's training mean ȳ. Width w and
 * weight κ of the mean are chosen per unit on the training trials, by the Poisson log likelihood of the same task: each
 * bin from the others for single cells, the last bins from the first for forward prediction. Where a held-out unit has
 * no visible count at all, as in co-smoothing, there is nothing to smooth, and the baseline is not defined.
 */
record OwnSmoothing() implements Baseline {
    private static final int[] WIDTHS = {1, 2, 4, 8, 16, 32, 64}; // bins
    private static final double[] WEIGHTS = {0.3, 1, 3, 10};
    private static final int ENOUGH_BINS = 20_000;

    @Override
    public String name() {
        return "own-smoothing";
    }

    @Override
    public String description() {
        return "each unit's own counts smoothed by a Gaussian kernel, width chosen on the training trials";
    }

    @Override
    public Optional<Rates> learn(BinnedCounts counts, HoldOut part) {
        if (part.predicted().stream().anyMatch(cells -> !leavesOwnCounts(cells))) {
            return Optional.empty();
        }
        BinnedCounts learning = part.learning(counts);
        double[] means = TrainingRates.of(learning);
        Optional<Cells> task = part.predicted().stream()
                .filter(Cells.LastBins.class::isInstance)
                .findFirst();
        Kernel[] kernels = new Kernel[means.length];
        int every = Math.max(1, learning.bins() / ENOUGH_BINS);
        int[] used = IntStream.range(0, learning.trials())
                .filter(k -> k % every == 0)
                .toArray();
        BinnedCounts sample = learning.selectTrials(used);
        for (int n = 0; n < kernels.length; n++) {
            kernels[n] = choose(sample, task, n, means[n]);
        }
        return Optional.of(new Smoothed(counts, kernels));
    }

    private static boolean leavesOwnCounts(Cells predicted) {
        return predicted instanceof Cells.Speckled || predicted instanceof Cells.LastBins;
    }

    private static Kernel choose(BinnedCounts training, Optional<Cells> task, int unit, double mean) {
        Kernel best = new Kernel(WIDTHS[0], WEIGHTS[0], mean);
        double highest = Double.NEGATIVE_INFINITY;
        for (int width : WIDTHS) {
            for (double weight : WEIGHTS) {
                Kernel kernel = new Kernel(width, weight, mean);
                double score = score(training, task, unit, kernel);
                if (score > highest) {
                    highest = score;
                    best = kernel;
                }
            }
        }
        return best;
    }

    /** Σ y log λ − λ over the cells of the task, or over each cell predicted from the others. */
    private static double score(BinnedCounts training, Optional<Cells> task, int unit, Kernel kernel) {
        double sum = 0;
        for (int k = 0; k < training.trials(); k++) {
            int length = training.length(k);
            int trial = k;
            for (int t = 0; t < length; t++) {
                int y = training.countOrUnobserved(k, t, unit);
                int bin = t;
                if (y < 0 || task.isPresent() && !task.get().contains(k, t, length, unit)) {
                    continue;
                }
                double rate = kernel.rate(length, t, s -> {
                    boolean hidden = task.isPresent() ? task.get().contains(trial, s, length, unit) : s == bin;
                    return hidden ? -1 : training.countOrUnobserved(trial, s, unit);
                });
                sum += BitsPerSpike.term(y, rate);
            }
        }
        return sum;
    }

    /** What is visible of a trial of one unit. */
    @FunctionalInterface
    private interface Visible {
        /** The count of a bin, negative where it is not to be seen. */
        int count(int t);
    }

    /**
     * A kernel of one unit.
     *
     * @param width w, bins
     * @param weight κ, in bins at the kernel's peak
     * @param mean ȳ
     */
    private record Kernel(int width, double weight, double mean) {
        double rate(int length, int t, Visible visible) {
            double counts = weight * mean;
            double sum = weight;
            int last = Math.min(length - 1, t + 3 * width);
            for (int s = Math.max(0, t - 3 * width); s <= last; s++) {
                int y = visible.count(s);
                if (y >= 0) {
                    double u = (t - s) / (double) width;
                    double k = Math.exp(-0.5 * u * u);
                    counts += k * y;
                    sum += k;
                }
            }
            return counts / sum;
        }
    }

    private record Smoothed(BinnedCounts counts, Kernel[] kernels) implements Rates {
        @Override
        public double rate(Cells predicted, int trial, int t, int unit) {
            int length = counts.length(trial);
            return kernels[unit].rate(
                    length,
                    t,
                    s -> predicted.contains(trial, s, length, unit) ? -1 : counts.countOrUnobserved(trial, s, unit));
        }

        @Override
        public Likelihood likelihood() {
            return new PoissonLikelihood();
        }

        @Override
        public double[] shape() {
            return new double[0];
        }
    }
}
