package org.latents.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A covariate on the bins of a dataset. The value of a bin is the mean of the samples in it; without a sample, the line
 * between the samples around its centre; and NaN, which is not observed, where these are further apart than five times
 * the usual interval, or where there is none on one side. A sample with a number that is not finite counts as missing.
 */
public final class BinnedCovariate {
    private static final double LONGEST_GAP = 5;
    private static final int SAMPLES_FOR_INTERVAL = 10_000;

    private final Covariate covariate;
    private final int[] trialStart;
    private final double[] values;
    private final long skipped;

    private BinnedCovariate(Covariate covariate, int[] trialStart, double[] values, long skipped) {
        this.covariate = covariate;
        this.skipped = skipped;
        this.trialStart = trialStart;
        this.values = values;
    }

    /**
     * Brings a series to the bins of the kept trials; reads it twice.
     *
     * @throws RecordingFormatException if it cannot be read
     */
    public static BinnedCovariate of(Covariate covariate, Dataset dataset) {
        List<Dataset.TrialRow> trials = dataset.keptTrials();
        double binSeconds = dataset.counts().binSeconds();
        List<BinWindow> windows = trials.stream()
                .map(trial -> new BinWindow(trial.start(), 0, trial.bins(), binSeconds))
                .toList();
        Resampling resampling = new Resampling(windows, covariate.dimensions(), LONGEST_GAP * interval(covariate));
        covariate.stream(resampling::add);
        return new BinnedCovariate(covariate, dataset.counts().trialStarts(), resampling.values(), resampling.skipped);
    }

    /** What it is. */
    public Covariate.Description description() {
        return covariate.description();
    }

    /** Numbers in a bin. */
    public int dimensions() {
        return covariate.dimensions();
    }

    /** Returns a number of bin t of a trial, NaN where it was not observed. */
    public double value(int trial, int t, int dimension) {
        return values[(trialStart[trial] + t) * dimensions() + dimension];
    }

    /** Number of samples that were left out: a number or the time is not finite, or not after the time before. */
    public long skipped() {
        return skipped;
    }

    /** Share of the bins, in [0, 1], in which all numbers were observed. */
    public double observedShare() {
        int bins = trialStart[trialStart.length - 1];
        long observed = IntStream.range(0, bins)
                .filter(t ->
                        IntStream.range(0, dimensions()).noneMatch(d -> Double.isNaN(values[t * dimensions() + d])))
                .count();
        return bins == 0 ? 0 : (double) observed / bins;
    }

    /** Returns all values, bins × dimensions, copied. */
    public double[] values() {
        return values.clone();
    }

    /** Median of the first intervals between successive samples; seconds. */
    private static double interval(Covariate covariate) {
        if (covariate.timing().rate().isPresent()) {
            return 1 / covariate.timing().rate().getAsDouble();
        }
        double[] intervals = new double[SAMPLES_FOR_INTERVAL];
        double[] last = {Double.NaN};
        int[] count = new int[1];
        covariate.stream((time, sample) -> {
            double interval = time - last[0];
            if (interval > 0 && count[0] < intervals.length) {
                intervals[count[0]++] = interval;
            }
            last[0] = time;
        });
        Arrays.sort(intervals, 0, count[0]);
        return count[0] == 0 ? 0 : intervals[count[0] / 2];
    }

    private static final class Resampling {
        private final int dimensions;
        private final double longestGap;
        private final double[] centre; // ascending
        private final int[] cell; // bin over all trials, of each centre
        private final double[] sums;
        private final int[] counts;
        private final double[] lines;
        private final List<BinWindow> windows;
        private final int[] windowStart;
        private final double[] before;
        private double timeBefore = Double.NaN;
        private int next;
        private long skipped;

        Resampling(List<BinWindow> windows, int dimensions, double longestGap) {
            this.windows = windows;
            this.dimensions = dimensions;
            this.longestGap = longestGap;
            this.windowStart = new int[windows.size() + 1];
            for (int k = 0; k < windows.size(); k++) {
                windowStart[k + 1] = windowStart[k] + windows.get(k).bins();
            }
            int bins = windowStart[windows.size()];
            double[] unordered = new double[bins];
            for (int k = 0; k < windows.size(); k++) {
                for (int t = 0; t < windows.get(k).bins(); t++) {
                    unordered[windowStart[k] + t] =
                            0.5 * (windows.get(k).edge(t) + windows.get(k).edge(t + 1));
                }
            }
            this.cell = IntStream.range(0, bins)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> unordered[i]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            this.centre = Arrays.stream(cell).mapToDouble(i -> unordered[i]).toArray();
            this.sums = new double[bins * dimensions];
            this.counts = new int[bins];
            this.lines = new double[bins * dimensions];
            Arrays.fill(lines, Double.NaN);
            this.before = new double[dimensions];
        }

        void add(double time, double[] sample) {
            boolean usable = Double.isFinite(time) && Arrays.stream(sample).allMatch(Double::isFinite);
            if (!usable || time <= timeBefore) {
                skipped++; // missing, or out of order
                return;
            }
            addToMeans(time, sample);
            while (next < centre.length && centre[next] <= time) {
                if (time - timeBefore <= longestGap) {
                    double weight = (centre[next] - timeBefore) / (time - timeBefore);
                    for (int d = 0; d < dimensions; d++) {
                        lines[cell[next] * dimensions + d] = before[d] + weight * (sample[d] - before[d]);
                    }
                }
                next++;
            }
            timeBefore = time;
            System.arraycopy(sample, 0, before, 0, dimensions);
        }

        private void addToMeans(double time, double[] sample) {
            // The centres within a bin's width of the time are those of the bins that may hold it.
            double reach = windows.isEmpty() ? 0 : windows.get(0).binSeconds();
            int from = Arrays.binarySearch(centre, time - reach);
            for (int i = from >= 0 ? from : -from - 1; i < centre.length && centre[i] <= time + reach; i++) {
                int k = trialOf(cell[i]);
                if (windows.get(k).binOf(time) == cell[i] - windowStart[k]) {
                    counts[cell[i]]++;
                    for (int d = 0; d < dimensions; d++) {
                        sums[cell[i] * dimensions + d] += sample[d];
                    }
                }
            }
        }

        private int trialOf(int bin) {
            int found = Arrays.binarySearch(windowStart, bin);
            return found >= 0 ? found : -found - 2;
        }

        double[] values() {
            double[] values = lines.clone();
            for (int i = 0; i < values.length; i++) {
                int count = counts[i / dimensions];
                values[i] = count > 0 ? sums[i] / count : values[i];
            }
            return values;
        }
    }
}
