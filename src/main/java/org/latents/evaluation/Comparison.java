package org.latents.evaluation;

import java.util.List;
import java.util.Optional;
import org.latents.evaluation.evidence.Evidence;
import org.latents.fit.FitResult;

/**
 * Several models on the same data.
 *
 * @param models the models, in the order asked for
 * @param baselines what a model must beat, such as constant rates and the first model fit to shuffled bins
 * @param verdict the answer
 * @param counts how the held-out counts look under each model, and which units are over-dispersed
 * @param schemes the scores under every held-out scheme; the first is the one that models, baselines and verdict are
 *     about
 * @param latents how the number of latents of each model was chosen; empty where it was given
 */
public record Comparison(
        List<Entry> models,
        List<Baseline> baselines,
        Verdict verdict,
        CountFindings counts,
        List<SchemeScores> schemes,
        List<LatentChoice> latents) {
    /** A comparison under one scheme, of which nothing more is known. */
    public Comparison(List<Entry> models, List<Baseline> baselines, Verdict verdict) {
        this(models, baselines, verdict, CountFindings.NONE);
    }

    /** A comparison under one scheme, whose counts were checked. */
    public Comparison(List<Entry> models, List<Baseline> baselines, Verdict verdict, CountFindings counts) {
        this(models, baselines, verdict, counts, List.of(), List.of());
    }

    /** Returns the same with other entries, such as those with evidence. */
    public Comparison with(List<Entry> newModels) {
        return new Comparison(newModels, baselines, verdict, counts, schemes, latents);
    }

    /** The same with another verdict. */
    public Comparison withVerdict(Verdict other) {
        return new Comparison(models, baselines, other, counts, schemes, latents);
    }

    /**
     * One model.
     *
     * @param name name of the likelihood or specification
     * @param fit the fit to all the data
     * @param heldOut cross-validated scores under the first scheme
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
