package org.latents.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.latents.evaluation.Comparison;
import org.latents.evaluation.evidence.Evidence;
import org.latents.evaluation.evidence.EvidenceDifference;

/** The evidence on a terminal. */
final class EvidenceLines {
    private EvidenceLines() {}

    /** Adds the evidence of one model. */
    static void add(List<String> lines, Evidence evidence) {
        lines.add("log p(y) " + value(evidence) + " nats, gap to the ELBO " + gap(evidence));
        addNotes(lines, evidence);
    }

    /** Returns the lines of a comparison: none where no model has evidence. */
    static List<String> of(List<Comparison.Entry> models) {
        List<String> lines = new ArrayList<>();
        for (Comparison.Entry entry : models) {
            entry.evidence().ifPresent(evidence -> {
                if (lines.isEmpty()) {
                    lines.add("");
                    lines.add(row("model", "log p(y)", "gap to the ELBO"));
                }
                lines.add(row(entry.name(), value(evidence), gap(evidence)));
                addNotes(lines, evidence);
            });
        }
        for (Comparison.Entry entry : models.subList(1, models.size())) {
            if (models.get(0).evidence().isPresent() && entry.evidence().isPresent()) {
                EvidenceDifference difference = EvidenceDifference.of(
                        models.get(0).evidence().get(), entry.evidence().get());
                lines.add(row(
                        entry.name() + " - " + models.get(0).name(),
                        signed(difference.evidence(), difference.monteCarloError()),
                        "of the ELBO " + signed(difference.elbo())));
            }
        }
        return lines;
    }

    private static void addNotes(List<String> lines, Evidence evidence) {
        evidence.remarks().forEach(remark -> Summary.addWrapped(lines, "note: " + remark));
    }

    private static String value(Evidence evidence) {
        return withError(Numbers.fixed(evidence.total(), 3), evidence.totalStandardError());
    }

    private static String gap(Evidence evidence) {
        return Numbers.fixed(evidence.gap(), 3);
    }

    private static String signed(double value, double error) {
        return withError(signed(value), error);
    }

    private static String signed(double value) {
        return String.format(Locale.ROOT, "%+,.3f", value);
    }

    private static String withError(String value, double error) {
        return value + " ± " + Numbers.fixed(error, 3);
    }

    private static String row(String name, String value, String gap) {
        return String.format(Locale.ROOT, "%-22s %28s %26s", name, value, gap);
    }
}
