package org.latents.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latents.data.Dataset;

/** Figures of expected against observed counts. */
final class PredictionFigures {
    private PredictionFigures() {}

    /** Mean observed count of cells grouped by their expected count, one panel per model. */
    static Figure calibration(List<ShownFit> fits, List<PredictedCounts> predictions) {
        double low = predictions.stream()
                .flatMap(p -> p.groups().stream())
                .mapToDouble(g -> Math.min(g.predicted(), positive(g.observed(), g.predicted())))
                .min()
                .orElse(0.01);
        double high = predictions.stream()
                .flatMap(p -> p.groups().stream())
                .mapToDouble(g -> Math.max(g.predicted(), g.observed()))
                .max()
                .orElse(1);
        List<Panel> panels = new ArrayList<>();
        Axis x = Axis.log("Expected count", "spikes per bin", "expected_count").within(low / 1.5, high * 1.5);
        Axis y = Axis.log("Observed mean count", "spikes per bin", "observed_mean_count")
                .within(low / 1.5, high * 1.5);
        for (int i = 0; i < fits.size(); i++) {
            List<PredictedCounts.Group> groups = predictions.get(i).groups();
            Layer identity = new Layer.Line(
                    "expected = observed", Role.REFERENCE, new double[] {low / 1.5, high * 1.5}, new double[] {
                        low / 1.5, high * 1.5
                    });
            Layer points = new Layer.Points(
                    fits.get(i).label(),
                    fits.get(i).role(),
                    groups.stream()
                            .mapToDouble(PredictedCounts.Group::predicted)
                            .toArray(),
                    groups.stream().mapToDouble(PredictedCounts.Group::observed).toArray(),
                    groups.stream()
                            .mapToDouble(PredictedCounts.Group::standardError)
                            .toArray(),
                    groups.stream().map(g -> g.cells() + " cells").toList(),
                    Layer.Look.FILLED);
            panels.add(new Panel(fits.size() > 1 ? fits.get(i).label() : "", x, y, List.of(identity, points)));
        }
        String how = "All bins of all units, grouped by the count that the model expects there; the dots are what was"
                + " counted, with the standard error of the mean. On the dashed line the model is right on average;"
                + " below it at the right end, it exaggerates high rates. The expectations have seen the same spikes"
                + " and are drawn towards the mean, so that a course a little steeper than the line is usual.";
        String alt = "Observed mean count against expected count, from " + Numbers.brief(low) + " to "
                + Numbers.brief(high) + " spikes per bin, with the identity line.";
        return new Figure.Grid(
                new Figure.Words("expected-counts", "Expected against observed counts", alt, how),
                panels,
                new Figure.Layout(2, 1, 0, false));
    }

    /** Variance against mean of each unit with the models' laws, and the Fano factor that the models imply. */
    static Figure meanVariance(Dataset data, List<ShownFit> fits, List<PredictedCounts> predictions) {
        PredictedCounts first = predictions.get(0);
        List<String> units =
                LatentFigures.unitNames(data).stream().map(n -> "unit " + n).toList();
        List<Layer> law = new ArrayList<>(laws(first.observedMean(), fits));
        law.add(Layer.Points.of("Observed", Role.OBSERVED, first.observedMean(), first.observedVariance(), units));
        Panel counts = new Panel(
                "Counts of each unit",
                Axis.log("Mean count", "spikes per bin", "x"),
                Axis.log("Variance of counts", "spikes²", "y"),
                law);
        String how = "First panel: each dot is a unit, its counts taken over all bins; the curves are the variance"
                + " given the rate: μ for Poisson, μ + μ²/r for the negative binomial at the median r. Dots also lie"
                + " above a curve because rates move. Second panel: both together, the Fano factor that a model implies"
                + " with its latents and its noise; on the dashed line a model explains all the variability of a unit.";
        double[] observed = ratio(first.observedVariance(), first.observedMean());
        String alt = "Variance against mean count of " + ModelNames.plural(units.size(), "unit")
                + "; observed Fano factors from " + Numbers.brief(min(observed)) + " to "
                + Numbers.brief(max(observed)) + ".";
        return new Figure.Grid(
                new Figure.Words("mean-variance", "Mean and variance of counts", alt, how),
                List.of(counts, fano(observed, fits, predictions, units)),
                new Figure.Layout(2, 1, 0, false));
    }

    private static Panel fano(
            double[] observed, List<ShownFit> fits, List<PredictedCounts> predictions, List<String> units) {
        double lowest = Math.min(1, min(observed));
        double highest = Math.max(1.1, max(observed));
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < fits.size(); i++) {
            double[] implied =
                    ratio(predictions.get(i).variance(), predictions.get(i).mean());
            lowest = Math.min(lowest, min(implied));
            highest = Math.max(highest, max(implied));
            layers.add(Layer.Points.of(fits.get(i).label(), fits.get(i).role(), observed, implied, units));
        }
        double[] ends = {0.95 * lowest, 1.05 * highest};
        layers.add(0, new Layer.Line("implied = observed", Role.REFERENCE, ends, ends));
        return new Panel(
                "Variance / mean (Fano factor)",
                fanoAxis("Observed", "x", ends[0], ends[1]),
                fanoAxis("Implied by the model", "y", ends[0], ends[1]),
                layers);
    }

    private static Axis fanoAxis(String label, String key, double low, double high) {
        Axis axis = high / low < 8 ? Axis.linear(label, "", key) : Axis.log(label, "", key);
        return axis.within(low, high);
    }

    private static List<Layer> laws(double[] means, List<ShownFit> fits) {
        double low = Arrays.stream(means).filter(m -> m > 0).min().orElse(0.01) / 1.3;
        double high = Arrays.stream(means).filter(m -> m > 0).max().orElse(1) * 1.3;
        double[] mu = new double[41];
        for (int i = 0; i < mu.length; i++) {
            mu[i] = low * Math.pow(high / low, i / 40.0);
        }
        List<Layer> laws = new ArrayList<>();
        for (ShownFit shown : fits) {
            double r = median(shown.fit().model().shape());
            double[] variance = Arrays.stream(mu)
                    .map(m -> shown.fit().model().likelihood().variance(m, r))
                    .toArray();
            laws.add(new Layer.Line(shown.label(), shown.role(), mu, variance));
        }
        return laws;
    }

    /** The median, NaN for no values. */
    static double median(double[] values) {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        int n = sorted.length;
        return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    private static double[] ratio(double[] a, double[] b) {
        double[] out = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            out[i] = a[i] / b[i];
        }
        return out;
    }

    private static double min(double[] values) {
        return Arrays.stream(values)
                .filter(v -> Double.isFinite(v) && v > 0)
                .min()
                .orElse(1);
    }

    private static double max(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).max().orElse(1);
    }

    private static double positive(double value, double otherwise) {
        return value > 0 ? value : otherwise;
    }
}
