package org.latents.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.latents.data.BinnedCounts;
import org.latents.diagnostic.FalseDiscoveryRate;
import org.latents.diagnostic.Subject;
import org.latents.execution.TaskResult;
import org.latents.inference.Posterior;
import org.latents.inference.VariationalInference;
import org.latents.model.Model;
import org.latents.random.Seed;

/**
 * A random tenth of the cells, in pairs of neighbouring bins of a unit, hidden from inference and predicted from all
 * the others at the parameters of the fit, by the structured q(x). The parameters saw these cells, so that predictions
 * are a little too good; q(x) did not.
 *
 * <p>Let u be the probability integral transform of a hidden count, uniform where the prediction is right. Its first
 * two Legendre polynomials, of mean 0 and variance 1, are √3 (2u − 1), positive where counts are larger than predicted,
 * and √5 (6u² − 6u + 1), positive where they lie at the ends of their predictions. Both are averaged over the interval
 * that a discrete count leaves to u (Czado, Gneiting and Held, Biometrics 65, 2009); only coverage draws u.
 *
 * <p>Squared residuals have the weight w = 1 / (1 + Var y), products of two the root of both weights: divided by Var y,
 * as Pearson's are, they would be ruled by single spikes in quiet cells, and undivided by few cells with high rates.
 *
 * @param cells number of hidden cells
 * @param covered how many lie in their 90 % prediction interval, [5 %, 95 %] of a randomised u
 * @param coverage share of these minus 0.9
 * @param shift mean of the first polynomial
 * @param spread mean of the second
 * @param dispersion Σ w (y − μ)² / Σ w Var y − 1
 * @param lagOne Σ of products of the residuals of neighbouring bins, minus their predicted covariance, over Σ of the
 *     products of their predicted sds, all weighted
 * @param unitDispersion dispersion of each unit
 */
record HiddenCells(
        long cells,
        long covered,
        ClusteredMean coverage,
        ClusteredMean shift,
        ClusteredMean spread,
        ClusteredMean dispersion,
        ClusteredMean lagOne,
        List<ClusteredMean> unitDispersion) {
    /** Share of the cells that is hidden. */
    static final double SHARE = 0.1;

    private static final int ENOUGH_BINS = 50_000;
    private static final double ENOUGH_CELLS = 4e6;
    private static final int FEWEST_CLUSTERS = 20;
    private static final int MOST_CLUSTERS = 200;

    /** Returns those of a fit, computed once. */
    static HiddenCells of(Subject subject) {
        return subject.shared(HiddenCells.class, () -> predict(subject));
    }

    /** Units whose dispersion differs from 1 at a false discovery rate of 1 %, from 1. */
    int[] unusualUnits() {
        double[] adjusted = FalseDiscoveryRate.adjusted(
                unitDispersion.stream().mapToDouble(ClusteredMean::p).toArray());
        return IntStream.range(0, adjusted.length)
                .filter(n -> adjusted[n] < 0.01)
                .map(n -> n + 1)
                .toArray();
    }

    private static HiddenCells predict(Subject subject) {
        Seed seed = subject.seed().child("hidden-cells");
        BinnedCounts counts = some(subject.counts());
        boolean[][] hidden = draw(counts, seed.child("cells"));
        Model model = subject.fit().model();
        Posterior posterior = VariationalInference.withDefaults()
                .infer(model, hide(counts, hidden), subject.runner())
                .posterior();
        Scan scan = new Scan(model, posterior, counts, hidden, clusters(counts), seed.child("transform"));
        List<Callable<HiddenCellSums>> tasks = new ArrayList<>();
        for (int n = 0; n < counts.units(); n++) {
            int unit = n;
            tasks.add(() -> scan.unit(unit));
        }
        List<HiddenCellSums> units =
                subject.runner().run(tasks).stream().map(TaskResult::get).toList();
        return summary(units);
    }

    private static HiddenCells summary(List<HiddenCellSums> units) {
        HiddenCellSums all = new HiddenCellSums(units.get(0).clusters());
        units.forEach(all::add);
        return new HiddenCells(
                all.cells(),
                all.covered(),
                all.coverage(),
                all.shift(),
                all.spread(),
                all.dispersion(),
                all.lagOne(),
                units.stream().map(HiddenCellSums::dispersion).toList());
    }

    /** Trials taken evenly, where all are more than is needed. */
    private static BinnedCounts some(BinnedCounts counts) {
        double cells = (double) counts.bins() * counts.units();
        int every = (int) Math.max(1, Math.ceil(Math.max(counts.bins() / (double) ENOUGH_BINS, cells / ENOUGH_CELLS)));
        int kept = Math.max(1, counts.trials() / every);
        return counts.selectTrials(IntStream.range(0, kept)
                .map(i -> (int) ((long) i * counts.trials() / kept))
                .toArray());
    }

    /** Which cells are hidden, [trial][t·N + unit]. */
    private static boolean[][] draw(BinnedCounts counts, Seed seed) {
        boolean[][] hidden = new boolean[counts.trials()][];
        int units = counts.units();
        for (int k = 0; k < hidden.length; k++) {
            UniformRandomProvider random = seed.child(k).generator();
            int length = counts.length(k);
            hidden[k] = new boolean[length * units];
            for (int t = 0; t < length; t += 2) {
                for (int n = 0; n < units; n++) {
                    if (random.nextDouble() < SHARE) {
                        hidden[k][t * units + n] = true;
                        if (t + 1 < length) {
                            hidden[k][(t + 1) * units + n] = true;
                        }
                    }
                }
            }
        }
        return hidden;
    }

    private static BinnedCounts hide(BinnedCounts counts, boolean[][] hidden) {
        BinnedCounts.Builder builder = BinnedCounts.builder(counts.units(), counts.lengths(), counts.binSeconds());
        counts.forEachCell((k, t, n, y) -> {
            if (y < 0 || hidden[k][t * counts.units() + n]) {
                builder.hide(k, t, n);
            } else {
                builder.set(k, t, n, y);
            }
        });
        return builder.build();
    }

    /** Number of the cluster of each bin: neighbouring trials, or parts of trials where there are few. */
    private static int[] clusters(BinnedCounts counts) {
        int trials = counts.trials();
        int parts = trials >= FEWEST_CLUSTERS ? 1 : (FEWEST_CLUSTERS + trials - 1) / trials;
        int all = Math.min(trials * parts, MOST_CLUSTERS);
        int[] cluster = new int[counts.bins()];
        for (int k = 0; k < trials; k++) {
            for (int t = 0; t < counts.length(k); t++) {
                long part = (long) k * parts + (long) t * parts / counts.length(k);
                cluster[counts.start(k) + t] = (int) (part * all / ((long) trials * parts));
            }
        }
        return cluster;
    }

    /**
     * What the units have in common.
     *
     * @param model the fit
     * @param posterior q(x) without the hidden cells
     * @param counts the data
     * @param hidden which cells are hidden
     * @param cluster number of the cluster of each bin
     * @param seed draws u
     */
    private record Scan(
            Model model, Posterior posterior, BinnedCounts counts, boolean[][] hidden, int[] cluster, Seed seed) {
        HiddenCellSums unit(int n) {
            HiddenCellSums sums =
                    new HiddenCellSums(Arrays.stream(cluster).max().orElse(0) + 1);
            LogMeans means = new LogMeans(model, posterior, n);
            MixedCount prediction = new MixedCount(model.likelihood(), model.shapeOf(n));
            UniformRandomProvider random = seed.child(n).generator();
            for (int k = 0; k < counts.trials(); k++) {
                for (int t = 0; t < counts.length(k); t++) {
                    int y = hidden[k][t * counts.units() + n] ? counts.countOrUnobserved(k, t, n) : -1;
                    if (y < 0) {
                        sums.gap();
                        continue;
                    }
                    int bin = counts.start(k) + t;
                    prediction.at(means.mean(bin), means.variance(bin));
                    double shared = t % 2 == 0 ? Double.NaN : Math.expm1(means.covarianceWithNext(bin - 1));
                    sums.add(cluster[bin], y, prediction, shared, random.nextDouble());
                }
            }
            return sums;
        }
    }
}
