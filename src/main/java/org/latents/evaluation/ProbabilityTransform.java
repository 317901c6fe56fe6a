package org.latents.evaluation;

import java.util.Locale;
import org.latents.diagnostic.Diagnostic;
import org.latents.diagnostic.Finding;
import org.latents.diagnostic.Measured;
import org.latents.diagnostic.Subject;

/**
 * Whether the probability integral transform of counts that inference did not see is uniform ({@link HiddenCells}), by
 * its shift and its spread. Fails where one of them differs from 0 by more than 0.05 sd, and by more than chance at 1
 * %.
 */
public final class ProbabilityTransform implements Diagnostic {
    private static final double MATTERS = 0.05;

    @Override
    public String name() {
        return "probability-transform";
    }

    @Override
    public Topic topic() {
        return Topic.PREDICTION;
    }

    @Override
    public boolean isQuick() {
        return false;
    }

    @Override
    public Finding examine(Subject subject) {
        HiddenCells hidden = HiddenCells.of(subject);
        ClusteredMean shift = hidden.shift();
        ClusteredMean spread = hidden.spread();
        if (Double.isNaN(shift.p()) || Double.isNaN(spread.p())) {
            return Finding.notChecked(name(), "Too few cells were observed to hide some of them.");
        }
        Measured measured = Measured.NOTHING
                .with("cells", hidden.cells())
                .with("shift_sd", shift.value())
                .with("shift_p_value", shift.p())
                .with("spread_sd", spread.value())
                .with("spread_p_value", spread.p());
        boolean isShifted = shift.isBeyond(MATTERS);
        boolean isSpread = spread.isBeyond(MATTERS);
        String found = String.format(
                Locale.ROOT,
                "Of %,d hidden counts the probability integral transform is shifted by %+.4f sd (± %.4f) and its spread"
                        + " is off by %+.4f sd (± %.4f).",
                hidden.cells(),
                shift.value(),
                shift.standardError(),
                spread.value(),
                spread.standardError());
        if (!isShifted && !isSpread) {
            return Finding.satisfactory(name(), found, measured);
        }
        StringBuilder meaning = new StringBuilder();
        if (isShifted) {
            meaning.append("Counts are ")
                    .append(shift.value() > 0 ? "larger" : "smaller")
                    .append(" than predicted. ");
        }
        if (isSpread) {
            meaning.append("Counts lie ")
                    .append(
                            spread.value() > 0
                                    ? "too often at the ends of their predictions, which are too narrow."
                                    : "too often in the middle of their predictions, which are too wide.");
        }
        return Finding.unsatisfactory(name(), found, measured)
                .because(
                        meaning.toString().strip(),
                        isShifted
                                ? "Let the fit converge (--max-iterations), and look for rates that change over the"
                                        + " session: fit parts of it with --time."
                                : "Compare likelihoods and numbers of latents with latents compare.");
    }
}
