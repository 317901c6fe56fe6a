package org.latents.inference.parameters;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunner;
import org.latents.inference.CollapsedBound;
import org.latents.inference.Family;
import org.latents.inference.Learner;
import org.latents.inference.LearningOutcome;
import org.latents.inference.LearningRule;
import org.latents.inference.Termination;
import org.latents.linalg.NotPositiveDefiniteException;
import org.latents.math.LogSpace;
import org.latents.model.Model;
import org.latents.model.Simulation;
import org.latents.observation.Likelihood;
import org.latents.random.Seed;

/** A posterior over the parameters given counts: the mode of L(θ) + log p(θ), then one of four approximations. */
public final class ParameterInference {
    private static final int SHORT = 30;
    private static final double SHORT_TOLERANCE = 1e-5;
    private static final double TIGHT = 1e-6;

    private final ParameterOptions options;
    private final Optional<LogEvidence> estimator;

    private ParameterInference(ParameterOptions options, Optional<LogEvidence> estimator) {
        this.options = options;
        this.estimator = estimator;
    }

    /** Inference with these options; {@link ParameterMethod#EXACT} also needs {@link #withEvidence}. */
    public static ParameterInference of(ParameterOptions options) {
        return new ParameterInference(options, Optional.empty());
    }

    /** The same with an estimator of the evidence. */
    public ParameterInference withEvidence(LogEvidence evidence) {
        return new ParameterInference(options, Optional.of(evidence));
    }

    /**
     * Infers from counts alone: the search for the mode starts from a short learning run.
     *
     * @throws IllegalArgumentException if an estimator is needed and missing
     */
    public ParameterPosterior infer(
            BinnedCounts counts, int latents, Likelihood likelihood, Seed seed, TaskRunner runner) {
        StationaryParameters layout =
                new StationaryParameters(latents, counts.units(), likelihood, counts.binSeconds());
        return infer(counts, layout, starts(counts, layout, seed, runner), seed, runner);
    }

    /**
     * Infers for a fitted model, in any gauge, whose parameters are where the search for the mode starts.
     *
     * @throws IllegalArgumentException if an estimator is needed and missing
     */
    public ParameterPosterior infer(BinnedCounts counts, Model fitted, Seed seed, TaskRunner runner) {
        StationaryParameters layout = StationaryParameters.of(fitted);
        return infer(counts, layout, List.of(layout.encode(fitted)), seed, runner);
    }

    /** The quantities that a posterior has, in order. */
    public List<Quantity> quantities(int latents, int units, Likelihood likelihood, double binSeconds) {
        StationaryParameters layout = new StationaryParameters(latents, units, likelihood, binSeconds);
        return new Invariants(layout, options).quantities();
    }

    /** The values of the quantities for the true model and states behind a simulation. */
    public double[] truth(Model model, Simulation simulation) {
        StationaryParameters layout = StationaryParameters.of(model);
        double[] theta = layout.encode(model);
        Model stationary = layout.decode(theta);
        CollapsedBound bound = CollapsedBound.of(simulation.counts(), model.latents());
        bound.anchor(stationary);
        double[] logRates = new double[options.cells().size()];
        for (int i = 0; i < logRates.length; i++) {
            Quantity.Cell cell = options.cells().get(i);
            int bin = simulation.counts().start(cell.trial()) + cell.bin();
            logRates[i] = simulation.eta()[bin * model.units() + cell.unit()];
        }
        double prior = new LogPrior(layout, options.priors()).value(theta);
        return new Invariants(layout, options).fill(stationary, logRates, bound.value(stationary, TIGHT), prior);
    }

    private LearningRule rule() {
        return new LearningRule(SHORT, SHORT_TOLERANCE, options.priors().loadingSd(), Family.STRUCTURED);
    }

    private List<double[]> starts(BinnedCounts counts, StationaryParameters layout, Seed seed, TaskRunner runner) {
        List<double[]> starts = new ArrayList<>();
        if (counts.spikes() > 0 && layout.latents() <= layout.units()) {
            Model first = Learner.start(counts, layout.latents(), layout.likelihood());
            LearningOutcome learnt = Learner.of(rule()).learn(counts, first, runner, entry -> {});
            if (learnt.termination() != Termination.FAILED) {
                starts.add(layout.encode(learnt.model()));
            }
        }
        if (starts.isEmpty()) {
            starts.add(new LogPrior(layout, options.priors()).draw(seed.child("start")));
        }
        return starts;
    }

    private ParameterPosterior infer(
            BinnedCounts counts, StationaryParameters layout, List<double[]> starts, Seed seed, TaskRunner runner) {
        ParameterApproximation approximation = approximation(counts);
        Invariants invariants = new Invariants(layout, options);
        LogPosterior posterior = LogPosterior.of(counts, layout, options.priors(), runner);
        try {
            ModeSearch.Mode mode = new ModeSearch(posterior, starts.get(0)).find();
            LocalPosterior local = new LocalPosterior(posterior, mode, invariants, runner);
            ParameterApproximation.Weighted weighted = approximation.draw(local, options.draws(), seed.child("draws"));
            return result(invariants, mode, weighted);
        } catch (NotPositiveDefiniteException e) {
            return failed(invariants, e.getMessage());
        }
    }

    private ParameterApproximation approximation(BinnedCounts counts) {
        return switch (options.method()) {
            case FACTORISED -> GaussianDraws.factorised();
            case NESTED -> GaussianDraws.nested();
            case IMPORTANCE -> new ImportanceDraws();
            case EXACT ->
                new EvidenceDraws(
                        counts,
                        estimator.orElseThrow(() -> new IllegalArgumentException(
                                "the exact posterior over parameters needs an estimator of the evidence")));
        };
    }

    private ParameterPosterior result(
            Invariants invariants, ModeSearch.Mode mode, ParameterApproximation.Weighted weighted) {
        double total = LogSpace.logSumExp(weighted.logWeights());
        if (!Double.isFinite(total)) {
            return failed(invariants, "no draw has a weight");
        }
        List<String> remarks = new ArrayList<>(weighted.remarks());
        if (!mode.isAtRest()) {
            remarks.add("the search for the mode of the parameters did not come to rest");
        }
        double squares = Arrays.stream(weighted.logWeights())
                .map(w -> Math.exp(2 * (w - total)))
                .sum();
        return new ParameterPosterior(
                options.method(),
                options.priors(),
                invariants.quantities(),
                weighted.draws().stream().map(LocalPosterior.Draw::values).toArray(double[][]::new),
                weighted.logWeights(),
                weighted.kHat(),
                1 / squares,
                weighted.isReliable(),
                List.copyOf(remarks));
    }

    private ParameterPosterior failed(Invariants invariants, String reason) {
        return new ParameterPosterior(
                options.method(),
                options.priors(),
                invariants.quantities(),
                new double[0][],
                new double[0],
                Double.NaN,
                0,
                false,
                List.of(reason));
    }
}
