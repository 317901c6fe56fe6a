package org.latents.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latents.evaluation.Comparison;
import org.latents.evaluation.HeldOut;
import org.latents.evaluation.SchemeScores;

/** Tables of held-out scores, scheme by scheme. */
final class SchemeSections {
    private static final String NOTE = "Bits per spike: gain over each unit's mean rate; own likelihood: the same with"
            + " the model's own distribution in the place of Poisson. Ranked probability and Dawid-Sebastiani scores"
            + " are means over cells; smaller is better.";

    private SchemeSections() {}

    /** A table for every scheme. */
    static List<Block> tables(Comparison comparison) {
        List<Block> blocks = new ArrayList<>();
        for (SchemeScores scheme : comparison.schemes()) {
            List<Block.Row> rows = new ArrayList<>();
            scheme.models()
                    .forEach(model ->
                            rows.add(row(Role.model(model.model()), ModelNames.of(model.model()), model.heldOut())));
            scheme.baselines()
                    .forEach(baseline -> rows.add(
                            row(Role.baseline(baseline.name()), ModelNames.of(baseline.name()), baseline.heldOut())));
            boolean isFirst = blocks.isEmpty();
            blocks.add(table(
                    "Scores under the scheme “" + scheme.name() + "”",
                    rows,
                    scheme.description() + " " + NOTE,
                    !isFirst));
        }
        return blocks;
    }

    /** The table of one fit beside the baselines. */
    static Block fit(String name, ShownHeldOut heldOut) {
        List<Block.Row> rows = new ArrayList<>();
        rows.add(row(Role.model(name), ModelNames.of(name), heldOut.scores()));
        heldOut.baselines()
                .forEach(baseline -> rows.add(
                        row(Role.baseline(baseline.name()), ModelNames.of(baseline.name()), baseline.heldOut())));
        return table(
                "Scores of what was held out",
                rows,
                "The held-out units of the held-out trials were predicted from the other units. " + NOTE,
                false);
    }

    private static Block table(String caption, List<Block.Row> rows, String note, boolean folded) {
        return new Block.Numbers(
                caption,
                List.of(
                        "Model",
                        "Bits/spike",
                        "… own likelihood",
                        "… against training mean",
                        "Log score (nats)",
                        "Ranked prob.",
                        "Dawid-Seb."),
                rows,
                note,
                folded);
    }

    private static Block.Row row(Role role, String name, HeldOut score) {
        HeldOut.Detail detail = score.detail();
        return new Block.Row(
                Optional.of(role),
                List.of(
                        name,
                        Numbers.signed(score.coBitsPerSpike(), 4),
                        Numbers.signed(detail.ownBitsPerSpike(), 4),
                        Numbers.signed(score.coBitsPerSpikeTrainingNull(), 4),
                        Numbers.fixed(score.logScore(), 1),
                        Numbers.fixed(detail.rankedProbability(), 5),
                        Numbers.fixed(detail.dawidSebastiani(), 4)));
    }
}
