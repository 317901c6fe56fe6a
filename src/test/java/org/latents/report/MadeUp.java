package org.latents.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.latents.data.BinnedCounts;
import org.latents.data.Dataset;
import org.latents.dynamics.LinearDynamics;
import org.latents.evaluation.Comparison;
import org.latents.evaluation.HeldOut;
import org.latents.fit.FitResult;
import org.latents.inference.Posterior;
import org.latents.inference.Termination;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.observation.Emission;
import org.latents.observation.Likelihood;
import org.latents.observation.NegativeBinomialLikelihood;
import org.latents.observation.PoissonLikelihood;
import org.latents.random.Seed;

/**
 * A made-up recording with made-up fits: the states are simulated, the "posterior" is the truth with noise of its
 * stated size, so that figures have the shape of real ones. Nothing here was learnt.
 */
final class MadeUp {
    static final double BIN = 0.02;
    private static final int LATENTS = 4;

    final int units;
    final int[] lengths;
    final Seed seed;

    private MadeUp(int units, int trials, int bins, Seed seed) {
        this.units = units;
        this.lengths = new int[trials];
        java.util.Arrays.fill(lengths, bins);
        this.seed = seed;
    }

    static MadeUp typical() {
        return new MadeUp(31, 120, 100, new Seed(7));
    }

    static MadeUp small() {
        return new MadeUp(6, 5, 40, new Seed(11));
    }

    static MadeUp smallest() {
        return new MadeUp(1, 1, 12, new Seed(17));
    }

    static MadeUp longTrial() {
        return new MadeUp(4, 1, 2500, new Seed(19));
    }

    static MadeUp large() {
        return new MadeUp(180, 60, 150, new Seed(13));
    }

    static RunNote run() {
        return new RunNote(
                "latents compare linear-track.nwb --bin 20ms --segment 2s --latents 4 --folds 5 --seed 20261120",
                "0.1.0",
                "Java 17.0.15 on Linux, amd64, 2 cores",
                "2026-11-20 16:00",
                41.3,
                List.of());
    }

    Dataset dataset() {
        List<Dataset.UnitRow> rows = new ArrayList<>();
        BinnedCounts counts = counts();
        long[] spikes = counts.spikesPerUnit();
        for (int n = 0; n < units; n++) {
            rows.add(new Dataset.UnitRow(
                    n + 1, "u" + n, true, "", spikes[n] + 3, spikes[n], spikes[n] / (counts.bins() * BIN), Map.of()));
        }
        rows.add(new Dataset.UnitRow(units + 1, "u" + units, false, "no spikes", 0, 0, 0, Map.of()));
        rows.add(new Dataset.UnitRow(
                units + 2, "u" + (units + 1), false, "rate 0.02 spikes/s is not > 0.1", 41, 0, 0.02, Map.of()));
        List<Dataset.TrialRow> trials = new ArrayList<>();
        double time = 4397.0;
        for (int k = 0; k < lengths.length; k++) {
            time += k % 7 == 6 ? 1.3 : 0;
            trials.add(new Dataset.TrialRow(k + 1, time, time + lengths[k] * BIN, lengths[k], true, ""));
            time += lengths[k] * BIN;
        }
        trials.add(new Dataset.TrialRow(lengths.length + 1, time, time + 0.4, 0, false, "shorter than a segment"));
        Map<String, String> session = new LinkedHashMap<>();
        session.put("subject", "rat 7 <male> & well");
        session.put("session_description", "Linear track, \"out and back\"");
        Dataset.Source source = new Dataset.Source(
                "linear-track.nwb",
                "data/linear-track.nwb",
                "NWB 2.6.0",
                "9f2c1ab04d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8",
                session);
        return new Dataset(counts, rows, trials, source, List.of("312 spikes lie outside all segments."));
    }

    BinnedCounts counts() {
        BinnedCounts.Builder builder = BinnedCounts.builder(units, lengths, BIN);
        UniformRandomProvider random = seed.child("counts").generator();
        double[] x = states();
        Model truth = model("negbin");
        Likelihood likelihood = truth.likelihood();
        int bin = 0;
        for (int k = 0; k < lengths.length; k++) {
            for (int t = 0; t < lengths[k]; t++, bin++) {
                for (int n = 0; n < units; n++) {
                    double eta = eta(truth, x, bin, n);
                    builder.set(k, t, n, likelihood.sample(eta + Math.log(BIN), truth.shapeOf(n), random));
                }
            }
        }
        return builder.build();
    }

    FitResult fit(String likelihood) {
        Model model = model(likelihood);
        int bins = java.util.Arrays.stream(lengths).sum();
        double[] mean = states();
        double[] covariance = new double[bins * LATENTS * LATENTS];
        UniformRandomProvider random = seed.child("posterior").child(likelihood).generator();
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        for (int t = 0; t < bins; t++) {
            for (int i = 0; i < LATENTS; i++) {
                double sd = 0.25 + 0.08 * i + 0.1 * Math.sin(0.05 * t + i);
                mean[t * LATENTS + i] += 0.3 * sd * normal.sample();
                covariance[(t * LATENTS + i) * LATENTS + i] = sd * sd;
            }
        }
        boolean negbin = likelihood.equals("negbin");
        List<FitResult.TraceEntry> trace = new ArrayList<>();
        double end = negbin ? -98_231.4 : -99_420.8;
        int last = negbin ? 61 : 48;
        for (int i = 1; i <= last; i++) {
            double gap = i == last ? 0 : 9_000 * Math.exp(-0.8 * i) + 900 * Math.exp(-(negbin ? 0.14 : 0.19) * i);
            trace.add(new FitResult.TraceEntry(i, end - gap, 0, 0.1 * i, 2 * i));
        }
        List<String> remarks = new ArrayList<>(Collections.nCopies(units, ""));
        for (int n = 0; negbin && n < units; n++) {
            remarks.set(n, model.shape()[n] >= 1e4 ? "Poisson limit (r ≥ 1e4)" : "");
        }
        return new FitResult(
                model,
                new Posterior(LATENTS, starts(), mean, covariance, new double[covariance.length]),
                end,
                0,
                7_412.2,
                end + 7_412.2,
                new double[lengths.length],
                trace,
                Termination.CONVERGED,
                remarks,
                negbin
                        ? List.of("The dispersion of 4 units is at its upper bound: no over-dispersion was found in"
                                + " them.")
                        : List.of(),
                List.of(new FitResult.Restart(seed, end, 0, last, Termination.CONVERGED)),
                seed);
    }

    FitResult unconverged(String likelihood) {
        FitResult fit = fit(likelihood);
        return with(fit, fit.model(), Termination.ITERATION_LIMIT);
    }

    FitResult growing(String likelihood) {
        FitResult fit = fit(likelihood);
        Model old = fit.model();
        LinearDynamics dynamics = new LinearDynamics(
                Matrix.diagonal(1.01, 0.9, 0.9, 0.9),
                old.dynamics().b(),
                old.dynamics().q(),
                old.dynamics().m0(),
                old.dynamics().p0());
        Model model = new Model(dynamics, old.emission(), old.likelihood(), old.shape(), old.binSeconds());
        return with(fit, model, Termination.CONVERGED);
    }

    private static FitResult with(FitResult fit, Model model, Termination termination) {
        return new FitResult(
                model,
                fit.posterior(),
                fit.elbo(),
                fit.logPrior(),
                fit.kl(),
                fit.expectedLogLikelihood(),
                fit.elboPerTrial(),
                fit.trace(),
                termination,
                fit.unitRemarks(),
                fit.remarks(),
                fit.restarts(),
                fit.seed());
    }

    Comparison comparison() {
        HeldOut poisson = heldOut(0.182, -99_800, 1);
        HeldOut negbin = heldOut(0.186, -98_700, 2);
        return new Comparison(
                List.of(
                        new Comparison.Entry("poisson", fit("poisson"), poisson),
                        new Comparison.Entry("negbin", fit("negbin"), negbin)),
                List.of(
                        new Comparison.Baseline(
                                "constant-rate",
                                "Each unit at its mean rate on the training trials.",
                                heldOut(-0.002, -104_000, 3)),
                        new Comparison.Baseline(
                                "shuffled-bins",
                                "The first model, learnt from bins in random order.",
                                heldOut(0.011, -103_500, 4))),
                new Comparison.Verdict(
                        Optional.of("negbin"),
                        1_100.3,
                        84.2,
                        "On held-out spikes the negative binomial model scores 1,100 ± 84 nats above the Poisson model"
                                + " (5-fold cross-validation with co-smoothing), so counts are over-dispersed given"
                                + " the latents.",
                        List.of("Both models beat the constant-rate and the shuffled-bins baselines.")));
    }

    HeldOut heldOut(double bits, double logScore, int stream) {
        UniformRandomProvider random = seed.child("held-out").child(stream).generator();
        UniformRandomProvider shared = seed.child("held-out-units").generator();
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        ZigguratSampler.NormalizedGaussian common = ZigguratSampler.NormalizedGaussian.of(shared);
        double[] unitBits = new double[units];
        double[] unitLog = new double[units];
        for (int n = 0; n < units; n++) {
            unitBits[n] = bits * (1 + 0.8 * common.sample()) + 0.004 * normal.sample();
            unitLog[n] = logScore / units + 20 * normal.sample();
        }
        unitBits[units - 1] = Double.NaN;
        List<HeldOut.Fold> folds = new ArrayList<>();
        for (int f = 0; f < 5; f++) {
            folds.add(new HeldOut.Fold(
                    new int[] {f}, new int[][] {{0}}, bits + 0.012 * normal.sample(), logScore / 5, 1000));
        }
        return new HeldOut(
                bits,
                bits + 0.003,
                logScore,
                new double[lengths.length],
                unitBits,
                unitLog,
                folds,
                HeldOut.Detail.NONE);
    }

    Model model(String likelihood) {
        Matrix a = Matrix.ofRows(
                new double[] {likelihood.equals("negbin") ? 0.988 : 0.981, 0, 0, 0},
                new double[] {0, 0.95, -0.18, 0},
                new double[] {0, 0.18, 0.95, 0},
                new double[] {0, 0, 0, likelihood.equals("negbin") ? 0.86 : 0.71});
        Matrix q = Matrix.diagonal(0.03, 0.05, 0.05, 0.3);
        double[] zero = new double[LATENTS];
        LinearDynamics dynamics = new LinearDynamics(a, zero, q, zero, Matrix.identity(LATENTS));
        UniformRandomProvider random = seed.child("loading").generator();
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        double[] c = new double[units * LATENTS];
        double[] d = new double[units];
        double[] r = new double[units];
        for (int n = 0; n < units; n++) {
            for (int i = 0; i < LATENTS; i++) {
                c[n * LATENTS + i] = 0.45 * normal.sample() / (1 + 0.3 * i);
            }
            d[n] = 0.9 + 0.9 * normal.sample();
            r[n] = n % 8 == 3 ? 2e4 : Math.exp(0.3 + 0.9 * normal.sample());
        }
        boolean negbin = likelihood.equals("negbin");
        return new Model(
                dynamics,
                new Emission(Matrix.of(units, LATENTS, c), d),
                negbin ? new NegativeBinomialLikelihood() : new PoissonLikelihood(),
                negbin ? r : new double[0],
                BIN);
    }

    private double[] states() {
        Model model = model("poisson");
        int bins = java.util.Arrays.stream(lengths).sum();
        ZigguratSampler.NormalizedGaussian normal =
                ZigguratSampler.NormalizedGaussian.of(seed.child("states").generator());
        double[] sd = model.dynamics().q().diagonal();
        double[] x = new double[bins * LATENTS];
        double[] state = new double[LATENTS];
        for (int t = 0; t < bins; t++) {
            state = model.dynamics().a().times(state);
            for (int i = 0; i < LATENTS; i++) {
                state[i] += Math.sqrt(sd[i]) * normal.sample();
                x[t * LATENTS + i] = state[i];
            }
        }
        return x;
    }

    private static double eta(Model model, double[] x, int bin, int unit) {
        double eta = model.emission().offset()[unit];
        for (int i = 0; i < LATENTS; i++) {
            eta += model.emission().loading().get(unit, i) * x[bin * LATENTS + i];
        }
        return eta;
    }

    private int[] starts() {
        int[] starts = new int[lengths.length + 1];
        for (int k = 0; k < lengths.length; k++) {
            starts[k + 1] = starts[k] + lengths[k];
        }
        return starts;
    }
}
