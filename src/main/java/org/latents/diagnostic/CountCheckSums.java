package org.latents.diagnostic;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.latents.data.BinnedCounts;
import org.latents.random.Seed;

/**
 * Collects the checks of counts cell by cell: for each unit its trials in order, for each trial its bins in order.
 * Mutable; filled by one thread; the sums of several threads are added to each other.
 *
 * <p>Histograms and scores need the whole predicted distribution of a cell. Where that is more than the work allows,
 * they use every s-th trial only; all else uses every cell.
 */
public final class CountCheckSums {
    private static final double NEGLIGIBLE = 1e-6;
    private static final int LARGEST_TABLE = 400;
    private static final double WORK = 1.5e6; // probabilities to compute

    private final Seed seed;
    private final int stride;
    private final UnitChecks[] units;
    private final double[][] trials; // per kind of excess, summed over units; NaN: not seen
    private final CountProbabilities probabilities = new CountProbabilities(NEGLIGIBLE, LARGEST_TABLE);
    private final double[] open = new double[UnitChecks.QUANTITIES];
    private UnitChecks unit = new UnitChecks();
    private UniformRandomProvider random;
    private int trial = -1;
    private boolean detailed;
    private double lastResidual = Double.NaN;
    private double lastDeviation;

    /**
     * Creates empty sums.
     *
     * @param counts the data that trials and units are numbered in
     * @param seed places spikes within their bins
     */
    public CountCheckSums(BinnedCounts counts, Seed seed) {
        this.seed = seed;
        double cells = (double) counts.bins() * counts.units();
        double perCell = 3 + 3 * counts.spikes() / cells;
        this.stride = Math.max(1, (int) Math.ceil(cells * perCell / WORK));
        this.units = new UnitChecks[counts.units()];
        Arrays.setAll(units, n -> new UnitChecks());
        this.trials = new double[open.length][counts.trials()];
        for (double[] sums : trials) {
            Arrays.fill(sums, Double.NaN);
        }
        this.random = seed.generator();
    }

    /** Begins a trial of a unit, both from 0. */
    public void begin(int ofUnit, int ofTrial) {
        end();
        unit = units[ofUnit];
        trial = ofTrial;
        detailed = ofTrial % stride == 0;
        random = seed.child(ofUnit).child(ofTrial).generator();
        Arrays.fill(open, 0);
        gap();
    }

    /** Passes a bin that was not observed. */
    public void gap() {
        lastResidual = Double.NaN;
    }

    /**
     * Adds an observed cell.
     *
     * @param y count, at least 0
     * @param prediction its predicted distribution; not kept
     * @param carry covariance, under the prediction, of this count with that of the bin before; 0 in a first bin
     */
    public void add(int y, CountDistribution prediction, double carry) {
        double mean = prediction.mean();
        double variance = prediction.variance();
        double silent = Math.min(1, prediction.probability(0));
        unit.moments.add(y, mean, variance, silent);
        double deviation = Math.sqrt(variance);
        double residual = (y - mean) / deviation;
        if (Double.isFinite(residual)) {
            add(UnitChecks.PEARSON, residual * residual - 1);
            if (!Double.isNaN(lastResidual)) {
                double expected = carry / (deviation * lastDeviation);
                unit.pairs++;
                unit.lagOne += residual * lastResidual;
                unit.lagOneExpected += expected;
                add(UnitChecks.LAG_ONE, residual * lastResidual - expected);
            }
        }
        lastResidual = Double.isFinite(residual) ? residual : Double.NaN;
        lastDeviation = deviation;
        rescale(y, silent);
        if (detailed && mean < LARGEST_TABLE / 2.0) {
            detail(y, prediction);
        }
    }

    private void rescale(int y, double silent) {
        double q = -Math.log(Math.max(silent, Double.MIN_NORMAL));
        if (y > 0) {
            unit.rescaler.spike(q, random.nextDouble());
        } else {
            unit.rescaler.silence(q);
        }
    }

    private void detail(int y, CountDistribution prediction) {
        probabilities.fill(prediction, y);
        unit.addDistribution(y, probabilities);
        add(UnitChecks.LOGARITHMIC, ScoreMoments.Rule.LOGARITHMIC, y, prediction);
        add(UnitChecks.RANKED, ScoreMoments.Rule.RANKED_PROBABILITY, y, prediction);
        add(UnitChecks.DAWID_SEBASTIANI, ScoreMoments.Rule.DAWID_SEBASTIANI, y, prediction);
    }

    private void add(int what, ScoreMoments.Rule rule, int y, CountDistribution prediction) {
        ScoreMoments moments = ScoreMoments.of(rule, probabilities, y, prediction);
        add(what, moments.value() - moments.mean());
    }

    private void add(int what, double value) {
        open[what] += value;
    }

    /** Closes the trial that is open. */
    private void end() {
        if (trial < 0) {
            return;
        }
        int quantities = detailed ? UnitChecks.QUANTITIES : UnitChecks.LOGARITHMIC;
        for (int i = 0; i < quantities; i++) {
            unit.excess[i].add(open[i]);
            trials[i][trial] = (Double.isNaN(trials[i][trial]) ? 0 : trials[i][trial]) + open[i];
        }
        trial = -1;
    }

    /** Adds the sums of other cells of the same data. */
    public void add(CountCheckSums other) {
        end();
        other.end();
        for (int n = 0; n < units.length; n++) {
            units[n].add(other.units[n]);
        }
        for (int i = 0; i < trials.length; i++) {
            for (int k = 0; k < trials[i].length; k++) {
                if (!Double.isNaN(other.trials[i][k])) {
                    trials[i][k] = (Double.isNaN(trials[i][k]) ? 0 : trials[i][k]) + other.trials[i][k];
                }
            }
        }
    }

    /** Returns the checks; the sums can still be added to. */
    public CountChecks result() {
        end();
        UnitChecks all = new UnitChecks();
        for (UnitChecks one : units) {
            all.add(one);
        }
        for (int i = 0; i < trials.length; i++) {
            all.excess[i] = new ClusterMoments();
            for (double sum : trials[i]) {
                if (!Double.isNaN(sum)) {
                    all.excess[i].add(sum);
                }
            }
        }
        return new CountChecks(
                all.summary(together(all)),
                Arrays.stream(units).map(one -> one.summary(one.rescaling())).toList());
    }

    /** Of all units: their intervals together, and the mean of their distances. */
    private CountChecks.Rescaling together(UnitChecks all) {
        CountChecks.Rescaling pooled = all.rescaling();
        double distance = Arrays.stream(units)
                .map(UnitChecks::rescaling)
                .filter(rescaling -> rescaling.intervals() > 0)
                .mapToDouble(CountChecks.Rescaling::distance)
                .average()
                .orElse(Double.NaN);
        return new CountChecks.Rescaling(pooled.intervals(), distance, Double.NaN, pooled.excess());
    }
}
