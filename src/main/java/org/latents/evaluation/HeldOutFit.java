package org.latents.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunner;
import org.latents.fit.FitListener;
import org.latents.fit.FitOptions;
import org.latents.fit.FitResult;
import org.latents.fit.ModelFitter;
import org.latents.inference.Termination;

/**
 * One fit that has not seen a part of the data, and what it predicts of it.
 *
 * @param fit learnt from the training cells
 * @param scores scores of what was held out; empty where learning failed
 */
public record HeldOutFit(FitResult fit, Optional<Scores> scores) {
    /**
     * The scores of what was held out.
     *
     * @param part what was learnt from and what was predicted
     * @param heldOut scores of the model; arrays over trials are those of the part's evaluated trials
     * @param baselines scores of predictions without latent states
     * @param predictions the predicted cells
     */
    public record Scores(HoldOut part, HeldOut heldOut, List<Comparison.Baseline> baselines, Predictions predictions) {}

    /**
     * Learns from the training cells of a part and predicts the others.
     *
     * @param counts all the data
     * @param aligned whether trials are repetitions, bin by bin, so that they can be averaged
     * @throws IllegalArgumentException if the options do not fit the training counts
     */
    public static HeldOutFit of(
            BinnedCounts counts,
            HoldOut part,
            boolean aligned,
            FitOptions options,
            TaskRunner runner,
            FitListener listener) {
        BinnedCounts training = part.learning(counts);
        FitResult fit = ModelFitter.fit(training, options, Optional.empty(), runner, listener);
        if (fit.termination() == Termination.FAILED) {
            return new HeldOutFit(fit, Optional.empty());
        }
        double[] rates = TrainingRates.of(training);
        ScoreSums sums = new ScoreSums(counts.units(), counts.trials());
        HeldOutPrediction.Target target = new HeldOutPrediction.Target(counts, part, rates);
        Predictions predictions = Predictions.of(fit.model(), target, sums, runner);
        new HeldOutBounds(fit.model(), runner).addTo(sums, counts, part);
        HeldOut heldOut = sums.result(List.of()).ofTrials(part.evaluated());
        return new HeldOutFit(
                fit, Optional.of(new Scores(part, heldOut, baselines(counts, part, aligned, rates), predictions)));
    }

    private static List<Comparison.Baseline> baselines(
            BinnedCounts counts, HoldOut part, boolean aligned, double[] rates) {
        List<Comparison.Baseline> scores = new ArrayList<>();
        for (Baseline baseline : Baseline.all(aligned)) {
            baseline.learn(counts, part).ifPresent(learnt -> {
                ScoreSums sums = new ScoreSums(counts.units(), counts.trials());
                Baseline.score(learnt, counts, part, rates, sums);
                HeldOut heldOut = sums.result(List.of()).ofTrials(part.evaluated());
                scores.add(new Comparison.Baseline(baseline.name(), baseline.description(), heldOut));
            });
        }
        return List.copyOf(scores);
    }
}
