package org.latents.evaluation;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunner;
import org.latents.model.Model;

/**
 * What was predicted for held-out cells, beside what came; cells of the evaluated trials, end to end.
 *
 * @param counts the counts of the evaluated trials, all units
 * @param rates λ, expected counts, rates[t·N + n]; NaN where a cell was not predicted (not copied)
 * @param logProbability log predictive probability of the count, nats, in the same order (not copied)
 */
public record Predictions(BinnedCounts counts, double[] rates, double[] logProbability) {
    /** Units with a predicted cell, from 0. */
    public int[] units() {
        int n = counts.units();
        boolean[] seen = new boolean[n];
        for (int i = 0; i < rates.length; i++) {
            seen[i % n] |= !Double.isNaN(rates[i]);
        }
        return IntStream.range(0, n).filter(unit -> seen[unit]).toArray();
    }

    /** Predicts and scores at once. */
    static Predictions of(Model model, HeldOutPrediction.Target target, ScoreSums sums, TaskRunner runner) {
        int[] trials = target.part().evaluated();
        BinnedCounts evaluated = target.counts().selectTrials(trials);
        double[] rates = new double[evaluated.bins() * evaluated.units()];
        double[] logs = new double[rates.length];
        Arrays.fill(rates, Double.NaN);
        Arrays.fill(logs, Double.NaN);
        HeldOutPrediction.CellListener collect = (trial, t, unit, y, predicted) -> {
            int cell = (evaluated.start(Arrays.binarySearch(trials, trial)) + t) * evaluated.units() + unit;
            rates[cell] = predicted.rate();
            logs[cell] = predicted.log();
        };
        new HeldOutPrediction(HeldOutPrediction.View.WITHOUT_PREDICTED, collect).score(model, target, sums, runner);
        return new Predictions(evaluated, rates, logs);
    }
}
