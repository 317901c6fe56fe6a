package org.latents.evaluation.evidence;

import java.util.Locale;
import org.latents.diagnostic.Diagnostic;
import org.latents.diagnostic.Finding;
import org.latents.diagnostic.Measured;
import org.latents.diagnostic.Subject;
import org.latents.math.ParetoSmoothing;

/**
 * Whether q(x) has the tails of the posterior: the shape k-hat of the largest of the weights p(x, y) / q(x) of whole
 * trajectories, in up to twenty trials ({@link EvidenceSample}). Fails where k-hat is too large for the draws (0.67
 * with 1000) in more than one trial of ten, and in the only one where there are fewer.
 */
public final class ImportanceWeights implements Diagnostic {
    private static final int TRIALS_PER_EXCEPTION = 10;

    @Override
    public String name() {
        return "k-hat";
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
        double[] k = sample.weights().stream().mapToDouble(ParetoSmoothing::k).toArray();
        long bad = sample.weights().stream()
                .filter(weights -> !weights.isReliable())
                .count();
        int draws = sample.weights().get(0).logWeights().length;
        double largest = 0;
        for (double value : k) {
            largest = Math.max(largest, Double.isNaN(value) ? 0 : value);
        }
        Measured measured = Measured.NOTHING
                .with("trials", k.length)
                .with("unreliable_trials", bad)
                .with("threshold", ParetoSmoothing.threshold(draws))
                .with("draws", draws)
                .with("k_hat", k);
        String found = String.format(
                Locale.ROOT,
                "k-hat of the importance weights is at most %.2f; it is above %.2f in %d of %d trials (%d draws each).",
                largest,
                ParetoSmoothing.threshold(draws),
                bad,
                k.length,
                draws);
        if (bad <= k.length / TRIALS_PER_EXCEPTION) {
            return Finding.satisfactory(name(), found, measured);
        }
        return Finding.unsatisfactory(name(), found, measured)
                .because(
                        "The posterior of whole trajectories has heavier tails than q(x): averages that are reweighted"
                                + " from draws of q cannot be trusted. Where 'gap' is satisfactory, means and sds of"
                                + " single bins are close all the same.",
                        "Use particles (--evidence) in place of reweighting; shorter trials (--segment) have lighter"
                                + " tails.");
    }
}
