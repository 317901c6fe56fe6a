package org.latents.evaluation.evidence;

import java.util.Locale;
import org.latents.diagnostic.Diagnostic;
import org.latents.diagnostic.Finding;
import org.latents.diagnostic.Measured;
import org.latents.diagnostic.Subject;

/**
 * How far the bound lies below the evidence, KL(q ‖ p(x|y)), in up to twenty trials ({@link EvidenceSample}). Fails
 * where the gap is, by three standard errors, above 0.1 nats a trial and above 5 % of KL(q‖prior), that is of what q
 * has learnt from the counts; or where the bound is above the evidence by more than that, which no right bound is.
 */
public final class EvidenceGap implements Diagnostic {
    private static final double NATS_PER_TRIAL = 0.1;
    private static final double SHARE_OF_KL = 0.05;

    @Override
    public String name() {
        return "gap";
    }

    @Override
    public Topic topic() {
        return Topic.POSTERIOR;
    }

    @Override
    public boolean isQuick() {
        return false;
    }

    @Override
    public Finding examine(Subject subject) {
        EvidenceSample sample = EvidenceSample.of(subject);
        int trials = sample.trials().length;
        if (!Double.isFinite(sample.gap()) || !Double.isFinite(sample.standardError())) {
            return Finding.unsatisfactory(
                            name(), "The evidence could not be estimated: all particles lost.", Measured.NOTHING)
                    .because("q(x) is far from the posterior.", "Let the fit converge (--max-iterations).");
        }
        Measured measured = Measured.NOTHING
                .with("trials", trials)
                .with("gap_nats_per_trial", sample.gap() / trials)
                .with("standard_error_nats_per_trial", sample.standardError() / trials)
                .with("share_of_kl", sample.gap() / sample.kl());
        String found = String.format(
                Locale.ROOT,
                "The bound lies %.3g ± %.2g nats a trial below the evidence (%d trials), %.2g %% of KL(q‖prior).",
                sample.gap() / trials,
                sample.standardError() / trials,
                trials,
                100 * sample.gap() / sample.kl());
        double allowed = Math.max(NATS_PER_TRIAL * trials, SHARE_OF_KL * sample.kl());
        double slack = 3 * sample.standardError();
        if (sample.gap() - slack > allowed) {
            return Finding.unsatisfactory(name(), found, measured)
                    .because(
                            "q(x) is not close to the posterior of the latent states: its error bars are too narrow,"
                                    + " and differences of bounds between likelihoods are also differences of gaps.",
                            "Use --family structured if it was not; compare by --evidence; latents calibrate RUN says"
                                    + " by how much the error bars are off.");
        }
        if (sample.gap() + slack < -NATS_PER_TRIAL * trials) {
            return Finding.unsatisfactory(name(), found, measured)
                    .because(
                            "A bound above the evidence is none: bound and posterior of this fit do not belong"
                                    + " together.",
                            "Fit again; if it stays, please report this error of the program.");
        }
        return Finding.satisfactory(name(), found, measured);
    }
}
