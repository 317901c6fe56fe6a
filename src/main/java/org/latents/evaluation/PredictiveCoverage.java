package org.latents.evaluation;

import java.util.Locale;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.latents.diagnostic.Diagnostic;
import org.latents.diagnostic.Finding;
import org.latents.diagnostic.Measured;
import org.latents.diagnostic.Subject;

/**
 * Whether 90 % prediction intervals hold 90 % of counts that inference did not see ({@link HiddenCells}). The intervals
 * are randomised, so that discrete counts are covered in exactly 90 % of the cases where predictions are right. Fails
 * where the share differs by more than 0.01, and by more than chance at 1 % with cells of a trial taken to depend on
 * each other; the interval of Clopper and Pearson (Biometrika 26, 1934) beside it takes them to be independent.
 */
public final class PredictiveCoverage implements Diagnostic {
    private static final double MATTERS = 0.01;

    @Override
    public String name() {
        return "predictive-coverage";
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
        if (Double.isNaN(hidden.coverage().p())) {
            return Finding.notChecked(name(), "Too few cells were observed to hide some of them.");
        }
        long n = hidden.cells();
        long x = hidden.covered();
        double in = (double) x;
        double out = n - in;
        double low = x == 0 ? 0 : BetaDistribution.of(in, out + 1).inverseCumulativeProbability(0.025);
        double high = x == n ? 1 : BetaDistribution.of(in + 1, out).inverseSurvivalProbability(0.025);
        double share = in / n;
        Measured measured = Measured.NOTHING
                .with("cells", n)
                .with("covered", x)
                .with("share", share)
                .with("low_95", low)
                .with("high_95", high)
                .with("standard_error", hidden.coverage().standardError())
                .with("p_value", hidden.coverage().p());
        String found = String.format(
                Locale.ROOT,
                "90 %% prediction intervals hold %.1f %% of %,d cells that q did not see and the parameters did"
                        + " (Clopper-Pearson 95 %% interval %.1f to %.1f).",
                100 * share,
                n,
                100 * low,
                100 * high);
        if (!hidden.coverage().isBeyond(MATTERS)) {
            return Finding.satisfactory(name(), found, measured);
        }
        boolean tooFew = share < 0.9;
        return Finding.unsatisfactory(name(), found, measured)
                .because(
                        tooFew
                                ? "Predicted counts are too sure: intervals for counts and rates should be wider."
                                : "Predicted counts are not sure enough: the model expects more scatter than there is.",
                        tooFew
                                ? "Compare with --likelihood negbin and with more latents; look at the units that"
                                        + " 'dispersion' names."
                                : "Compare with --likelihood poisson, and look for units with refractory or regular"
                                        + " firing.");
    }
}
