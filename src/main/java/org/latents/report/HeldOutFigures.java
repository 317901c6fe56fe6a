package org.latents.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.latents.data.Dataset;
import org.latents.evaluation.Comparison;
import org.latents.evaluation.HeldOut;

/** Figures of held-out scores. */
final class HeldOutFigures {
    private HeldOutFigures() {}

    /** Score of every model and baseline, over all cells and fold by fold. */
    static Figure models(Comparison comparison) {
        List<String> names = new ArrayList<>();
        List<Layer> layers = new ArrayList<>();
        int rows = comparison.models().size() + comparison.baselines().size();
        for (Comparison.Entry entry : comparison.models()) {
            int row = rows - 1 - names.size();
            names.add(0, ModelNames.of(entry.name()));
            layers.addAll(scores(ModelNames.of(entry.name()), Role.model(entry.name()), entry.heldOut(), row));
        }
        for (Comparison.Baseline baseline : comparison.baselines()) {
            int row = rows - 1 - names.size();
            names.add(0, ModelNames.of(baseline.name()));
            layers.addAll(
                    scores(ModelNames.of(baseline.name()), Role.baseline(baseline.name()), baseline.heldOut(), row));
        }
        layers.add(0, new Layer.Line("zero", Role.REFERENCE, new double[] {0, 0}, new double[] {-0.7, rows - 0.3}));
        Panel panel = new Panel(
                "",
                Axis.linear("Held-out score", "bits per spike", "bits_per_spike"),
                Axis.categories("", "row", names),
                layers);
        String best = comparison.models().stream()
                .map(e -> ModelNames.of(e.name()) + " "
                        + Numbers.signed(e.heldOut().coBitsPerSpike(), 4))
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
        String how =
                "How much better than a constant rate each model predicts the spikes of units that it could not see,"
                        + " from the other units in trials that it did not learn from. Large marks are all cells"
                        + " together, small ones single folds; zero is the unit's own mean rate. A fold is measured"
                        + " against the mean rates within it, so that single folds need not surround the value of all"
                        + " cells.";
        return new Figure.Grid(
                new Figure.Words(
                        "held-out-models",
                        "Held-out score of models and baselines",
                        "Held-out bits per spike: " + best + ".",
                        how),
                List.of(panel),
                new Figure.Layout(1, 1, 34 * rows + 10, true));
    }

    /** Score of every unit for every model, and the paired difference of the first two. */
    static Figure units(Dataset data, Comparison comparison) {
        List<Comparison.Entry> models = comparison.models();
        List<Integer> order = unitOrder(models);
        List<String> unitNames = LatentFigures.unitNames(data);
        List<String> names = order.stream().map(unitNames::get).toList();
        List<String> labels = names.stream().map(n -> "unit " + n).toList();
        double[] rank = IntStream.range(0, order.size()).asDoubleStream().toArray();
        double[] ends = {-0.7, order.size() - 0.3};
        Axis x = Axis.categories("Unit, ordered by score", "rank", names);
        List<Layer> scores = new ArrayList<>();
        scores.add(new Layer.Line("zero", Role.REFERENCE, ends, new double[2]));
        for (Comparison.Entry entry : models) {
            double[] values = pick(entry.heldOut().unitBitsPerSpike(), order);
            scores.add(Layer.Points.of(ModelNames.of(entry.name()), Role.model(entry.name()), rank, values, labels));
        }
        List<Panel> panels = new ArrayList<>();
        panels.add(new Panel("Score", x, Axis.linear("Bits per spike", "", "value"), scores));
        if (models.size() > 1) {
            panels.add(difference(models.get(0), models.get(1), order, labels, x));
        }
        String how = "Above: dots over zero are units that the others predict better than their own mean rate does."
                + (models.size() > 1
                        ? " Below: the same held-out counts scored by each model's own distribution, "
                                + ModelNames.inSentence(models.get(1).name()) + " minus "
                                + ModelNames.inSentence(models.get(0).name())
                                + "; above zero the former is better for this unit."
                        : "");
        return new Figure.Stack(
                new Figure.Words("held-out-units", "Held-out score of each unit", unitAlt(models), how),
                panels,
                models.size() > 1 ? List.of(180, 120) : List.of(200));
    }

    private static Panel difference(
            Comparison.Entry first, Comparison.Entry second, List<Integer> order, List<String> labels, Axis x) {
        double[] a = first.heldOut().unitLogScore();
        double[] b = second.heldOut().unitLogScore();
        double[] all =
                IntStream.range(0, a.length).mapToDouble(n -> b[n] - a[n]).toArray();
        double[] values = pick(all, order);
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer.Line("zero", Role.REFERENCE, new double[] {-0.7, order.size() - 0.3}, new double[2]));
        for (boolean wantsPositive : new boolean[] {false, true}) {
            Comparison.Entry winner = wantsPositive ? second : first;
            int[] own = IntStream.range(0, values.length)
                    .filter(i -> wantsPositive == values[i] > 0)
                    .toArray();
            layers.add(Layer.Points.of(
                    ModelNames.of(winner.name()),
                    Role.model(winner.name()),
                    Arrays.stream(own).asDoubleStream().toArray(),
                    Arrays.stream(own).mapToDouble(i -> values[i]).toArray(),
                    Arrays.stream(own).mapToObj(labels::get).toList()));
        }
        return new Panel(
                "Difference, in the colour of the better model", x, Axis.linear("Log score", "nats", "value"), layers);
    }

    private static List<Layer> scores(String name, Role role, HeldOut heldOut, int row) {
        double[] folds = heldOut.folds().stream()
                .mapToDouble(HeldOut.Fold::coBitsPerSpike)
                .toArray();
        double[] rows = new double[folds.length];
        Arrays.fill(rows, row);
        List<String> labels = IntStream.rangeClosed(1, folds.length)
                .mapToObj(i -> "fold " + i)
                .toList();
        return List.of(
                Layer.Points.of(name, role, folds, rows, labels).with(Layer.Look.FAINT),
                Layer.Points.of(
                        name, role, new double[] {heldOut.coBitsPerSpike()}, new double[] {row}, List.of("all")));
    }

    private static List<Integer> unitOrder(List<Comparison.Entry> models) {
        int units = models.get(0).heldOut().unitBitsPerSpike().length;
        double[] mean = new double[units];
        for (int n = 0; n < units; n++) {
            int unit = n;
            mean[n] = models.stream()
                    .mapToDouble(m -> m.heldOut().unitBitsPerSpike()[unit])
                    .average()
                    .orElse(Double.NaN);
        }
        return IntStream.range(0, units)
                .boxed()
                .sorted(Comparator.comparingDouble(n -> -finite(mean[n])))
                .toList();
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : Double.NEGATIVE_INFINITY;
    }

    private static double[] pick(double[] values, List<Integer> order) {
        return order.stream().mapToDouble(n -> values[n]).toArray();
    }

    private static String unitAlt(List<Comparison.Entry> models) {
        List<String> texts = new ArrayList<>();
        for (Comparison.Entry entry : models) {
            double[] values = Arrays.stream(entry.heldOut().unitBitsPerSpike())
                    .filter(Double::isFinite)
                    .toArray();
            long above = Arrays.stream(values).filter(v -> v > 0).count();
            texts.add(ModelNames.of(entry.name()) + ": " + above + " of " + values.length + " units above zero, median "
                    + Numbers.signed(PredictionFigures.median(values), 3) + " bits per spike");
        }
        return String.join("; ", texts) + ".";
    }
}
