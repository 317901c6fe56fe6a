package org.latents.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Counts spikes into the bins of trials as they are streamed, and says of each that is in no bin why. */
final class SpikeCounter {
    private static final String NOT_FINITE = "not a finite time";
    private static final String UNOBSERVED = "in time that was not observed";
    private static final String INCOMPLETE = "in the incomplete last bin of a trial";
    private static final String DROPPED = "in a dropped trial";
    private static final String OUTSIDE = "outside all trials";
    private static final List<String> REASONS = List.of(NOT_FINITE, UNOBSERVED, INCOMPLETE, DROPPED, OUTSIDE);

    private static final int NEAR = 5; // windows that are tried one by one before all are searched

    private final BinWindow[] windows; // kept trials, by start
    private final int[] trialOf; // kept trial of each window
    private final double[] starts; // of the windows, then infinity
    private final double[] latestStop; // of the windows up to this one
    private final Intervals keptSpans;
    private final Intervals droppedSpans;
    private final int[] columnOf; // column of a unit, −1 where dropped
    private final int[] units;
    private final BinnedCounts.Builder builder;
    private final boolean overlaps;
    private final boolean[] anyHidden; // by column
    private final UnitBlock block;
    private final double margin; // part of a bin next to its edges
    private int hint; // window of the last spike
    private final long[][] lost; // by column and reason

    SpikeCounter(List<PlannedTrial> trials, int[] units, ObservedTime observed) {
        List<PlannedTrial> kept = trials.stream().filter(PlannedTrial::isKept).toList();
        List<BinWindow> inOrder =
                kept.stream().map(trial -> trial.window().orElseThrow()).toList();
        Integer[] order = new Integer[inOrder.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> inOrder.get(i).start()));
        this.windows = Arrays.stream(order).map(inOrder::get).toArray(BinWindow[]::new);
        this.trialOf = Arrays.stream(order).mapToInt(Integer::intValue).toArray();
        this.starts = Arrays.copyOf(
                Arrays.stream(windows).mapToDouble(BinWindow::start).toArray(), windows.length + 1);
        starts[windows.length] = Double.POSITIVE_INFINITY;
        this.latestStop = new double[windows.length];
        for (int i = 0; i < windows.length; i++) {
            latestStop[i] = Math.max(windows[i].stop(), i == 0 ? Double.NEGATIVE_INFINITY : latestStop[i - 1]);
        }
        this.keptSpans = spans(kept);
        this.droppedSpans = spans(trials.stream().filter(t -> !t.isKept()).toList());
        this.units = units.clone();
        this.columnOf = new int[Arrays.stream(units).max().orElse(-1) + 1];
        Arrays.fill(columnOf, -1);
        for (int i = 0; i < units.length; i++) {
            columnOf[units[i]] = i;
        }
        this.lost = new long[units.length][REASONS.size()];
        this.builder = BinnedCounts.builder(
                units.length,
                inOrder.stream().mapToInt(BinWindow::bins).toArray(),
                inOrder.get(0).binSeconds());
        this.overlaps = findOverlap();
        this.anyHidden = new boolean[units.length];
        this.margin =
                Arrays.stream(windows).mapToDouble(BinWindow::margin).max().orElseThrow();
        this.block = new UnitBlock(builder, inOrder, units.length);
        hideUnobserved(inOrder, observed);
    }

    /** Whether all of a bin was observed. */
    static boolean isObserved(Intervals times, BinWindow window, int bin) {
        return times.covers(window.edge(bin), window.edge(bin + 1), BinWindow.SLACK * window.binSeconds());
    }

    /** Takes a slice of the times of a unit. */
    void add(int unit, double[] times, int from, int to) {
        int column = unit < columnOf.length ? columnOf[unit] : -1;
        if (column < 0) {
            return;
        }
        int row = overlaps || anyHidden[column] ? -1 : block.row(column);
        if (row >= 0) {
            addToBlock(column, row, times, from, to);
            return;
        }
        for (int i = from; i < to; i++) {
            addOne(times[i], column);
        }
    }

    /** Counts spikes of a unit that is observed throughout, where no trials overlap. */
    private void addToBlock(int column, int row, double[] times, int from, int to) {
        BinWindow window = windows[0];
        double binsPerSecond = 1 / window.binSeconds();
        double start = Double.NaN;
        double stop = Double.NaN;
        int offset = 0;
        for (int i = from; i < to; i++) {
            double time = times[i];
            if (!(time >= start && time < stop)) {
                if (lastStartAtOrBefore(time) < 0) {
                    addOne(time, column);
                    continue;
                }
                window = windows[hint];
                start = window.start();
                stop = window.stop();
                offset = row + block.offset(trialOf[hint]);
            }
            // Far enough from the edges, rounding cannot matter; near them, they are compared with.
            double position = (time - start) * binsPerSecond;
            int bin = (int) position;
            double part = position - bin;
            if (!(part > margin && part < 1 - margin)) {
                bin = time < stop ? window.binWithin(time, start, binsPerSecond) : -1;
            }
            if (bin < 0 || bin >= window.bins() || !block.increment(offset + bin)) {
                addOne(time, column);
            }
        }
    }

    private void addOne(double time, int column) {
        int reason = Double.isFinite(time) ? count(time, column) : REASONS.indexOf(NOT_FINITE);
        if (reason >= 0) {
            lost[column][reason]++;
        }
    }

    /** Returns the counts; nothing can be added afterwards. */
    BinnedCounts counts() {
        block.flush();
        return builder.build();
    }

    /** Returns the spikes in no bin of the units without a reason to be dropped. */
    List<Dataset.Loss> losses(String[] reasonsToDrop) {
        List<Dataset.Loss> losses = new ArrayList<>();
        for (int reason = 0; reason < REASONS.size(); reason++) {
            long sum = 0;
            for (int i = 0; i < units.length; i++) {
                sum += reasonsToDrop[units[i]].isEmpty() ? lost[i][reason] : 0;
            }
            if (sum > 0) {
                losses.add(new Dataset.Loss(REASONS.get(reason), sum));
            }
        }
        return losses;
    }

    /** Whether a time can be in two trials. */
    boolean overlaps() {
        return overlaps;
    }

    private boolean findOverlap() {
        for (int i = 1; i < windows.length; i++) {
            if (windows[i].start() < latestStop[i - 1]) {
                return true;
            }
        }
        return false;
    }

    /** Counts a spike in every trial that holds it; returns the reason if it is in no observed bin, else −1. */
    private int count(double time, int column) {
        int last = lastStartAtOrBefore(time);
        boolean inWindow = false;
        boolean counted = false;
        for (int i = last; i >= 0 && latestStop[i] > time; i--) {
            int bin = windows[i].binOf(time);
            if (bin >= 0) {
                inWindow = true;
                if (builder.isObserved(trialOf[i], bin, column)) {
                    increment(trialOf[i], bin, column);
                    counted = true;
                }
            }
        }
        if (counted) {
            return -1;
        }
        return REASONS.indexOf(inWindow ? UNOBSERVED : whyOutside(time));
    }

    private String whyOutside(double time) {
        if (keptSpans.contains(time)) {
            return INCOMPLETE;
        }
        return droppedSpans.contains(time) ? DROPPED : OUTSIDE;
    }

    private void increment(int trial, int bin, int column) {
        try {
            builder.increment(trial, bin, column);
        } catch (IllegalArgumentException e) {
            throw new SelectionException("unit " + (units[column] + 1) + " has more than " + BinnedCounts.MAX_COUNT
                    + " spikes in one bin; choose a smaller --bin");
        }
    }

    private int lastStartAtOrBefore(double time) {
        if (starts[hint] <= time && time < starts[hint + 1]) {
            return hint; // spikes mostly come in order
        }
        for (int next = hint + 1; next < Math.min(windows.length, hint + NEAR); next++) {
            if (starts[next] <= time && time < starts[next + 1]) {
                hint = next;
                return next;
            }
        }
        int found = Arrays.binarySearch(starts, 0, windows.length, time);
        int last = found >= 0 ? found : -found - 2;
        while (last >= 0 && last + 1 < windows.length && starts[last + 1] == time) {
            last++; // the last of windows that start together
        }
        hint = Math.max(0, last);
        return last;
    }

    private void hideUnobserved(List<BinWindow> trials, ObservedTime observed) {
        for (int i = 0; i < units.length; i++) {
            Intervals times = observed.of(units[i]);
            for (int k = 0; k < trials.size(); k++) {
                BinWindow window = trials.get(k);
                if (times.covers(window.start(), window.stop(), 0)) {
                    continue;
                }
                for (int bin = 0; bin < window.bins(); bin++) {
                    if (!isObserved(times, window, bin)) {
                        builder.hide(k, bin, i);
                        anyHidden[i] = true;
                    }
                }
            }
        }
    }

    private static Intervals spans(List<PlannedTrial> trials) {
        return Intervals.of(trials.stream()
                .filter(t -> Double.isFinite(t.start()) && Double.isFinite(t.stop()) && t.start() < t.stop())
                .map(t -> new TimeRange(t.start(), t.stop()))
                .toList());
    }
}
