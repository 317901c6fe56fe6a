package org.latents.evaluation;

import java.util.Locale;
import org.latents.diagnostic.Diagnostic;
import org.latents.diagnostic.Finding;
import org.latents.diagnostic.Measured;
import org.latents.diagnostic.Subject;

/**
 * Whether residuals of neighbouring bins of a unit, both hidden from inference ({@link HiddenCells}), are correlated as
 * predicted. Fails where the correlation differs by more than 0.02, and by more than chance at 1 %.
 */
public final class ResidualCorrelation implements Diagnostic {
    private static final double MATTERS = 0.02;

    @Override
    public String name() {
        return "residual-correlation";
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
        ClusteredMean lag = HiddenCells.of(subject).lagOne();
        if (Double.isNaN(lag.p())) {
            return Finding.notChecked(name(), "Trials are too short to hide neighbouring bins.");
        }
        Measured measured = Measured.NOTHING
                .with("excess_correlation", lag.value())
                .with("standard_error", lag.standardError())
                .with("p_value", lag.p());
        String found = String.format(
                Locale.ROOT,
                "Residuals of neighbouring hidden bins are correlated by %+.3f (± %.3f) beyond what is predicted.",
                lag.value(),
                lag.standardError());
        if (!lag.isBeyond(MATTERS)) {
            return Finding.satisfactory(name(), found, measured);
        }
        return lag.value() > 0
                ? Finding.unsatisfactory(name(), found, measured)
                        .because(
                                "Something slow moves units that the latents do not describe, such as a place field or"
                                        + " a burst that a unit has for itself.",
                                "Fit with more latents, or wider bins where it is bursts.")
                : Finding.unsatisfactory(name(), found, measured)
                        .because(
                                "A spike makes the next bin quieter, as refractoriness does; neither likelihood"
                                        + " describes that.",
                                "Use wider bins.");
    }
}
