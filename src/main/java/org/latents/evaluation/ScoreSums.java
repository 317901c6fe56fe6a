package org.latents.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.latents.diagnostic.CountCheckSums;

/** Sums of the scores of held-out cells, from which a {@link HeldOut} is made; filled by one thread. */
final class ScoreSums {
    private final double[] model; // Σ y log λ − λ, per unit
    private final double[] trainingNull; // the same at the unit's mean on the training trials
    private final double[] unitLog; // Σ log predictive probability
    private final long[] spikes;
    private final long[] cells;
    private final double[] rates; // Σ λ
    private final double[] trialLog; // NaN: not scored
    private final Optional<CountCheckSums> checks;

    ScoreSums(int units, int trials) {
        this(units, trials, Optional.empty());
    }

    /** Sums that check the counts beside their scores where there is something to collect the checks in. */
    ScoreSums(int units, int trials, Optional<CountCheckSums> checks) {
        this.checks = checks;
        model = new double[units];
        trainingNull = new double[units];
        unitLog = new double[units];
        spikes = new long[units];
        cells = new long[units];
        rates = new double[units];
        trialLog = new double[trials];
        Arrays.fill(trialLog, Double.NaN);
    }

    /** Marks trials as scored, with a score of 0 so far. */
    void begin(int[] trials) {
        for (int trial : trials) {
            trialLog[trial] = 0;
        }
    }

    /** Adds one observed cell. */
    void add(int trial, int unit, int y, double rate, double trainingRate, double logProbability) {
        model[unit] += BitsPerSpike.term(y, rate);
        trainingNull[unit] += BitsPerSpike.term(y, trainingRate);
        unitLog[unit] += logProbability;
        trialLog[trial] += logProbability;
        spikes[unit] += y;
        cells[unit]++;
        rates[unit] += rate;
    }

    /** Adds the sums of another fold. */
    void add(ScoreSums other) {
        for (int n = 0; n < model.length; n++) {
            model[n] += other.model[n];
            trainingNull[n] += other.trainingNull[n];
            unitLog[n] += other.unitLog[n];
            spikes[n] += other.spikes[n];
            cells[n] += other.cells[n];
            rates[n] += other.rates[n];
        }
        for (int k = 0; k < trialLog.length; k++) {
            if (!Double.isNaN(other.trialLog[k])) {
                trialLog[k] = other.trialLog[k];
            }
        }
    }

    /** The checks of the counts, where they are collected. */
    Optional<CountCheckSums> checks() {
        return checks;
    }

    long spikes() {
        return Arrays.stream(spikes).sum();
    }

    /** Expected spikes of each unit, to set beside those that came. */
    double[] sumOfRates() {
        return rates.clone();
    }

    double logScore() {
        return Arrays.stream(unitLog).sum();
    }

    /** Bits per spike, NaN without a spike. */
    double bitsPerSpike() {
        return spikes() == 0 ? Double.NaN : BitsPerSpike.of(model, spikes, cells);
    }

    HeldOut result(List<HeldOut.Fold> folds) {
        double trainingDifference =
                Arrays.stream(model).sum() - Arrays.stream(trainingNull).sum();
        double[] unitBits = new double[model.length];
        for (int n = 0; n < unitBits.length; n++) {
            unitBits[n] = spikes[n] == 0
                    ? Double.NaN
                    : (model[n] - BitsPerSpike.nullTerm(spikes[n], cells[n])) / (spikes[n] * Math.log(2));
        }
        return new HeldOut(
                bitsPerSpike(),
                spikes() == 0 ? Double.NaN : trainingDifference / (spikes() * Math.log(2)),
                logScore(),
                trialLog,
                unitBits,
                unitLog,
                List.copyOf(folds));
    }
}
