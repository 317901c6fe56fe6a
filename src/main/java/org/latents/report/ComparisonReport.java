package org.latents.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.latents.data.Dataset;
import org.latents.evaluation.Comparison;
import org.latents.evaluation.HeldOut;

/** The report of a comparison of models on the same data. */
public final class ComparisonReport {
    private ComparisonReport() {}

    /**
     * Returns the report; the latents drawn are those of the preferred model, else of the one with the best log score.
     */
    public static RenderedReport render(Dataset data, Comparison comparison, RunNote run) {
        List<ShownFit> fits = comparison.models().stream()
                .map(entry -> new ShownFit(entry.name(), entry.fit()))
                .toList();
        String title = data.source().file() + ": " + question(fits);
        List<Section> sections = new ArrayList<>();
        sections.add(verdict(comparison));
        sections.add(CommonSections.data(data));
        if (!comparison.latents().isEmpty()) {
            sections.add(LatentChoiceFigures.section(comparison));
        }
        sections.add(heldOut(data, comparison));
        EvidenceSection.of(comparison).ifPresent(sections::add);
        CountSections.of(data, comparison.counts()).ifPresent(sections::add);
        sections.addAll(FitSections.of(
                data, fits, shown(comparison, fits), comparison.counts().dispersion()));
        sections.add(CommonSections.reproduction(run, data, fits.get(0).fit().seed()));
        sections.add(CommonSections.glossary(true));
        return new ReportPage(title, CommonSections.subtitle(data, run), sections, "Latents " + run.version()).render();
    }

    private static String question(List<ShownFit> fits) {
        String names = String.join(
                " or ", fits.stream().map(f -> ModelNames.inSentence(f.name())).toList());
        return Character.toUpperCase(names.charAt(0)) + names.substring(1) + "?";
    }

    private static ShownFit shown(Comparison comparison, List<ShownFit> fits) {
        String best = comparison
                .verdict()
                .preferred()
                .orElseGet(() -> comparison.models().stream()
                        .max(Comparator.comparingDouble(entry -> entry.heldOut().logScore()))
                        .orElseThrow()
                        .name());
        return fits.stream().filter(f -> f.name().equals(best)).findFirst().orElse(fits.get(0));
    }

    private static Section verdict(Comparison comparison) {
        Comparison.Verdict verdict = comparison.verdict();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Verdict(verdict.sentence(), verdict.remarks()));
        if (comparison.models().size() > 1) {
            blocks.add(new Block.Facts(List.of(
                    new Block.Fact(
                            "Preferred", verdict.preferred().map(ModelNames::of).orElse("Not decidable")),
                    new Block.Fact(
                            "Held-out log score of the "
                                    + ModelNames.inSentence(
                                            comparison.models().get(1).name()) + " minus that of the "
                                    + ModelNames.inSentence(
                                            comparison.models().get(0).name()) + " model",
                            Numbers.signed(verdict.difference(), 1) + " ± " + Numbers.fixed(verdict.standardError(), 1)
                                    + " nats"),
                    new Block.Fact("After ±", "one standard error over trials or segments"))));
        }
        blocks.add(table(comparison));
        return new Section("verdict", "Verdict", blocks);
    }

    private static Block table(Comparison comparison) {
        List<Block.Row> rows = new ArrayList<>();
        for (Comparison.Entry entry : comparison.models()) {
            rows.add(row(
                    Role.model(entry.name()),
                    ModelNames.of(entry.name()),
                    Numbers.count(entry.fit().model().freeParameters()),
                    Numbers.fixed(entry.fit().elbo(), 1),
                    entry.heldOut()));
        }
        for (Comparison.Baseline baseline : comparison.baselines()) {
            rows.add(row(
                    Role.baseline(baseline.name()),
                    ModelNames.of(baseline.name()),
                    Numbers.MISSING,
                    Numbers.MISSING,
                    baseline.heldOut()));
        }
        StringBuilder note = new StringBuilder();
        for (Comparison.Baseline baseline : comparison.baselines()) {
            String text = baseline.description();
            note.append(ModelNames.of(baseline.name())).append(": ").append(text);
            note.append(text.endsWith(".") ? " " : ". ");
        }
        if (!comparison.baselines().isEmpty()) {
            note.append("A dash: baselines are scored on held-out data only.");
        }
        return new Block.Numbers(
                "Models and baselines",
                List.of(
                        "Model",
                        "Parameters",
                        "ELBO (nats)",
                        "Held out (bits/spike)",
                        "… against training mean",
                        "Held-out log score (nats)"),
                rows,
                note.toString(),
                false);
    }

    private static Block.Row row(Role role, String name, String parameters, String elbo, HeldOut score) {
        return new Block.Row(
                Optional.of(role),
                List.of(
                        name,
                        parameters,
                        elbo,
                        Numbers.signed(score.coBitsPerSpike(), 4),
                        Numbers.signed(score.coBitsPerSpikeTrainingNull(), 4),
                        Numbers.fixed(score.logScore(), 1)));
    }

    private static Section heldOut(Dataset data, Comparison comparison) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Drawing(HeldOutFigures.models(comparison)));
        blocks.add(new Block.Drawing(HeldOutFigures.units(data, comparison)));
        blocks.addAll(SchemeSections.tables(comparison));
        return new Section("held-out", "Prediction of held-out spikes", blocks);
    }
}
