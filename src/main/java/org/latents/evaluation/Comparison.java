package org.latents.evaluation;

import java.util.List;
import java.util.Optional;
import org.latents.evaluation.evidence.Evidence;
import org.latents.fit.FitResult;

/**
 * Several models on the same data.
 *
 * @param models the models, in the order asked for
 * @param baselines what a model must beat: constant rates, and the first model fit to shuffled bins
 * @param verdict the answer
 * @param counts how the held-out counts look under each model, and which units are over-dispersed
 */
public record Comparison(List<Entry> models, List<Baseline> baselines, Verdict verdict, CountFindings counts) {
    /** Returns the same with other entries, such as those with evidence. */
    public Comparison with(List<Entry> newModels) {
        return new Comparison(newModels, baselines, verdict, counts);
    }

    /** A comparison whose counts were not checked. */
    public Comparison(List<Entry> models, List<Baseline> baselines, Verdict verdict) {
        this(models, baselines, verdict, CountFindings.NONE);
    }

    /**
     * One model.
     *
     * @param name name of the likelihood or specification
     * @param fit the fit to all the data
     * @param heldOut cross-validated scores
     * @param evidence log evidence at the parameters of the fit, where it was asked for
     */
    public record Entry(String name, FitResult fit, HeldOut heldOut, Optional<Evidence> evidence) {
        /** A model without evidence. */
        public Entry(String name, FitResult fit, HeldOut heldOut) {
            this(name, fit, heldOut, Optional.empty());
        }

        /** Returns the same with evidence. */
        public Entry with(Evidence found) {
            return new Entry(name, fit, heldOut, Optional.of(found));
        }
    }

    /**
     * One baseline.
     *
     * @param name such as {@code constant-rate} or {@code shuffled-bins}
     * @param description one sentence for a reader
     * @param heldOut its scores on the same held-out cells
     */
    public record Baseline(String name, String description, HeldOut heldOut) {}

    /**
     * The answer in numbers and in one sentence.
     *
     * @param preferred the preferred model, empty when the difference is not decidable
     * @param difference held-out log score of the second model minus the first's, nats
     * @param standardError its standard error over trials, nats
     * @param sentence a sentence that a paper could quote
     * @param remarks what a reader must know beside it, such as a model that does not beat a baseline
     */
    public record Verdict(
            Optional<String> preferred,
            double difference,
            double standardError,
            String sentence,
            List<String> remarks) {}
}
