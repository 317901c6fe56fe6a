package org.latents.evaluation;

import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunner;
import org.latents.inference.InferenceOutcome;
import org.latents.inference.Posterior;
import org.latents.inference.VariationalInference;
import org.latents.linalg.Matrix;
import org.latents.model.Model;

/**
 * Scores of held-out cells: q(x) of the evaluated trials is inferred from what is visible of them, at fixed parameters,
 * and predicts the log mean η' = c'x + d + log Δ ~ N(m, v) of each hidden cell. Bits per spike use the expected count λ
 * = E μ = exp(m + v/2); the log score is log ∫ p(y|η') N(η'; m, v) dη' under the model's own likelihood.
 */
final class HeldOutPrediction {
    /**
     * The step of a trial's bound, relative to the bound, below which inference stops: 1e-5 nats of a trial of 100. On
     * a recording of 984 segments it moved the summed log score by 0.06 nats, a hundredth of its standard error.
     */
    private static final double TOLERANCE = 1e-7;

    /** What of the evaluated trials inference may see when a set of cells is to be predicted. */
    @FunctionalInterface
    interface View {
        /** Without the cells that are predicted. */
        View WITHOUT_PREDICTED = (evaluated, trials, predicted) -> predicted.hideIn(evaluated, trials);

        BinnedCounts visible(BinnedCounts evaluated, int[] trials, Cells predicted);
    }

    /** Hears of every predicted cell. */
    @FunctionalInterface
    interface CellListener {
        /** A listener that does nothing. */
        CellListener NONE = (trial, t, unit, y, predicted) -> {};

        /** Called for a cell of a trial (numbered in all the data), a bin of the trial and a unit. */
        void scored(int trial, int t, int unit, int y, Predicted predicted);
    }

    private final VariationalInference inference = VariationalInference.withTolerance(TOLERANCE);
    private final View view;
    private final CellListener listener;

    HeldOutPrediction(View view) {
        this(view, CellListener.NONE);
    }

    HeldOutPrediction(View view, CellListener listener) {
        this.view = view;
        this.listener = listener;
    }

    /**
     * What is scored.
     *
     * @param counts all the data
     * @param part what of them is predicted from what
     * @param trainingRates mean count per bin of each unit on the training trials
     */
    record Target(BinnedCounts counts, HoldOut part, double[] trainingRates) {}

    /**
     * Adds the scores of every observed cell that is predicted, and the bounds of whole trials where nothing of them is
     * seen.
     *
     * @throws IllegalStateException if inference ends without a finite bound
     */
    void score(Model model, Target target, ScoreSums sums, TaskRunner runner) {
        int[] trials = target.part().evaluated();
        BinnedCounts evaluated = target.counts().selectTrials(trials);
        sums.begin(trials, model.likelihood(), model.shape(), target.trainingRates());
        for (Cells predicted : target.part().predicted()) {
            InferenceOutcome outcome = infer(model, view.visible(evaluated, trials, predicted), runner);
            if (predicted instanceof Cells.OfUnits some) {
                sums.checks()
                        .ifPresent(checks ->
                                CountScan.add(model, outcome.posterior(), evaluated, trials, some.units(), checks));
            }
            Prediction prediction = new Prediction(model, outcome.posterior(), RankedBins.of(target.counts()));
            for (int unit = 0; unit < evaluated.units(); unit++) {
                if (predicted.concerns(unit)) {
                    prediction.score(evaluated, trials, unit, predicted, sums);
                }
            }
            if (predicted instanceof Cells.All) {
                double[] bounds = infer(model, evaluated, runner).elboPerTrial();
                for (int k = 0; k < trials.length; k++) {
                    sums.bound(trials[k], bounds[k]);
                }
            }
        }
    }

    private InferenceOutcome infer(Model model, BinnedCounts visible, TaskRunner runner) {
        InferenceOutcome outcome = inference.infer(model, visible, runner);
        if (!Double.isFinite(outcome.elbo())) {
            throw new IllegalStateException("inference of held-out trials ended with a bound of " + outcome.elbo());
        }
        return outcome;
    }

    /** The normal distribution of the log mean of cells. */
    private final class Prediction {
        private final Model model;
        private final Posterior posterior;
        private final double logBin;
        private final RankedBins ranked;

        Prediction(Model model, Posterior posterior, RankedBins ranked) {
            this.ranked = ranked;
            this.model = model;
            this.posterior = posterior;
            this.logBin = Math.log(model.binSeconds());
        }

        void score(BinnedCounts evaluated, int[] trials, int unit, Cells predicted, ScoreSums sums) {
            Matrix loading = model.emission().loading();
            double[] c = loading.row(unit);
            double offset = model.emission().offset()[unit] + logBin;
            UnitPrediction scores = new UnitPrediction(model.likelihood(), model.shapeOf(unit));
            for (int k = 0; k < trials.length; k++) {
                int length = evaluated.length(k);
                for (int t = 0; t < length; t++) {
                    int y = evaluated.countOrUnobserved(k, t, unit);
                    if (y < 0 || !predicted.contains(trials[k], t, length, unit)) {
                        continue;
                    }
                    int bin = evaluated.start(k) + t;
                    double m = mean(c, bin) + offset;
                    double v = variance(c, bin);
                    Predicted cell = ranked.contains(t) ? scores.of(y, m, v) : scores.withoutRanked(y, m, v);
                    sums.add(trials[k], unit, y, cell);
                    listener.scored(trials[k], t, unit, y, cell);
                }
            }
        }

        private double mean(double[] c, int bin) {
            double sum = 0;
            for (int i = 0; i < c.length; i++) {
                sum += c[i] * posterior.mean()[bin * c.length + i];
            }
            return sum;
        }

        private double variance(double[] c, int bin) {
            double[] covariance = posterior.covariance();
            double sum = 0;
            for (int i = 0; i < c.length; i++) {
                int row = (bin * c.length + i) * c.length;
                double part = 0;
                for (int j = 0; j < c.length; j++) {
                    part += covariance[row + j] * c[j];
                }
                sum += c[i] * part;
            }
            return Math.max(sum, 0); // a zero loading gives 0, which rounding may turn negative
        }
    }
}
