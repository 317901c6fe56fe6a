package org.latents.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.latents.diagnostic.CountCheckSums;
import org.latents.observation.Likelihood;

/** Sums of the scores of held-out cells, from which a {@link HeldOut} is made; filled by one thread. */
final class ScoreSums {
    private final double[] model; // Σ y log λ − λ, per unit
    private final double[] trainingNull; // the same at the unit's mean on the training trials
    private final double[] unitLog; // Σ log predictive probability
    private final double[] ranked;
    private final long[] rankedCells; // those whose score could be summed
    private final double[] dawid;
    private final double[] plugIn; // Σ log L(y; λ), L the model's own likelihood
    private final long[] spikes;
    private final long[] cells;
    private final double[] rates; // Σ λ
    private final double[] trialLog; // NaN: not scored
    private final double[] trialBound; // NaN: none
    private final double[] trialGain; // Σ of the terms of `model` minus those of `trainingNull`; NaN: not scored
    private final List<OwnNull> nulls = new ArrayList<>();
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
        ranked = new double[units];
        rankedCells = new long[units];
        dawid = new double[units];
        plugIn = new double[units];
        spikes = new long[units];
        cells = new long[units];
        rates = new double[units];
        trialLog = new double[trials];
        trialBound = new double[trials];
        trialGain = new double[trials];
        Arrays.fill(trialGain, Double.NaN);
        Arrays.fill(trialLog, Double.NaN);
        Arrays.fill(trialBound, Double.NaN);
    }

    /**
     * Begins a part.
     *
     * @param trials those that are scored, with a score of 0 so far
     * @param likelihood the model's own
     * @param shape its shape per unit, empty for a likelihood without
     * @param training mean count per bin of each unit on the training trials
     */
    void begin(int[] trials, Likelihood likelihood, double[] shape, double[] training) {
        for (int trial : trials) {
            trialLog[trial] = 0;
            trialGain[trial] = 0;
        }
        nulls.add(new OwnNull(likelihood, shape, training));
    }

    /** Adds one observed cell to the part that was begun last. */
    void add(int trial, int unit, int y, Predicted predicted) {
        OwnNull part = nulls.get(nulls.size() - 1);
        double gained = BitsPerSpike.term(y, predicted.rate());
        double constant = BitsPerSpike.term(y, part.trainingRate(unit));
        model[unit] += gained;
        trainingNull[unit] += constant;
        trialGain[trial] += gained - constant;
        unitLog[unit] += predicted.log();
        trialLog[trial] += predicted.log();
        dawid[unit] += predicted.dawidSebastiani(y);
        if (!Double.isNaN(predicted.ranked())) {
            ranked[unit] += predicted.ranked();
            rankedCells[unit]++;
        }
        plugIn[unit] += predicted.plugIn();
        part.add(unit, y);
        spikes[unit] += y;
        cells[unit]++;
        rates[unit] += predicted.rate();
    }

    /** Sets the evidence lower bound of a whole trial, nats. */
    void bound(int trial, double elbo) {
        trialBound[trial] = elbo;
    }

    /** Marks trials as not scored, since some of their cells are missing. */
    void forget(int... trials) {
        for (int trial : trials) {
            trialLog[trial] = Double.NaN;
            trialGain[trial] = Double.NaN;
        }
    }

    /** Adds the sums of another part. */
    void add(ScoreSums other) {
        accumulate(model, other.model);
        accumulate(trainingNull, other.trainingNull);
        accumulate(unitLog, other.unitLog);
        accumulate(ranked, other.ranked);
        accumulate(dawid, other.dawid);
        accumulate(plugIn, other.plugIn);
        accumulate(rates, other.rates);
        for (int n = 0; n < model.length; n++) {
            rankedCells[n] += other.rankedCells[n];
            spikes[n] += other.spikes[n];
            cells[n] += other.cells[n];
        }
        join(trialLog, other.trialLog);
        join(trialGain, other.trialGain);
        join(trialBound, other.trialBound);
        nulls.addAll(other.nulls);
    }

    private static void accumulate(double[] sums, double[] more) {
        for (int n = 0; n < sums.length; n++) {
            sums[n] += more[n];
        }
    }

    /** A trial may be in several parts, each with some of its cells. */
    private static void join(double[] trials, double[] more) {
        for (int k = 0; k < trials.length; k++) {
            if (!Double.isNaN(more[k])) {
                trials[k] = Double.isNaN(trials[k]) ? more[k] : trials[k] + more[k];
            }
        }
    }

    /** The checks of the counts, where they are collected. */
    Optional<CountCheckSums> checks() {
        return checks;
    }

    /** Says which trials decide the bits per spike, if these are few. */
    Optional<String> influence(String name) {
        return Influence.remark(name, trialGain, spikes());
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
        double[] evaluatedNull = new double[model.length];
        for (int n = 0; n < model.length; n++) {
            evaluatedNull[n] = BitsPerSpike.nullTerm(spikes[n], cells[n]);
        }
        return new HeldOut(
                bitsPerSpike(),
                bits(model, trainingNull),
                logScore(),
                trialLog,
                unitBits(model, evaluatedNull),
                perScoredUnit(unitLog),
                List.copyOf(folds),
                detail());
    }

    private double[] perScoredUnit(double[] sums) {
        double[] values = sums.clone();
        Arrays.setAll(values, n -> cells[n] == 0 ? Double.NaN : sums[n]);
        return values;
    }

    private HeldOut.Detail detail() {
        double[] unitRanked = new double[model.length];
        double[] unitDawid = new double[model.length];
        for (int n = 0; n < unitRanked.length; n++) {
            unitRanked[n] = ranked[n] / rankedCells[n];
            unitDawid[n] = dawid[n] / cells[n];
        }
        boolean isPoisson = nulls.stream().noneMatch(OwnNull::hasShape);
        double[] own = isPoisson ? model : plugIn;
        double[] training = isPoisson ? trainingNull : nullSums(false);
        double[] evaluated = isPoisson ? nullTerms() : nullSums(true);
        return new HeldOut.Detail(
                bits(own, evaluated),
                bits(own, training),
                Arrays.stream(ranked).sum() / Arrays.stream(rankedCells).sum(),
                Arrays.stream(dawid).sum() / Arrays.stream(cells).sum(),
                unitBits(own, evaluated),
                unitRanked,
                unitDawid,
                Arrays.stream(trialBound).allMatch(Double::isNaN) ? new double[0] : trialBound);
    }

    private double[] nullTerms() {
        double[] terms = new double[model.length];
        Arrays.setAll(terms, n -> BitsPerSpike.nullTerm(spikes[n], cells[n]));
        return terms;
    }

    /** Σ over the cells of a unit of log L(y; mean), at its mean over the evaluated cells or on the training trials. */
    private double[] nullSums(boolean evaluated) {
        double[] sums = new double[model.length];
        for (int n = 0; n < sums.length; n++) {
            double mean = Math.max(spikes[n] / (double) Math.max(1, cells[n]), BitsPerSpike.SMALLEST_RATE);
            for (OwnNull part : nulls) {
                sums[n] += part.sum(n, evaluated ? mean : part.trainingRate(n));
            }
        }
        return sums;
    }

    private double bits(double[] scores, double[] reference) {
        double difference =
                Arrays.stream(scores).sum() - Arrays.stream(reference).sum();
        return spikes() == 0 ? Double.NaN : difference / (spikes() * Math.log(2));
    }

    private double[] unitBits(double[] scores, double[] reference) {
        double[] bits = new double[scores.length];
        Arrays.setAll(bits, n -> spikes[n] == 0 ? Double.NaN : (scores[n] - reference[n]) / (spikes[n] * Math.log(2)));
        return bits;
    }

    /** What a part needs for the score of constant rates under the model's own likelihood. */
    private static final class OwnNull {
        private final Likelihood likelihood;
        private final double[] shape;
        private final double[] training;
        private final CountHistogram[] counts;

        OwnNull(Likelihood likelihood, double[] shape, double[] training) {
            this.likelihood = likelihood;
            this.shape = shape;
            this.training = training;
            this.counts = new CountHistogram[training.length];
            Arrays.setAll(counts, n -> new CountHistogram());
        }

        boolean hasShape() {
            return likelihood.hasShape();
        }

        double trainingRate(int unit) {
            return training[unit];
        }

        void add(int unit, int y) {
            counts[unit].add(y);
        }

        double sum(int unit, double mean) {
            double logMean = Math.log(mean);
            double r = hasShape() ? shape[unit] : Double.NaN;
            return counts[unit].sum(y -> likelihood.logProbability(y, logMean, r));
        }
    }
}
