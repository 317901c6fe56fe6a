package org.latents.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.latents.data.BinnedCounts;
import org.latents.diagnostic.UnitDispersion;
import org.latents.dynamics.LinearDynamics;
import org.latents.execution.TaskResult;
import org.latents.execution.TaskRunner;
import org.latents.execution.TaskRunners;
import org.latents.fit.FitListener;
import org.latents.fit.FitOptions;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.model.Simulator;
import org.latents.observation.Emission;
import org.latents.observation.NegativeBinomialLikelihood;
import org.latents.observation.PoissonLikelihood;
import org.latents.random.Seed;

/**
 * How often the verdict errs: data sets are simulated from Poisson and negative binomial models whose truth is known,
 * and each is put to {@link ModelComparison}.
 *
 * <p>The truth: one latent AR(1) state with coefficient 0.95 a bin and unit variance; every second unit goes up with it
 * and the others down, by an sd of 0.7 of the log rate; rates spread by a tenth of a log unit around the middle one.
 */
public final class VerdictStudy {
    private static final double COEFFICIENT = 0.95;
    private static final double LOADING = 0.7;
    private static final double SPREAD = 0.1;
    private static final double TOLERANCE = 1e-5;

    private final Definition definition;

    /** Creates the study. */
    public VerdictStudy(Definition definition) {
        this.definition = definition;
    }

    /**
     * What is simulated.
     *
     * @param seed what every data set is drawn from
     * @param units N, at least 2
     * @param bins bins of a trial
     * @param binSeconds Δ
     * @param rate middle rate of a unit at the mean of the state, spikes per second
     * @param replicates data sets of each kind and size
     * @param trials sizes: numbers of trials, each at least 2 (not copied)
     * @param dispersions kinds: r of all units, infinite for Poisson (not copied)
     */
    public record Definition(
            Seed seed,
            int units,
            int bins,
            double binSeconds,
            double rate,
            int replicates,
            int[] trials,
            double[] dispersions) {
        /**
         * Checks the ranges.
         *
         * @throws IllegalArgumentException if there is nothing to simulate
         */
        public Definition {
            if (units < 2 || bins < 1 || replicates < 1 || !(rate > 0) || !(binSeconds > 0)) {
                throw new IllegalArgumentException("study: expected at least 2 units, 1 bin, 1 replicate and positive"
                        + " rate and bin width, got " + units + ", " + bins + ", " + replicates + ", " + rate + ", "
                        + binSeconds);
            }
            if (Arrays.stream(trials).anyMatch(k -> k < 2)
                    || Arrays.stream(dispersions).anyMatch(r -> !(r > 0))) {
                throw new IllegalArgumentException("study: expected at least 2 trials and positive dispersions, got "
                        + Arrays.toString(trials) + " and " + Arrays.toString(dispersions));
            }
        }

        /** The same with other kinds. */
        public Definition withDispersions(double... kinds) {
            return new Definition(seed, units, bins, binSeconds, rate, replicates, trials, kinds);
        }

        /** The same with other sizes. */
        public Definition withTrials(int... sizes) {
            return new Definition(seed, units, bins, binSeconds, rate, replicates, sizes, dispersions);
        }
    }

    /**
     * Runs all kinds and sizes; the result does not depend on how many data sets run at once.
     *
     * @param listener hears of each row as it is finished
     */
    public List<VerdictRates> run(TaskRunner runner, Consumer<VerdictRates> listener) {
        List<VerdictRates> rows = new ArrayList<>();
        for (double dispersion : definition.dispersions()) {
            for (int trials : definition.trials()) {
                List<Callable<Outcome>> tasks = new ArrayList<>();
                for (int i = 0; i < definition.replicates(); i++) {
                    int replicate = i;
                    tasks.add(() -> replicate(dispersion, trials, replicate));
                }
                List<Outcome> outcomes = new ArrayList<>();
                int failed = 0;
                for (TaskResult<Outcome> result : runner.run(tasks)) {
                    if (result instanceof TaskResult.Success<Outcome> success) {
                        outcomes.add(success.value());
                    } else {
                        failed++;
                    }
                }
                VerdictRates row = VerdictRates.of(dispersion, trials, outcomes, failed);
                rows.add(row);
                listener.accept(row);
            }
        }
        return List.copyOf(rows);
    }

    /**
     * What came of one data set.
     *
     * @param preferred name of the preferred model, empty for none
     * @param difference held-out log score of the negative binomial minus Poisson, nats
     * @param standardError stated
     * @param unitTests uncorrected p of the units
     * @param discoveries units called over-dispersed at the false discovery rate
     * @param covered units whose interval of r holds the truth
     * @param poissonZ calibration z of the logarithmic score under Poisson
     * @param negativeBinomialZ the same under the negative binomial
     */
    record Outcome(
            String preferred,
            double difference,
            double standardError,
            double[] unitTests,
            int discoveries,
            int covered,
            double poissonZ,
            double negativeBinomialZ) {}

    private Outcome replicate(double dispersion, int trials, int index) {
        Seed seed = definition
                .seed()
                .child(Double.toString(dispersion))
                .child(trials)
                .child(index);
        int[] lengths = new int[trials];
        Arrays.fill(lengths, definition.bins());
        BinnedCounts counts = Simulator.simulate(truth(dispersion), lengths, seed.child("data"))
                .counts();
        Seed fitting = seed.child("fit");
        List<FitOptions> models = List.of(options("poisson", fitting), options("negbin", fitting));
        Comparison comparison = ModelComparison.compare(
                counts, models, ComparisonOptions.forTrials(fitting), TaskRunners.serial(), FitListener.NONE);
        return outcome(comparison, dispersion);
    }

    private static FitOptions options(String likelihood, Seed seed) {
        return FitOptions.withDefaults(1, likelihood, seed).withTolerance(TOLERANCE);
    }

    private static Outcome outcome(Comparison comparison, double dispersion) {
        UnitDispersions units = comparison.counts().dispersion().orElseThrow();
        int discoveries = 0;
        int covered = 0;
        for (int n = 0; n < units.units().size(); n++) {
            UnitDispersion unit = units.units().get(n);
            discoveries += units.isOverDispersed(n) ? 1 : 0;
            covered += unit.low() <= dispersion && dispersion <= unit.high() ? 1 : 0;
        }
        List<CountFindings.Entry> checks = comparison.counts().models();
        return new Outcome(
                comparison.verdict().preferred().orElse(""),
                comparison.verdict().difference(),
                comparison.verdict().standardError(),
                units.units().stream().mapToDouble(UnitDispersion::p).toArray(),
                discoveries,
                covered,
                checks.get(0).checks().all().calibration().logarithmic(),
                checks.get(1).checks().all().calibration().logarithmic());
    }

    private Model truth(double dispersion) {
        int n = definition.units();
        double[] offset = new double[n];
        double[] loading = new double[n];
        for (int i = 0; i < n; i++) {
            offset[i] = Math.log(definition.rate()) + SPREAD * (i - 0.5 * (n - 1));
            loading[i] = i % 2 == 0 ? LOADING : -LOADING;
        }
        LinearDynamics dynamics = new LinearDynamics(
                Matrix.of(1, 1, COEFFICIENT),
                new double[1],
                Matrix.of(1, 1, 1 - COEFFICIENT * COEFFICIENT),
                new double[1],
                Matrix.identity(1));
        boolean poisson = Double.isInfinite(dispersion);
        double[] shape = new double[poisson ? 0 : n];
        Arrays.fill(shape, dispersion);
        return new Model(
                dynamics,
                new Emission(Matrix.of(n, 1, loading), offset),
                poisson ? new PoissonLikelihood() : new NegativeBinomialLikelihood(),
                shape,
                definition.binSeconds());
    }
}
