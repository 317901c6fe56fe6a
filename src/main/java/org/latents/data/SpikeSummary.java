package org.latents.data;

/**
 * What there is to say about the spike times of one unit.
 *
 * @param spikes number of times in the file
 * @param first first finite time in file order, seconds; NaN if there is none
 * @param last last finite time in file order, seconds; NaN if there is none
 * @param least smallest finite time; NaN if there is none
 * @param greatest greatest finite time; NaN if there is none
 * @param defects what is odd about them
 */
public record SpikeSummary(long spikes, double first, double last, double least, double greatest, Defects defects) {
    /** Two spikes of one unit closer than this are a violation of its refractory period, seconds. */
    public static final double REFRACTORY_SECONDS = 0.002;

    /**
     * Counts of odd spike times.
     *
     * @param notFinite NaN or infinite; never used
     * @param decreases times before the one that precedes them in the file; order does not matter to binning
     * @param duplicates times equal to the one that precedes them; used as separate spikes
     * @param refractory times less than {@link #REFRACTORY_SECONDS} after (or, unsorted, before) the one that precedes
     *     them, duplicates included
     * @param negative times below 0; used
     * @param whole times that are whole numbers; if all are, they may be samples or milliseconds
     */
    public record Defects(
            long notFinite, long decreases, long duplicates, long refractory, long negative, long whole) {}

    /** Number of finite times. */
    public long finite() {
        return spikes - defects.notFinite();
    }

    /** Share of the intervals between successive spikes that are too short, in [0, 1]; 0 below two spikes. */
    public double refractoryShare() {
        return finite() < 2 ? 0 : (double) defects.refractory() / (finite() - 1);
    }

    /** Reads all spike times once. */
    static SpikeSummary[] of(SpikeTrains trains) {
        Tally[] tallies = new Tally[trains.units()];
        for (int n = 0; n < tallies.length; n++) {
            tallies[n] = new Tally();
        }
        trains.stream((unit, times, from, to) -> tallies[unit].add(times, from, to));
        SpikeSummary[] summaries = new SpikeSummary[tallies.length];
        for (int n = 0; n < tallies.length; n++) {
            summaries[n] = tallies[n].summary();
        }
        return summaries;
    }

    private static final class Tally {
        private long spikes;
        private double first = Double.NaN;
        private double last = Double.NaN;
        private double least = Double.POSITIVE_INFINITY;
        private double greatest = Double.NEGATIVE_INFINITY;
        private long notFinite;
        private long decreases;
        private long duplicates;
        private long refractory;
        private long negative;
        private long whole;

        /** One loop over local variables: every spike of a recording comes by here. */
        void add(double[] times, int from, int to) {
            double before = last; // NaN before the first, which then compares with nothing
            double low = least;
            double high = greatest;
            int odd = 0;
            int back = 0;
            int same = 0;
            int close = 0;
            int below = 0;
            int integers = 0;
            for (int i = from; i < to; i++) {
                double time = times[i];
                if (!(Math.abs(time) < Double.POSITIVE_INFINITY)) {
                    odd++;
                    continue;
                }
                double interval = time - before;
                back += interval < 0 ? 1 : 0;
                same += interval == 0 ? 1 : 0;
                close += Math.abs(interval) < REFRACTORY_SECONDS ? 1 : 0;
                below += time < 0 ? 1 : 0;
                integers += time == Math.rint(time) ? 1 : 0;
                low = time < low ? time : low;
                high = time > high ? time : high;
                if (Double.isNaN(before)) {
                    first = time;
                }
                before = time;
            }
            last = before;
            least = low;
            greatest = high;
            spikes += to - from;
            notFinite += odd;
            decreases += back;
            duplicates += same;
            refractory += close;
            negative += below;
            whole += integers;
        }

        SpikeSummary summary() {
            Defects defects = new Defects(notFinite, decreases, duplicates, refractory, negative, whole);
            boolean none = Double.isNaN(first);
            return new SpikeSummary(
                    spikes, first, last, none ? Double.NaN : least, none ? Double.NaN : greatest, defects);
        }
    }
}
