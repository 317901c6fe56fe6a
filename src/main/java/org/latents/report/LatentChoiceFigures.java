package org.latents.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.latents.evaluation.Comparison;
import org.latents.evaluation.LatentChoice;

/** The held-out score over numbers of latents, and what was chosen. */
final class LatentChoiceFigures {
    private static final String HOW = "Above: how well models with more and more latents predict counts that were kept"
            + " from them. Below: the same as a distance from the best, with one standard error over trials either way."
            + " The choice is the smallest number whose bar reaches zero: more latents cannot be shown to predict"
            + " better.";

    private LatentChoiceFigures() {}

    /** The section; only for a comparison that chose. */
    static Section section(Comparison comparison) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Facts(comparison.latents().stream()
                .map(choice -> new Block.Fact(ModelNames.of(choice.model()), choice.sentence()))
                .toList()));
        blocks.add(new Block.Drawing(curve(comparison.latents())));
        blocks.add(table(comparison.latents()));
        return new Section("number-of-latents", "Number of latents", blocks);
    }

    /** The curve of each model: bits per spike above, distance to the maximum with its standard error below. */
    private static Figure curve(List<LatentChoice> choices) {
        List<String> numbers = choices.get(0).points().stream()
                .map(point -> String.valueOf(point.latents()))
                .toList();
        List<Layer> bits = new ArrayList<>();
        List<Layer> below = new ArrayList<>();
        below.add(new Layer.Line("best", Role.REFERENCE, new double[] {-0.7, numbers.size() - 0.3}, new double[2]));
        for (int i = 0; i < choices.size(); i++) {
            bits.addAll(marks(choices.get(i), i - 0.5 * (choices.size() - 1)));
        }
        for (LatentChoice choice : choices) {
            String name = ModelNames.of(choice.model());
            Role role = Role.model(choice.model());
            double[] x = column(choice, Column.POSITION);
            bits.add(new Layer.Line(name, role, x, column(choice, Column.BITS)));
            bits.add(Layer.Points.of(name, role, x, column(choice, Column.BITS), labels(choice)));
            double[] nats = column(choice, Column.BELOW);
            double[] error = column(choice, Column.ERROR);
            below.add(new Layer.Line(name, role, x, nats));
            below.add(new Layer.Points(name, role, x, nats, error, labels(choice), Layer.Look.FILLED));
        }
        Axis x = Axis.categories("Number of latents", "place", numbers);
        Panel above = new Panel(
                "Held-out score; line: chosen, shade: maximum", x, Axis.linear("Bits per spike", "", "value"), bits);
        Panel under =
                new Panel("Log score less that at the maximum", x, Axis.linear("Log score", "nats", "value"), below);
        String alt = choices.stream()
                .map(choice -> ModelNames.of(choice.model()) + ": " + choice.sentence())
                .collect(Collectors.joining("; "));
        return new Figure.Stack(
                new Figure.Words("number-of-latents", "Held-out score over the number of latents", alt + ".", HOW),
                List.of(above, under),
                List.of(170, 170));
    }

    /** Where a model's maximum and its choice are; a little apart for several models. */
    private static List<Layer> marks(LatentChoice choice, double place) {
        String name = ModelNames.of(choice.model());
        Role role = Role.model(choice.model());
        double[] bits = Arrays.stream(column(choice, Column.BITS))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        double chosen = position(choice, choice.chosen()) + 0.06 * place;
        double maximum = position(choice, choice.maximum());
        return List.of(
                new Layer.Spans(name + ", maximum", role, new double[] {maximum - 0.12}, new double[] {maximum + 0.12}),
                new Layer.Line(name + ", chosen", role, new double[] {chosen, chosen}, new double[] {
                    bits[0], bits[bits.length - 1]
                }));
    }

    private static int position(LatentChoice choice, int latents) {
        return choice.points().stream()
                .map(LatentChoice.Point::latents)
                .toList()
                .indexOf(latents);
    }

    private enum Column {
        POSITION,
        BITS,
        BELOW,
        ERROR
    }

    private static double[] column(LatentChoice choice, Column column) {
        return choice.points().stream()
                .mapToDouble(point -> switch (column) {
                    case POSITION -> position(choice, point.latents());
                    case BITS -> point.bitsPerSpike();
                    case BELOW -> point.belowMaximum();
                    case ERROR -> point.standardError();
                })
                .toArray();
    }

    private static List<String> labels(LatentChoice choice) {
        return choice.points().stream()
                .map(point -> mark(choice, point, point.latents() + " latents"))
                .toList();
    }

    private static String mark(LatentChoice choice, LatentChoice.Point point, String text) {
        String marked = point.latents() == choice.chosen() ? text + ", chosen" : text;
        return point.latents() == choice.maximum() ? marked + ", maximum" : marked;
    }

    private static Block table(List<LatentChoice> choices) {
        List<Block.Row> rows = new ArrayList<>();
        for (LatentChoice choice : choices) {
            for (LatentChoice.Point point : choice.points()) {
                rows.add(new Block.Row(
                        Optional.of(Role.model(choice.model())),
                        List.of(
                                mark(choice, point, ModelNames.of(choice.model()) + ", " + point.latents()),
                                Numbers.signed(point.bitsPerSpike(), 4),
                                Numbers.fixed(point.logScore(), 1),
                                Numbers.signed(point.belowMaximum(), 1) + " ± "
                                        + Numbers.fixed(point.standardError(), 1))));
            }
        }
        return new Block.Numbers(
                "Scores over the number of latents",
                List.of("Model, latents", "Held out (bits/spike)", "Held-out log score (nats)", "Less the maximum"),
                rows,
                "After ±: one standard error of the paired difference over trials or segments.",
                true);
    }
}
