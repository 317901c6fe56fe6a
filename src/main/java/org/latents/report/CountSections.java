package org.latents.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.latents.data.Dataset;
import org.latents.diagnostic.CountChecks;
import org.latents.diagnostic.DispersionProfile;
import org.latents.diagnostic.UnitDispersion;
import org.latents.evaluation.CountFindings;
import org.latents.evaluation.UnitDispersions;

/** The section on counts beside their predicted distributions, and the figure of over-dispersed units. */
final class CountSections {
    private static final double TOP = 2 * DispersionProfile.POISSON_LIMIT;
    private static final double BOTTOM = 1e-3;

    private CountSections() {}

    /** Returns the section; empty where counts were not checked. */
    static Optional<Section> of(Dataset data, CountFindings findings) {
        if (findings.models().isEmpty()) {
            return Optional.empty();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph(
                findings.heldOut()
                        ? "Counts of units that were held out, beside the distributions that each model predicted for"
                                + " them from the other units, in trials that it did not learn from."
                        : "The counts that the model was fit to, beside its own distributions of them: the predictions"
                                + " have seen these counts, so that they look better than those of new data would."
                                + " latents compare puts models beside held-out counts."));
        findings.dispersion().ifPresent(dispersion -> {
            blocks.add(new Block.Paragraph(dispersion.sentence()));
            blocks.add(new Block.Drawing(dispersion(data, dispersion)));
        });
        blocks.add(table(findings));
        blocks.add(new Block.Drawing(CountFigures.transform(findings)));
        blocks.add(new Block.Drawing(CountFigures.rootogram(findings)));
        blocks.add(new Block.Drawing(CountFigures.units(data, findings)));
        blocks.add(new Block.Drawing(CountFigures.rescaling(data, findings)));
        return Optional.of(new Section("count-checks", "Do the counts look as predicted?", blocks));
    }

    /** Dispersion r of each unit with its interval. */
    static Figure dispersion(Dataset data, UnitDispersions dispersion) {
        List<String> names = LatentFigures.unitNames(data);
        List<Integer> order = IntStream.range(0, names.size())
                .filter(n -> dispersion.units().get(n).isKnown())
                .boxed()
                .sorted(Comparator.comparingDouble(
                        n -> dispersion.units().get(n).dispersion()))
                .toList();
        List<String> ordered = order.stream().map(names::get).toList();
        List<Layer> layers = List.of(
                intervals("95 % interval", order, dispersion),
                marks("Over-dispersed", Role.model("negbin"), order, dispersion, true),
                marks("Poisson-like", Role.model("poisson"), order, dispersion, false)
                        .with(Layer.Look.OPEN));
        Panel panel = new Panel(
                "",
                Axis.categories("Unit, ordered by dispersion", "rank", ordered),
                Axis.log("Dispersion r", "", "dispersion_r").within(lowest(order, dispersion), TOP),
                layers);
        String how = "Small r means counts more variable than Poisson given the latents (variance μ + μ²/r): at r = 1 a"
                + " bin with one expected spike has twice the Poisson variance. Bars are 95 % intervals; those that"
                + " reach the top hold Poisson counts (r = ∞). Filled: over-dispersed by the likelihood ratio against"
                + " Poisson, at 5 % false discovery rate over units. The test holds the latent states as the "
                + ModelNames.inSentence(dispersion.testedWith())
                + (dispersion.testedWith().equals("poisson")
                        ? " fit has them, and errs on the side of Poisson."
                        : " fit has them, and errs a little on the side of over-dispersion.");
        return new Figure.Grid(
                new Figure.Words(
                        "dispersion", "Dispersion of each unit", "Dispersion r by unit. " + dispersion.sentence(), how),
                List.of(panel),
                new Figure.Layout(1, 1, 210, true));
    }

    private static double lowest(List<Integer> order, UnitDispersions dispersion) {
        return order.stream()
                .mapToDouble(n -> Math.max(BOTTOM, dispersion.units().get(n).low()))
                .map(low -> 0.7 * low)
                .min()
                .orElse(0.1);
    }

    private static Layer intervals(String name, List<Integer> order, UnitDispersions dispersion) {
        double[] x = new double[3 * order.size()];
        double[] y = new double[x.length];
        for (int i = 0; i < order.size(); i++) {
            UnitDispersion unit = dispersion.units().get(order.get(i));
            x[3 * i] = i;
            x[3 * i + 1] = i;
            x[3 * i + 2] = Double.NaN;
            y[3 * i] = unit.low();
            y[3 * i + 1] = Math.min(TOP, unit.high());
            y[3 * i + 2] = Double.NaN;
        }
        return new Layer.Line(name, Role.OBSERVED, x, y);
    }

    private static Layer.Points marks(
            String name, Role role, List<Integer> order, UnitDispersions dispersion, boolean overDispersed) {
        int[] ranks = IntStream.range(0, order.size())
                .filter(i -> dispersion.isOverDispersed(order.get(i)) == overDispersed)
                .toArray();
        return Layer.Points.of(
                name,
                role,
                IntStream.of(ranks).asDoubleStream().toArray(),
                IntStream.of(ranks)
                        .mapToDouble(i -> dispersion.units().get(order.get(i)).dispersion())
                        .toArray(),
                IntStream.of(ranks).mapToObj(i -> "unit " + (order.get(i) + 1)).toList());
    }

    private static Block table(CountFindings findings) {
        List<Block.Row> rows = new ArrayList<>();
        for (CountFindings.Entry entry : findings.models()) {
            CountChecks.Summary all = entry.checks().all();
            rows.add(new Block.Row(
                    Optional.of(Role.model(entry.name())),
                    List.of(
                            ModelNames.of(entry.name()),
                            Numbers.fixed(all.residuals().pearson(), 3) + " ± "
                                    + Numbers.fixed(all.residuals().pearsonError(), 3),
                            Numbers.fixed(all.moments().observedFano(), 3) + " / "
                                    + Numbers.fixed(all.moments().expectedFano(), 3),
                            Numbers.fixed(100 * all.moments().observedZeros(), 2) + " / "
                                    + Numbers.fixed(100 * all.moments().expectedZeros(), 2),
                            Numbers.signed(all.calibration().logarithmic(), 1),
                            Numbers.fixed(all.residuals().lagOne(), 4) + " / "
                                    + Numbers.fixed(all.residuals().lagOneExpected(), 4))));
        }
        return new Block.Numbers(
                "All units together",
                List.of("Model", "Pearson dispersion", "Fano factor", "Empty bins (%)", "z", "Lag-one correlation"),
                rows,
                "Pearson dispersion: 1 is right. Pairs: seen / expected by the model. z: calibration of the"
                        + " log score (Wei"
                        + " and Held), its error taken over trials; within ±2 where the predictions are right,"
                        + " positive where counts are stranger than predicted.",
                false);
    }
}
