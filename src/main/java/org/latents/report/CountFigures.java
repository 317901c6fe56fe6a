package org.latents.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.latents.data.Dataset;
import org.latents.diagnostic.CountChecks;
import org.latents.diagnostic.Rootogram;
import org.latents.evaluation.CountFindings;

/** Figures of counts beside their predicted distributions. */
final class CountFigures {
    private static final double WIDE = 5; // a wider range of Fano factors is drawn in ratios
    private static final double ROOT_LIMIT = 1; // two standard errors of the root of a count, each about a half

    private CountFigures() {}

    /** The histogram of the probability integral transform of all units. */
    static Figure transform(CountFindings findings) {
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer.Line("uniform", Role.REFERENCE, new double[] {0, 1}, new double[] {1, 1}));
        StringBuilder alt = new StringBuilder("Heights of the histogram of the transformed counts;");
        double highest = 1.05;
        double lowest = 0.95;
        for (CountFindings.Entry entry : findings.models()) {
            double[] heights = entry.checks().all().distribution().transform();
            layers.add(steps(entry, heights));
            highest = Math.max(highest, max(heights) + 0.02);
            lowest = Math.min(lowest, min(heights) - 0.02);
            alt.append(' ').append(ModelNames.of(entry.name())).append(": ").append(Numbers.brief(min(heights)));
            alt.append(" to ").append(Numbers.brief(max(heights))).append(';');
        }
        Panel panel = new Panel(
                "",
                Axis.linear("Transformed count", "", "u").within(0, 1),
                Axis.linear("Density", "", "density").within(Math.max(0, lowest), highest),
                layers);
        String how = "Where each count falls in the distribution that was predicted for it, 0 the lowest and 1"
                + " the highest, each count spread evenly over its probability. Flat at 1: the predictions"
                + " are right. A valley: counts vary more than predicted; a hill: less; a slope: too many or"
                + " too few spikes predicted. Where most bins are empty, each is spread widely and faults"
                + " look small: mind the numbers of the axis, which does not begin at zero.";
        return new Figure.Grid(
                new Figure.Words("count-transform", "Probability integral transform", alt.toString(), how),
                List.of(panel),
                new Figure.Layout(1, 1, 190, true));
    }

    /** Frequencies of counts, observed and expected, and the gaps between their roots. */
    static Figure rootogram(CountFindings findings) {
        List<Layer> frequencies = new ArrayList<>();
        List<Layer> gaps = new ArrayList<>();
        double ends = 1;
        for (CountFindings.Entry entry : findings.models()) {
            Rootogram rootogram = entry.checks().all().distribution().rootogram();
            String name = ModelNames.of(entry.name());
            Role role = Role.model(entry.name());
            double[] k = numbers(rootogram.observed().length);
            ends = Math.max(ends, k.length);
            if (frequencies.isEmpty()) {
                frequencies.add(Layer.Points.of("Observed", Role.OBSERVED, k, rootogram.observed(), labels(k)));
            }
            frequencies.add(new Layer.Line(name, role, k, rootogram.expected()));
            gaps.add(Layer.Points.of(name, role, k, rootogram.hanging(), labels(k)));
        }
        double[] x = {-0.5, ends - 0.5};
        double[] limit = {ROOT_LIMIT, ROOT_LIMIT};
        double[] minus = {-ROOT_LIMIT, -ROOT_LIMIT};
        gaps.add(0, new Layer.Line("zero", Role.REFERENCE, x, new double[2]));
        gaps.add(0, new Layer.Band("±1", Role.REFERENCE, x, minus, limit));
        Axis axis = Axis.linear("Spikes in a bin", "", "count").within(x[0], x[1]);
        String how = "Left: how often each count came (dots) and how often the models expect it (lines). Right:"
                + " the gap between the two on the scale of square roots, where chance is about as large for"
                + " rare counts as for frequent ones: beyond the band of ±1 it is more than two standard"
                + " errors of independent bins. Above zero a model expects a count more often than it came. A"
                + " model that is too narrow expects too few zeros, too many ones and too few large counts.";
        return new Figure.Grid(
                new Figure.Words("rootogram", "Rootogram of the counts", rootAlt(findings), how),
                List.of(
                        new Panel("Frequency", axis, Axis.log("Bins", "", "bins"), frequencies),
                        new Panel("Root of expected − root of observed", axis, Axis.linear("Gap", "", "gap"), gaps)),
                new Figure.Layout(2, 1, 200, false));
    }

    /** The distribution of rescaled intervals of all units, and the distance of each. */
    static Figure rescaling(Dataset data, CountFindings findings) {
        List<Layer> curves = new ArrayList<>();
        List<Layer> distances = new ArrayList<>();
        List<String> names = LatentFigures.unitNames(data);
        double[] u = Arrays.stream(numbers(21)).map(i -> i / 20).toArray();
        curves.add(new Layer.Line("uniform", Role.REFERENCE, new double[] {0, 1}, new double[2]));
        double[] ends = {-0.7, names.size() - 0.3};
        distances.add(new Layer.Line("95 % of right models", Role.REFERENCE, ends, new double[] {1, 1}));
        StringBuilder alt = new StringBuilder("Distances beyond the 95 % limit:");
        for (CountFindings.Entry entry : findings.models()) {
            String name = ModelNames.of(entry.name());
            Role role = Role.model(entry.name());
            double[] excess = entry.checks().all().rescaling().excess();
            if (excess.length > 0) {
                curves.add(new Layer.Line(name, role, u, excess));
            }
            double[] ratio =
                    values(entry, s -> s.rescaling().distance() / s.rescaling().band());
            distances.add(Layer.Points.of(name, role, numbers(ratio.length), ratio, unitLabels(names)));
            long beyond = Arrays.stream(ratio).filter(d -> d > 1).count();
            alt.append(' ')
                    .append(name)
                    .append(' ')
                    .append(beyond)
                    .append(" of ")
                    .append(ratio.length)
                    .append(';');
        }
        String how = "Intervals between spikes, measured in spikes that the model expects meanwhile (time"
                + " rescaling, with Haslinger's correction for bins). Left: their distribution minus the one"
                + " of a right model; a curve above zero on the left has too many short intervals, as from"
                + " bursts, one below too few, as from refractoriness. Right: the largest distance for each"
                + " unit over the limit that a right model exceeds once in twenty times. A bin counts as one"
                + " event however many spikes it holds.";
        return new Figure.Grid(
                new Figure.Words("time-rescaling", "Rescaled intervals between spikes", alt.toString(), how),
                List.of(
                        new Panel(
                                "All units",
                                Axis.linear("Rescaled interval", "", "u").within(0, 1),
                                Axis.linear("Distribution − uniform", "", "excess"),
                                curves),
                        new Panel(
                                "Each unit",
                                Axis.categories("Unit", "rank", names),
                                Axis.linear("Distance / limit", "", "distance_ratio"),
                                distances)),
                new Figure.Layout(2, 1, 200, false));
    }

    /** Moments and residuals of each unit. */
    static Figure units(Dataset data, CountFindings findings) {
        List<String> labels = unitLabels(LatentFigures.unitNames(data));
        List<Panel> panels = List.of(
                against(
                        "Variance / mean (Fano factor)",
                        findings,
                        labels,
                        s -> s.moments().observedFano(),
                        s -> s.moments().expectedFano()),
                against(
                        "Fraction of empty bins",
                        findings,
                        labels,
                        s -> s.moments().observedZeros(),
                        s -> s.moments().expectedZeros()),
                byUnit(
                        data,
                        new Strip("Pearson dispersion", 1),
                        findings,
                        s -> s.residuals().pearson(),
                        s -> 1.96 * s.residuals().pearsonError()),
                byUnit(
                        data,
                        new Strip("Lag-one correlation beyond the expected", 0),
                        findings,
                        s -> s.residuals().lagOne() - s.residuals().lagOneExpected(),
                        s -> 1.96 * s.residuals().lagOneError()));
        String how = "Each mark is a unit under one model. Above: what was seen against what the model expects;"
                + " on the dashed line they agree. Below, with 95 % intervals over trials: the mean square of"
                + " the residuals (above 1, counts vary more than predicted) and the correlation of residuals"
                + " of neighbouring bins beyond what the model expects from its own uncertainty (above zero,"
                + " something slow is missing; below, refractoriness).";
        return new Figure.Grid(
                new Figure.Words("unit-counts", "Checks of each unit", unitAlt(findings), how),
                panels,
                new Figure.Layout(2, 1, 200, false));
    }

    private record Strip(String title, double right) {}

    private static Panel against(
            String title,
            CountFindings findings,
            List<String> labels,
            Function<CountChecks.Summary, Double> observed,
            Function<CountChecks.Summary, Double> expected) {
        List<Layer> layers = new ArrayList<>();
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (CountFindings.Entry entry : findings.models()) {
            double[] x = values(entry, observed);
            double[] y = values(entry, expected);
            layers.add(Layer.Points.of(ModelNames.of(entry.name()), Role.model(entry.name()), x, y, labels));
            low = Math.min(low, Math.min(min(x), min(y)));
            high = Math.max(high, Math.max(max(x), max(y)));
        }
        double margin = Math.max(1e-3, 0.05 * (high - low));
        double[] ends = {low - margin, high + margin};
        layers.add(0, new Layer.Line("expected = observed", Role.REFERENCE, ends, ends));
        boolean finite = ends[0] < ends[1] && ends[1] < Double.MAX_VALUE;
        boolean wide = low > 0 && high / low > WIDE;
        if (wide) {
            ends[0] = low / 1.1;
            ends[1] = high * 1.1;
        }
        Axis x = wide ? Axis.log("Observed", "", "x") : Axis.linear("Observed", "", "x");
        Axis y = wide ? Axis.log("Expected", "", "y") : Axis.linear("Expected", "", "y");
        return new Panel(
                title, finite ? x.within(ends[0], ends[1]) : x, finite ? y.within(ends[0], ends[1]) : y, layers);
    }

    private static Panel byUnit(
            Dataset data,
            Strip strip,
            CountFindings findings,
            Function<CountChecks.Summary, Double> value,
            Function<CountChecks.Summary, Double> error) {
        List<String> names = LatentFigures.unitNames(data);
        List<Layer> layers = new ArrayList<>();
        double[] ends = {-0.7, names.size() - 0.3};
        double[] right = {strip.right(), strip.right()};
        layers.add(new Layer.Line("right", Role.REFERENCE, ends, right));
        for (CountFindings.Entry entry : findings.models()) {
            double[] y = values(entry, value);
            layers.add(new Layer.Points(
                    ModelNames.of(entry.name()),
                    Role.model(entry.name()),
                    numbers(y.length),
                    y,
                    values(entry, error),
                    unitLabels(names),
                    Layer.Look.FILLED));
        }
        return new Panel(
                strip.title(), Axis.categories("Unit", "rank", names), Axis.linear("Value", "", "value"), layers);
    }

    private static Layer steps(CountFindings.Entry entry, double[] heights) {
        double[] x = new double[2 * heights.length];
        double[] y = new double[x.length];
        for (int j = 0; j < heights.length; j++) {
            x[2 * j] = j / (double) heights.length;
            x[2 * j + 1] = (j + 1) / (double) heights.length;
            y[2 * j] = heights[j];
            y[2 * j + 1] = heights[j];
        }
        return new Layer.Line(ModelNames.of(entry.name()), Role.model(entry.name()), x, y);
    }

    private static String rootAlt(CountFindings findings) {
        List<String> texts = new ArrayList<>();
        for (CountFindings.Entry entry : findings.models()) {
            double[] gaps = entry.checks().all().distribution().rootogram().hanging();
            double worst = Arrays.stream(gaps).map(Math::abs).max().orElse(0);
            texts.add(ModelNames.of(entry.name()) + ": largest gap " + Numbers.brief(worst));
        }
        return String.join("; ", texts) + ".";
    }

    private static String unitAlt(CountFindings findings) {
        List<String> texts = new ArrayList<>();
        for (CountFindings.Entry entry : findings.models()) {
            double[] pearson = values(entry, s -> s.residuals().pearson());
            texts.add(ModelNames.of(entry.name()) + ": Pearson dispersion from " + Numbers.brief(min(pearson)) + " to "
                    + Numbers.brief(max(pearson)));
        }
        return String.join("; ", texts) + ".";
    }

    private static double[] values(CountFindings.Entry entry, Function<CountChecks.Summary, Double> of) {
        return entry.checks().units().stream().mapToDouble(of::apply).toArray();
    }

    private static double[] numbers(int n) {
        double[] values = new double[n];
        Arrays.setAll(values, i -> i);
        return values;
    }

    private static List<String> labels(double[] k) {
        return Arrays.stream(k).mapToObj(i -> "count " + (int) i).toList();
    }

    private static List<String> unitLabels(List<String> names) {
        return names.stream().map(n -> "unit " + n).toList();
    }

    private static double min(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).min().orElse(0);
    }

    private static double max(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).max().orElse(1);
    }
}
