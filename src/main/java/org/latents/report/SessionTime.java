package org.latents.report;

import java.util.List;
import org.latents.data.BinnedCounts;
import org.latents.data.Dataset;

/** Where bins lie in session time, and which stretch of the session a figure shows. */
final class SessionTime {
    private static final int MOST_SPIKES = 9000;

    private SessionTime() {}

    /**
     * A stretch of consecutive bins.
     *
     * @param from first bin over all trials
     * @param to bin after the last
     */
    record Window(int from, int to) {}

    /** Session time in seconds of the middle of every bin; trials without a known start follow each other. */
    static double[] binCentres(Dataset data) {
        BinnedCounts counts = data.counts();
        List<Dataset.TrialRow> trials = data.keptTrials();
        double[] centres = new double[counts.bins()];
        for (int k = 0; k < counts.trials(); k++) {
            boolean known = trials.size() == counts.trials();
            double start = known ? trials.get(k).start() : counts.start(k) * counts.binSeconds();
            for (int t = 0; t < counts.length(k); t++) {
                centres[counts.start(k) + t] = start + (t + 0.5) * counts.binSeconds();
            }
        }
        return centres;
    }

    /** The stretch of at most the given session time with most spikes; shorter where spikes are too many to draw. */
    static Window busiest(Dataset data, double[] centres, double seconds) {
        int[] spikes = spikesPerBin(data.counts());
        Window best = new Window(0, 1);
        long most = -1;
        long sum = 0;
        int to = 0;
        for (int from = 0; from < centres.length; from++) {
            to = Math.max(to, from);
            while (to < centres.length && isWithin(centres, from, to, seconds) && sum + spikes[to] <= MOST_SPIKES) {
                sum += spikes[to];
                to++;
            }
            if (sum > most && to > from) {
                most = sum;
                best = new Window(from, to);
            }
            sum -= to > from ? spikes[from] : 0;
        }
        return best;
    }

    private static boolean isWithin(double[] centres, int from, int to, double seconds) {
        double passed = centres[to] - centres[from];
        return passed >= 0 && passed <= seconds;
    }

    private static int[] spikesPerBin(BinnedCounts counts) {
        int[] spikes = new int[counts.bins()];
        counts.forEachCell((k, t, n, y) -> spikes[counts.start(k) + t] += Math.max(y, 0));
        return spikes;
    }
}
