package org.latents.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.latents.data.BinnedCounts;
import org.latents.data.Dataset;
import org.latents.fit.FitResult;
import org.latents.inference.Posterior;

/** Figures of the latent states over time. */
final class LatentFigures {
    /** Bins of a trial that a figure shows at most. */
    private static final int MOST_BINS = 2000;

    private static final double WINDOW_SECONDS = 10;
    private static final int MOST_LATENTS = 6;
    private static final int EXAMPLES = 3;
    private static final double BAND = 1.96;

    private LatentFigures() {}

    /** The raster of a busy stretch with the latents above it. */
    static Figure raster(Dataset data, FitResult fit) {
        double[] time = SessionTime.binCentres(data);
        SessionTime.Window window = SessionTime.busiest(data, time, WINDOW_SECONDS);
        double half = data.counts().binSeconds() / 2;
        double start = time[window.from()] - half;
        double stop = time[window.to() - 1] + half;
        Axis x = Axis.linear("Session time", "s", "session_time_s").within(start, stop);
        List<Panel> panels = new ArrayList<>();
        List<Integer> heights = new ArrayList<>();
        int shown = Math.min(MOST_LATENTS, fit.model().latents());
        for (int i = 0; i < shown; i++) {
            Axis y = Axis.linear("a.u.", "", "latent_state");
            panels.add(new Panel("Latent " + (i + 1), x, y, latentOverBins(fit.posterior(), i, window, time, half)));
            heights.add(50);
        }
        int units = data.counts().units();
        Axis rows = Axis.categories("Unit", "row", orderedUnitNames(data, fit));
        panels.add(new Panel("Spikes", x, rows, List.of(spikes(data, fit, window, time))));
        heights.add(Math.max(110, Math.min(420, units * 10)));
        String alt = "Latent means with bands above the spike raster of " + ModelNames.plural(units, "unit")
                + ", session time " + Numbers.fixed(start, 2) + " to " + Numbers.fixed(stop, 2) + " s.";
        String how =
                "Each row of ticks is a unit, ordered by its loading on latent 1 (largest at the top); ticks lie in"
                        + " the bin of their spike. Above, on the same time axis, is the state that the model infers"
                        + " from all units together (line) and its 95 % posterior interval (band); a line breaks where"
                        + " a trial or segment ends. The busiest"
                        + " " + Numbers.duration(stop - start) + " of the session are shown"
                        + (shown < fit.model().latents() ? ", with the first " + shown + " latents." : ".");
        return new Figure.Stack(new Figure.Words("raster", "Spikes and latent states", alt, how), panels, heights);
    }

    /** A few example trials, with posterior bands. */
    static Figure examples(Dataset data, FitResult fit) {
        BinnedCounts counts = data.counts();
        List<Integer> trials = exampleTrials(counts);
        int shown = Math.min(MOST_LATENTS, fit.model().latents());
        double longest = trials.stream()
                        .mapToInt(k -> Math.min(MOST_BINS, counts.length(k)))
                        .max()
                        .orElseThrow()
                * counts.binSeconds();
        Axis x = Axis.linear("Time from start", "s", "time_from_start_s").within(0, longest);
        List<Panel> panels = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            for (int k : trials) {
                Axis y = Axis.linear("Latent " + (i + 1), "a.u.", "latent_state")
                        .within(lowest(fit, trials, i), highest(fit, trials, i));
                String title = i == 0 ? trialName(data, k) : "";
                panels.add(new Panel(title, x, y, latentOverTrial(fit.posterior(), i, k, counts.binSeconds())));
            }
        }
        String alt = "Posterior means and 95 % intervals of " + ModelNames.plural(shown, "latent") + " in "
                + ModelNames.plural(trials.size(), "example trial or segment") + ".";
        String how = "A row is a latent, a column a trial or segment" + trialStarts(data, trials)
                + ". The line is the posterior mean, the band ±1.96 posterior standard deviations. Where the band is as"
                + " wide as the movement of the line, the spikes say little about this latent. Latents have no unit;"
                + " they are ordered by the variance they explain."
                + (trials.stream().anyMatch(k -> counts.length(k) > MOST_BINS)
                        ? " Of long trials the first " + MOST_BINS + " bins are shown."
                        : "");
        Figure.Layout layout = new Figure.Layout(trials.size(), Math.min(3, trials.size()), 84, true);
        return new Figure.Grid(
                new Figure.Words("latents", "Latent states in example trials", alt, how), panels, layout);
    }

    /** Units from the lowest to the highest loading on the first latent, from 0. */
    static int[] unitOrder(FitResult fit) {
        double[] first = fit.model().emission().loading().column(0);
        return IntStream.range(0, first.length)
                .boxed()
                .sorted(Comparator.comparingDouble(n -> first[n]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Numbers of the kept units in the order of {@link #unitOrder}. */
    static List<String> orderedUnitNames(Dataset data, FitResult fit) {
        List<String> names = unitNames(data);
        return Arrays.stream(unitOrder(fit)).mapToObj(names::get).toList();
    }

    /** Numbers (in the file) of the kept units. */
    static List<String> unitNames(Dataset data) {
        List<Dataset.UnitRow> kept = data.keptUnits();
        int units = data.counts().units();
        return IntStream.range(0, units)
                .mapToObj(
                        n -> Integer.toString(kept.size() == units ? kept.get(n).number() : n + 1))
                .toList();
    }

    private static List<Layer> latentOverBins(
            Posterior q, int latent, SessionTime.Window window, double[] time, double half) {
        List<double[]> rows = new ArrayList<>();
        for (int bin = window.from(); bin < window.to(); bin++) {
            if (bin > window.from() && Arrays.binarySearch(q.trialStart(), bin) >= 0) {
                rows.add(new double[] {time[bin] - half, Double.NaN, Double.NaN, Double.NaN});
            }
            rows.add(row(q, latent, bin, time[bin]));
        }
        return lineAndBand(latent, rows);
    }

    private static List<Layer> latentOverTrial(Posterior q, int latent, int trial, double binSeconds) {
        List<double[]> rows = new ArrayList<>();
        int start = q.trialStart()[trial];
        for (int bin = start; bin < end(q, trial); bin++) {
            rows.add(row(q, latent, bin, (bin - start + 0.5) * binSeconds));
        }
        return lineAndBand(latent, rows);
    }

    private static double[] row(Posterior q, int latent, int bin, double time) {
        int d = q.latents();
        double mean = q.mean()[bin * d + latent];
        double sd = Math.sqrt(q.covariance()[(bin * d + latent) * d + latent]);
        return new double[] {time, mean, mean - BAND * sd, mean + BAND * sd};
    }

    private static List<Layer> lineAndBand(int latent, List<double[]> rows) {
        double[] x = column(rows, 0);
        Role role = Role.latent(latent);
        return List.of(
                new Layer.Band("95 % interval", role, x, column(rows, 2), column(rows, 3)),
                new Layer.Line("posterior mean", role, x, column(rows, 1)));
    }

    private static double[] column(List<double[]> rows, int column) {
        return rows.stream().mapToDouble(row -> row[column]).toArray();
    }

    private static Layer spikes(Dataset data, FitResult fit, SessionTime.Window window, double[] time) {
        BinnedCounts counts = data.counts();
        int[] order = unitOrder(fit);
        List<double[]> events = new ArrayList<>();
        int trial = 0;
        for (int bin = window.from(); bin < window.to(); bin++) {
            while (bin >= counts.start(trial + 1)) {
                trial++;
            }
            for (int row = 0; row < order.length; row++) {
                int y = counts.countOrUnobserved(trial, bin - counts.start(trial), order[row]);
                for (int spike = 0; spike < y; spike++) {
                    double within = ((spike + 0.5) / y - 0.5) * counts.binSeconds();
                    events.add(new double[] {time[bin] + within, row});
                }
            }
        }
        return new Layer.Ticks("spikes", Role.OBSERVED, column(events, 0), column(events, 1));
    }

    private static List<Integer> exampleTrials(BinnedCounts counts) {
        int[] lengths = counts.lengths();
        Arrays.sort(lengths);
        int typical = lengths[lengths.length / 2];
        List<Integer> long_ = IntStream.range(0, counts.trials())
                .filter(k -> counts.length(k) >= typical)
                .boxed()
                .toList();
        int shown = Math.min(EXAMPLES, long_.size());
        return IntStream.range(0, shown)
                .mapToObj(i -> long_.get((int) ((i + 0.5) * long_.size() / shown)))
                .toList();
    }

    private static String trialName(Dataset data, int k) {
        return trialRow(data, k).map(row -> "No. " + row.number()).orElse("No. " + (k + 1));
    }

    private static String trialStarts(Dataset data, List<Integer> trials) {
        List<String> starts = trials.stream()
                .flatMap(k -> trialRow(data, k).stream())
                .map(row -> Numbers.fixed(row.start(), 1) + " s")
                .toList();
        return starts.isEmpty() ? "" : " (starting at " + String.join(", ", starts) + ")";
    }

    private static Optional<Dataset.TrialRow> trialRow(Dataset data, int k) {
        List<Dataset.TrialRow> kept = data.keptTrials();
        return kept.size() == data.counts().trials() ? Optional.of(kept.get(k)) : Optional.empty();
    }

    /** Where what is shown of a trial ends: long ones are not shown whole. */
    private static int end(Posterior q, int trial) {
        return Math.min(q.trialStart()[trial + 1], q.trialStart()[trial] + MOST_BINS);
    }

    private static double lowest(FitResult fit, List<Integer> trials, int latent) {
        return extreme(fit, trials, latent, 2, -1);
    }

    private static double highest(FitResult fit, List<Integer> trials, int latent) {
        return extreme(fit, trials, latent, 3, 1);
    }

    private static double extreme(FitResult fit, List<Integer> trials, int latent, int edge, int sign) {
        Posterior q = fit.posterior();
        double most = Double.NEGATIVE_INFINITY;
        for (int k : trials) {
            for (int bin = q.trialStart()[k]; bin < end(q, k); bin++) {
                most = Math.max(most, sign * row(q, latent, bin, 0)[edge]);
            }
        }
        return sign * (most + Math.max(0.05 * Math.abs(most), 1e-6));
    }
}
