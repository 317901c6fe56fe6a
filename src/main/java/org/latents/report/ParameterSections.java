package org.latents.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.latents.data.Dataset;
import org.latents.inference.parameters.ParameterPosterior;
import org.latents.inference.parameters.ParameterPosterior.Summary;

/** The section on how well the parameters are known: intervals of what no change of basis changes. */
final class ParameterSections {
    private ParameterSections() {}

    /** Returns the section; empty where no posterior over the parameters was asked for. */
    static Optional<Section> of(Dataset data, Optional<ParameterPosterior> found) {
        return found.map(posterior ->
                new Section("parameter-posterior", "How well are the parameters known?", blocks(data, posterior)));
    }

    private static List<Block> blocks(Dataset data, ParameterPosterior posterior) {
        if (posterior.isFailed()) {
            return List.of(new Block.Paragraph(
                    "The posterior over the parameters gave no result: " + String.join("; ", posterior.remarks())));
        }
        List<Summary> summaries = posterior.summaries();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph(sentence(posterior)));
        if (!posterior.remarks().isEmpty()) {
            blocks.add(new Block.Bullets(posterior.remarks()));
        }
        blocks.add(new Block.Drawing(units(data, posterior, summaries)));
        blocks.add(table("Dynamics", dynamics(summaries), false));
        blocks.add(table("Units", perUnit(summaries), true));
        return blocks;
    }

    private static String sentence(ParameterPosterior posterior) {
        String start = "Intervals hold 90 % of the posterior over the parameters, under the priors of the model: ";
        String draws = Numbers.count(posterior.values().length);
        return start
                + switch (posterior.method()) {
                    case FACTORISED ->
                        draws + " draws with the latent states held fixed. Known to be too narrow: such"
                                + " intervals are there to be compared with, not to be reported.";
                    case NESTED ->
                        draws + " draws from a Gaussian at the mode of the bound. Good where the data say"
                                + " much; for loadings and dispersions that they say little about, importance is"
                                + " better.";
                    case IMPORTANCE, EXACT ->
                        draws + " weighted draws, worth "
                                + Numbers.count(Math.round(posterior.effectiveDraws())) + " (Pareto k-hat "
                                + Numbers.fixed(posterior.kHat(), 2) + ": "
                                + (posterior.isReliable()
                                        ? "the weights can be relied upon)."
                                        : "a tail too heavy for the weights to be relied upon; take more draws).");
                };
    }

    private static List<Summary> dynamics(List<Summary> summaries) {
        return summaries.stream()
                .filter(s -> s.quantity().name().matches("(eigenvalue|time_constant|frequency).*"))
                .toList();
    }

    private static List<Summary> perUnit(List<Summary> summaries) {
        return summaries.stream()
                .filter(s -> s.quantity().name().matches("offset.*|log_dispersion.*|loading_product\\[(\\d+),\\1]"))
                .toList();
    }

    private static Block table(String caption, List<Summary> summaries, boolean folded) {
        List<Block.Row> rows = summaries.stream()
                .map(s -> Block.Row.of(List.of(
                        s.quantity().name(),
                        s.quantity().unit(),
                        Numbers.brief(s.mean()),
                        Numbers.brief(s.sd()),
                        Numbers.brief(s.low()),
                        Numbers.brief(s.median()),
                        Numbers.brief(s.high()))))
                .toList();
        return new Block.Numbers(
                caption, List.of("Quantity", "Unit", "Mean", "SD", "5 %", "50 %", "95 %"), rows, "", folded);
    }

    /** Log rate, squared loading and dispersion of each unit with their intervals. */
    private static Figure units(Dataset data, ParameterPosterior posterior, List<Summary> summaries) {
        List<String> names = LatentFigures.unitNames(data);
        List<Panel> panels = new ArrayList<>();
        panels.add(panel("Log rate", "log spikes/s", "offset\\[.*", names, summaries));
        panels.add(panel("Variance", "", "loading_product\\[(\\d+),\\1]", names, summaries));
        if (summaries.stream().anyMatch(s -> s.quantity().name().startsWith("log_dispersion"))) {
            panels.add(panel("Log r", "", "log_dispersion\\[.*", names, summaries));
        }
        String how = "Points are medians, bars hold 90 % of the posterior: of the log rate at the mean state, of the"
                + " variance of the log rate and, where there is one, of the log dispersion. The variance is what all"
                + " latents together give a unit; a bar that reaches zero means that the unit may not follow them at"
                + " all. Wide bars: the data say little, and the prior speaks.";
        return new Figure.Grid(
                new Figure.Words(
                        "parameter-intervals",
                        "Parameters of the units with 90 % intervals",
                        "Intervals of the parameters of " + ModelNames.plural(names.size(), "unit") + " by the method "
                                + posterior.method().key() + ".",
                        how),
                panels,
                new Figure.Layout(1, panels.size(), 190, false));
    }

    private static Panel panel(String title, String unit, String pattern, List<String> names, List<Summary> all) {
        List<Summary> shown =
                all.stream().filter(s -> s.quantity().name().matches(pattern)).toList();
        double[] x = new double[3 * shown.size()];
        double[] y = new double[x.length];
        for (int i = 0; i < shown.size(); i++) {
            x[3 * i] = i;
            x[3 * i + 1] = i;
            x[3 * i + 2] = Double.NaN;
            y[3 * i] = shown.get(i).low();
            y[3 * i + 1] = shown.get(i).high();
            y[3 * i + 2] = Double.NaN;
        }
        Layer bars = new Layer.Line("90 % interval", Role.OBSERVED, x, y);
        Layer points = Layer.Points.of(
                "median",
                Role.latent(0),
                IntStream.range(0, shown.size()).asDoubleStream().toArray(),
                shown.stream().mapToDouble(Summary::median).toArray(),
                names);
        String key = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "_");
        return new Panel(
                title, Axis.categories("Unit", "unit", names), Axis.linear(title, unit, key), List.of(bars, points));
    }
}
