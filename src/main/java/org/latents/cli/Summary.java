package org.latents.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.latents.data.BinnedCounts;
import org.latents.evaluation.Comparison;
import org.latents.evaluation.HeldOut;
import org.latents.fit.FitResult;
import org.latents.inference.InferenceOutcome;
import org.latents.inference.Termination;
import org.latents.inference.parameters.ParameterPosterior;
import org.latents.model.Model;
import org.latents.store.FitHeldOut;
import org.latents.store.RunPaths;
import org.latents.store.StoredRun;

/** What a person reads at the end of a command: a few lines with numbers, at most 80 columns where names are short. */
final class Summary {
    private static final int WIDTH = 80;

    private Summary() {}

    static List<String> of(StoredRun.Fit run, Path target) {
        FitResult fit = run.fit();
        List<String> lines = new ArrayList<>();
        lines.add(Loading.describe(run.dataset()));
        lines.add(String.format(
                Locale.ROOT,
                "%s, %d latents, %,d parameters: %s after %d iterations",
                fit.model().likelihood().name(),
                fit.model().latents(),
                fit.model().freeParameters(),
                ending(fit.termination()),
                fit.iterations()));
        lines.add(bound(fit.elbo(), fit.expectedLogLikelihood(), fit.kl()));
        run.found().evidence().ifPresent(evidence -> EvidenceLines.add(lines, evidence));
        run.found().parameters().ifPresent(found -> addWrapped(lines, parameters(found)));
        fit.remarks().forEach(remark -> addWrapped(lines, "note: " + remark));
        run.found().counts().dispersion().ifPresent(dispersion -> addWrapped(lines, "note: " + dispersion.sentence()));
        run.found().heldOut().ifPresent(heldOut -> addHeldOut(lines, heldOut));
        lines.add("report: " + target.resolve(RunPaths.REPORT));
        return lines;
    }

    private static String parameters(ParameterPosterior found) {
        if (found.isFailed()) {
            return "parameters: no posterior, " + String.join("; ", found.remarks());
        }
        String weights = Double.isNaN(found.kHat())
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", worth %.0f, k-hat %.2f%s",
                        found.effectiveDraws(),
                        found.kHat(),
                        found.isReliable() ? "" : " (not reliable)");
        return String.format(
                Locale.ROOT,
                "parameters: %d intervals in %s from %d draws (%s%s)",
                found.quantities().size(),
                RunPaths.PARAMETERS,
                found.values().length,
                found.method().key(),
                weights);
    }

    static List<String> of(Model model, StoredRun.Inferred inferred, BinnedCounts counts, Path target) {
        InferenceOutcome outcome = inferred.outcome();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s, %d latents, %d units: q(x) of %d trials, %,d bins; %s after %d passes",
                model.likelihood().name(),
                model.latents(),
                model.units(),
                counts.trials(),
                counts.bins(),
                ending(outcome.termination()),
                outcome.iterations()));
        lines.add(bound(outcome.elbo(), outcome.expectedLogLikelihood(), outcome.kl()));
        inferred.evidence().ifPresent(evidence -> EvidenceLines.add(lines, evidence));
        outcome.remarks().forEach(remark -> addWrapped(lines, "note: " + remark));
        lines.add("posterior: " + target.resolve(RunPaths.FIT));
        return lines;
    }

    static List<String> of(StoredRun.Compared run, Path target) {
        Comparison comparison = run.comparison();
        List<String> lines = new ArrayList<>();
        lines.add(Loading.describe(run.dataset()));
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "%-22s %10s %16s %16s %11s",
                "model",
                "parameters",
                "ELBO",
                "held-out score",
                "bits/spike"));
        for (Comparison.Entry entry : comparison.models()) {
            FitResult fit = entry.fit();
            String parameters = String.format(Locale.ROOT, "%,d", fit.model().freeParameters());
            lines.add(row(entry.name(), parameters, Numbers.fixed(fit.elbo(), 1), entry.heldOut()));
        }
        for (Comparison.Baseline baseline : comparison.baselines()) {
            lines.add(row(baseline.name(), "", "", baseline.heldOut()));
        }
        lines.addAll(EvidenceLines.of(comparison.models()));
        lines.add("");
        comparison.latents().forEach(choice -> addWrapped(lines, choice.model() + ": " + choice.sentence()));
        addWrapped(lines, comparison.verdict().sentence());
        comparison.verdict().remarks().forEach(remark -> addWrapped(lines, "note: " + remark));
        lines.add("");
        lines.add("ELBO and score in nats; bits per spike against each unit's mean rate.");
        lines.add("report: " + target.resolve(RunPaths.REPORT));
        return lines;
    }

    private static void addHeldOut(List<String> lines, FitHeldOut heldOut) {
        HeldOut scores = heldOut.heldOut();
        lines.add(String.format(
                Locale.ROOT,
                "held out: %,d trials; %s bits per spike (%s against training means)",
                heldOut.trials().length,
                Numbers.fixed(scores.coBitsPerSpike(), 4),
                Numbers.fixed(scores.coBitsPerSpikeTrainingNull(), 4)));
        StringBuilder text = new StringBuilder("log score " + Numbers.fixed(scores.logScore(), 1) + " nats");
        heldOut.baselines()
                .forEach(baseline -> text.append(", ")
                        .append(baseline.name())
                        .append(' ')
                        .append(Numbers.fixed(baseline.heldOut().logScore(), 1)));
        addWrapped(lines, text.toString());
    }

    static String ending(Termination termination) {
        return switch (termination) {
            case CONVERGED -> "converged";
            case ITERATION_LIMIT -> "not converged";
            case FAILED -> "failed";
        };
    }

    private static String bound(double elbo, double expected, double kl) {
        return "ELBO " + Numbers.fixed(elbo, 3) + " nats = E[log p(y|x)] " + Numbers.fixed(expected, 3) + " - KL "
                + Numbers.fixed(kl, 3);
    }

    private static String row(String name, String parameters, String elbo, HeldOut score) {
        return String.format(
                Locale.ROOT,
                "%-22s %10s %16s %16s %11s",
                name,
                parameters,
                elbo,
                Numbers.fixed(score.logScore(), 1),
                Numbers.fixed(score.coBitsPerSpike(), 4));
    }

    /** Adds a text broken at spaces. */
    static void addWrapped(List<String> lines, String text) {
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
    }
}
