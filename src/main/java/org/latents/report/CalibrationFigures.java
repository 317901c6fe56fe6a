package org.latents.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.latents.calibration.Calibration;
import org.latents.calibration.Coverage;
import org.latents.calibration.EcdfBand;
import org.latents.calibration.QuantityResult;

/** The figures of a study of calibration. */
final class CalibrationFigures {
    private static final int GRID = 100;
    private static final double USUAL = 0.95;

    private CalibrationFigures() {}

    /** Difference between the empirical and the uniform distribution function, a panel for each group. */
    static Figure ecdf(Calibration result) {
        int n = result.quantities().get(0).pit().length;
        double strict = 1 - result.level() / (3.0 * result.quantities().size());
        EcdfBand one = EcdfBand.continuous(n, USUAL);
        EcdfBand all = EcdfBand.continuous(n, strict);
        List<Panel> panels = new ArrayList<>();
        for (Map.Entry<String, List<QuantityResult>> group : groups(result).entrySet()) {
            List<Layer> layers = new ArrayList<>();
            layers.add(band("band of the study", all));
            layers.add(band("95 % band of one quantity", one));
            layers.add(new Layer.Line("zero", Role.REFERENCE, new double[] {0, 1}, new double[2]));
            sorted(group.getValue()).forEach(q -> layers.add(difference(q)));
            panels.add(new Panel(
                    title(group),
                    Axis.linear("Place of the truth in its posterior", "", "z").within(0, 1),
                    Axis.linear("Share below minus z", "", "difference"),
                    layers));
        }
        String alt = result.rejected().size() + " of " + result.quantities().size()
                + " quantities are rejected; the dark band is " + Numbers.fixed(halfWidth(one), 3)
                + " high at its middle.";
        String how =
                "One line a quantity; blue is not rejected, vermillion is. A right posterior gives a line that wanders"
                        + " about zero inside the bands: the dark one is left by 5 in 100 right quantities, the pale"
                        + " one by so few that among all quantities of this study a false alarm is rare. A line that"
                        + " first rises and then falls below zero: posterior too narrow. First below, then above: too"
                        + " wide. All above: the truth lies below the posterior; all below: above it.";
        return new Figure.Grid(
                new Figure.Words("ecdf-differences", "Where the truth lay in its posterior", alt, how),
                panels,
                new Figure.Layout(2, 1, 190, true));
    }

    /** How often central intervals held the truth, at two levels. */
    static Figure coverage(Calibration result) {
        List<Panel> panels = new ArrayList<>();
        double[] ends = {0.3, result.quantities().size() + 0.7};
        for (double level : new double[] {0.5, 0.9}) {
            List<Layer> layers = new ArrayList<>();
            layers.add(new Layer.Line("zero", Role.REFERENCE, ends, new double[] {100 * level, 100 * level}));
            for (boolean rejected : new boolean[] {false, true}) {
                layers.addAll(coverage(result, level, rejected));
            }
            panels.add(new Panel(
                    Math.round(100 * level) + " % intervals",
                    Axis.linear("Quantity, in the order of the table", "", "number")
                            .within(ends[0], ends[1]),
                    Axis.linear("Covered", "%", "covered_percent"),
                    layers));
        }
        double lowest = result.quantities().stream()
                .mapToDouble(q -> q.coverageAt(0.9).covered())
                .min()
                .orElseThrow();
        String alt = "90 % intervals cover at least " + Numbers.fixed(100 * lowest, 1) + " % for every quantity.";
        String how = "A dot for each quantity: how often its interval held the truth, with a 95 % interval for that"
                + " (Clopper and Pearson). Dots belong on the dashed line; below it"
                + " intervals are too short or in the wrong place.";
        return new Figure.Stack(
                new Figure.Words("coverage", "How often intervals held the truth", alt, how),
                panels,
                List.of(130, 130));
    }

    /** How much the data say, against how right the reported width is. */
    static Figure contraction(Calibration result) {
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer.Line("zero", Role.REFERENCE, new double[] {0, 1}, new double[] {1, 1}));
        for (boolean rejected : new boolean[] {false, true}) {
            List<QuantityResult> some = informed(result).stream()
                    .filter(q -> q.verdict().isRejected() == rejected)
                    .toList();
            if (!some.isEmpty()) {
                layers.add(new Layer.Points(
                        rejected ? "rejected" : "not rejected",
                        Role.tested(rejected),
                        some.stream()
                                .mapToDouble(q -> q.contraction().getAsDouble())
                                .toArray(),
                        some.stream().mapToDouble(q -> q.spread().width()).toArray(),
                        some.stream()
                                .mapToDouble(q -> q.spread().widthInterval()[1]
                                        - q.spread().width())
                                .toArray(),
                        some.stream().map(q -> q.quantity().name()).toList(),
                        Layer.Look.FILLED));
            }
        }
        double smallest = informed(result).stream()
                .mapToDouble(q -> q.contraction().getAsDouble())
                .min()
                .orElse(0);
        Panel panel = new Panel(
                "",
                Axis.linear("Contraction", "", "contraction").within(Math.min(0, smallest) - 0.03, 1.03),
                Axis.linear("True spread / reported sd", "", "width_ratio"),
                layers);
        String how = "To the right: quantities that the data decide (contraction 1: nothing of the prior's variance is"
                + " left); near 0 the data say little, and passing the test says little too. Above the dashed line"
                + " the posterior is too narrow, below it too wide; bars are 95 % intervals.";
        return new Figure.Grid(
                new Figure.Words(
                        "contraction",
                        "What the data say, and whether the width is right",
                        "Contraction from " + Numbers.fixed(smallest, 2) + " upwards over "
                                + informed(result).size() + " quantities.",
                        how),
                List.of(panel),
                new Figure.Layout(1, 1, 200, false));
    }

    /** The quantities of which a contraction is known. */
    static List<QuantityResult> informed(Calibration result) {
        return result.quantities().stream()
                .filter(q -> q.contraction().isPresent())
                .toList();
    }

    private static Map<String, List<QuantityResult>> groups(Calibration result) {
        Map<String, List<QuantityResult>> groups = new LinkedHashMap<>();
        result.quantities()
                .forEach(q -> groups.computeIfAbsent(q.quantity().group(), g -> new ArrayList<>())
                        .add(q));
        return groups;
    }

    private static String title(Map.Entry<String, List<QuantityResult>> group) {
        long rejected =
                group.getValue().stream().filter(q -> q.verdict().isRejected()).count();
        String name =
                Character.toUpperCase(group.getKey().charAt(0)) + group.getKey().substring(1);
        return rejected == 0
                ? name
                : name + " (" + rejected + " of " + group.getValue().size() + " rejected)";
    }

    /** Rejected ones last, so that they are drawn on top. */
    private static List<QuantityResult> sorted(List<QuantityResult> group) {
        List<QuantityResult> order = new ArrayList<>(
                group.stream().filter(q -> !q.verdict().isRejected()).toList());
        group.stream().filter(q -> q.verdict().isRejected()).forEach(order::add);
        return order;
    }

    private static Layer difference(QuantityResult result) {
        double[] sorted = result.pit().clone();
        Arrays.sort(sorted);
        double[] z = grid();
        double[] difference = new double[z.length];
        int below = 0;
        for (int k = 0; k < z.length; k++) {
            while (below < sorted.length && sorted[below] <= z[k]) {
                below++;
            }
            difference[k] = below / (double) sorted.length - z[k];
        }
        return new Layer.Line(
                result.quantity().name(), Role.tested(result.verdict().isRejected()), z, difference);
    }

    private static Layer band(String name, EcdfBand band) {
        double[] z = grid();
        double[] low = new double[z.length];
        double[] high = new double[z.length];
        for (int k = 0; k < z.length; k++) {
            low[k] = band.lowerAt(z[k]) / (double) band.size() - z[k];
            high[k] = band.upperAt(z[k]) / (double) band.size() - z[k];
        }
        return new Layer.Band(name, Role.REFERENCE, z, low, high);
    }

    private static double halfWidth(EcdfBand band) {
        return (band.upperAt(0.5) - band.lowerAt(0.5)) / (double) band.size();
    }

    private static double[] grid() {
        return IntStream.rangeClosed(0, GRID)
                .mapToDouble(k -> k / (double) GRID)
                .toArray();
    }

    private static List<Layer> coverage(Calibration result, double level, boolean rejected) {
        int[] some = IntStream.range(0, result.quantities().size())
                .filter(i -> result.quantities().get(i).verdict().isRejected() == rejected)
                .toArray();
        if (some.length == 0) {
            return List.of();
        }
        double[] x = new double[some.length];
        double[] y = new double[some.length];
        double[] barX = new double[3 * some.length];
        double[] barY = new double[3 * some.length];
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < some.length; i++) {
            QuantityResult quantity = result.quantities().get(some[i]);
            Coverage coverage = quantity.coverageAt(level);
            x[i] = some[i] + 1.0;
            y[i] = 100 * coverage.covered();
            double[] ends = {coverage.interval().low(), coverage.interval().high(), Double.NaN}; // a gap after each
            for (int k = 0; k < ends.length; k++) {
                barX[3 * i + k] = x[i];
                barY[3 * i + k] = 100 * ends[k];
            }
            labels.add(quantity.quantity().name());
        }
        Role role = Role.tested(rejected);
        String name = rejected ? "rejected" : "not rejected";
        return List.of(
                new Layer.Line("95 % interval, " + name, role, barX, barY), Layer.Points.of(name, role, x, y, labels));
    }
}
