package org.latents.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.latents.evaluation.Comparison;
import org.latents.evaluation.evidence.Evidence;
import org.latents.evaluation.evidence.EvidenceDifference;

/** The section on the evidence: a table, the gap of each trial, and for models their differences. */
final class EvidenceSection {
    private static final int MOST_POINTS = 100; // more trials are drawn as a band, ordered by their gap

    private EvidenceSection() {}

    /**
     * A model with its evidence.
     *
     * @param name name of the likelihood or specification
     * @param evidence its evidence
     */
    private record Shown(String name, Evidence evidence) {}

    /** Returns the section of one fit. */
    static Section of(String name, Evidence evidence) {
        return section(List.of(new Shown(name, evidence)));
    }

    /** Returns the section of a comparison; empty where no model has evidence. */
    static Optional<Section> of(Comparison comparison) {
        List<Shown> shown = new ArrayList<>();
        for (Comparison.Entry entry : comparison.models()) {
            entry.evidence().ifPresent(evidence -> shown.add(new Shown(entry.name(), evidence)));
        }
        return shown.isEmpty() ? Optional.empty() : Optional.of(section(shown));
    }

    private static Section section(List<Shown> models) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph("The ELBO is a lower bound of the evidence log p(y), the log probability of the"
                + " counts at the fitted parameters. Here the evidence itself is estimated by a particle filter, and"
                + " with it the gap. Parameters were fitted to the same counts: a model with more of them has an"
                + " advantage here that it does not have on held-out data."));
        blocks.add(table(models));
        if (models.size() > 1) {
            blocks.add(differences(models));
        }
        blocks.add(new Block.Drawing(figure(models)));
        List<String> remarks = models.stream()
                .flatMap(model ->
                        model.evidence().remarks().stream().map(remark -> ModelNames.of(model.name()) + ": " + remark))
                .toList();
        if (!remarks.isEmpty()) {
            blocks.add(new Block.Bullets(remarks));
        }
        return new Section("evidence", "Evidence and its gap", blocks);
    }

    private static Block table(List<Shown> models) {
        List<Block.Row> rows = new ArrayList<>();
        for (Shown model : models) {
            Evidence evidence = model.evidence();
            int trials = evidence.elbo().length;
            double largestK = Arrays.stream(evidence.importance().paretoK())
                    .filter(k -> !Double.isNaN(k))
                    .max()
                    .orElse(Double.NaN);
            rows.add(new Block.Row(
                    Optional.of(Role.model(model.name())),
                    List.of(
                            ModelNames.of(model.name()),
                            Numbers.fixed(evidence.total(), 2) + " ± "
                                    + Numbers.fixed(evidence.totalStandardError(), 2),
                            Numbers.fixed(evidence.totalElbo(), 2),
                            Numbers.fixed(evidence.gap(), 2),
                            Numbers.brief(evidence.gap() / trials),
                            evidence.repeats() + " × " + Numbers.count(evidence.largestParticles()),
                            Numbers.fixed(largestK, 2))));
        }
        return new Block.Numbers(
                "Evidence and bound, nats",
                List.of("Model", "Evidence", "ELBO", "Gap", "Gap per trial", "Repeats × particles", "Largest k-hat"),
                rows,
                "After ±: Monte Carlo standard error. k-hat: tail of the importance weights of whole trajectories in"
                        + " the trials with the largest standard errors; above 0.7 q is too narrow for plain importance"
                        + " sampling. A dash: all weights are the same, or there are too few.",
                false);
    }

    private static Block differences(List<Shown> models) {
        List<Block.Row> rows = new ArrayList<>();
        for (int i = 1; i < models.size(); i++) {
            EvidenceDifference difference = difference(models, i);
            rows.add(Block.Row.of(List.of(
                    ModelNames.of(models.get(i).name()) + " minus "
                            + ModelNames.inSentence(models.get(0).name()),
                    Numbers.signed(difference.evidence(), 2) + " ± " + Numbers.fixed(difference.monteCarloError(), 2),
                    Numbers.signed(difference.elbo(), 2),
                    Numbers.signed(difference.evidence() - difference.elbo(), 2),
                    Numbers.fixed(difference.trialError(), 1))));
        }
        return new Block.Numbers(
                "Differences, nats",
                List.of("Models", "Evidence", "ELBO", "What the ELBO misses", "Standard error over trials"),
                rows,
                "",
                false);
    }

    private static EvidenceDifference difference(List<Shown> models, int second) {
        return EvidenceDifference.of(
                models.get(0).evidence(), models.get(second).evidence());
    }

    private static Figure figure(List<Shown> models) {
        List<Panel> panels = new ArrayList<>();
        panels.add(gaps(models));
        if (models.size() > 1) {
            panels.add(differencePanel(models));
        }
        String alt = models.stream()
                .map(model -> ModelNames.of(model.name()) + ": gap "
                        + Numbers.brief(
                                model.evidence().gap() / model.evidence().elbo().length) + " nats a trial")
                .reduce((a, b) -> a + "; " + b)
                .orElse("");
        String how = "Log p(y) minus ELBO of each trial with its Monte Carlo standard error; at 0 the bound is tight.";
        if (models.size() > 1) {
            how += " Then the difference between models by the bound and by the evidence, with its standard error over"
                    + " trials: where the two differ, the bound misleads.";
        }
        return new Figure.Grid(
                new Figure.Words("evidence", "Gap of each trial", alt + ".", how),
                panels,
                new Figure.Layout(panels.size(), 1, 200, false));
    }

    private static Panel gaps(List<Shown> models) {
        int trials = models.get(0).evidence().elbo().length;
        boolean isBand = trials > MOST_POINTS;
        List<Layer> layers = new ArrayList<>();
        double[] ends = {0.5, trials + 0.5};
        layers.add(new Layer.Line("zero", Role.REFERENCE, ends, new double[2]));
        for (Shown model : models) {
            layers.addAll(isBand ? band(model) : List.of(points(model)));
        }
        Axis x = isBand ? Axis.linear("Trials, ordered by gap", "", "rank") : Axis.linear("Trial", "", "trial");
        return new Panel("Gap", x, Axis.linear("log p(y) − ELBO", "nats", "gap_nats"), layers);
    }

    private static Layer points(Shown model) {
        double[] gap = model.evidence().gapPerTrial();
        double[] x = IntStream.rangeClosed(1, gap.length).asDoubleStream().toArray();
        List<String> labels =
                IntStream.rangeClosed(1, gap.length).mapToObj(k -> "trial " + k).toList();
        return new Layer.Points(
                ModelNames.of(model.name()),
                Role.model(model.name()),
                x,
                gap,
                model.evidence().standardError(),
                labels,
                Layer.Look.FILLED);
    }

    private static List<Layer> band(Shown model) {
        double[] gap = model.evidence().gapPerTrial();
        double[] error = model.evidence().standardError();
        int[] order = IntStream.range(0, gap.length)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> gap[k]))
                .mapToInt(k -> k)
                .toArray();
        double[] x = IntStream.rangeClosed(1, gap.length).asDoubleStream().toArray();
        double[] y = Arrays.stream(order).mapToDouble(k -> gap[k]).toArray();
        double[] low = Arrays.stream(order).mapToDouble(k -> gap[k] - error[k]).toArray();
        double[] high = Arrays.stream(order).mapToDouble(k -> gap[k] + error[k]).toArray();
        String name = ModelNames.of(model.name());
        Role role = Role.model(model.name());
        return List.of(new Layer.Band(name, role, x, low, high), new Layer.Line(name, role, x, y));
    }

    private static Panel differencePanel(List<Shown> models) {
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer.Line("zero", Role.REFERENCE, new double[] {-0.7, 1.7}, new double[2]));
        for (int i = 1; i < models.size(); i++) {
            EvidenceDifference difference = difference(models, i);
            double error = Double.isNaN(difference.trialError()) ? 0 : difference.trialError();
            double shift = 0.1 * (i - 1);
            layers.add(new Layer.Points(
                    ModelNames.of(models.get(i).name()),
                    Role.model(models.get(i).name()),
                    new double[] {shift, 1 + shift},
                    new double[] {difference.elbo(), difference.evidence()},
                    new double[] {error, error},
                    List.of("ELBO", "Evidence"),
                    Layer.Look.FILLED));
        }
        return new Panel(
                "Minus " + ModelNames.inSentence(models.get(0).name()),
                Axis.categories("", "score", List.of("ELBO", "Evidence")),
                Axis.linear("Difference", "nats", "difference_nats"),
                layers);
    }
}
