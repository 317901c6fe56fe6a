package org.latents.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.latents.evaluation.evidence.Evidence;
import org.latents.evaluation.evidence.EvidenceDifference;

/** The evidence in {@code metrics.json} and {@code comparison.json}. */
final class EvidenceFields {
    static final String KEY = "evidence";

    private EvidenceFields() {}

    /** Returns the fields; nats, trials numbered from 1. */
    static Map<String, Object> of(Evidence evidence) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("log_evidence", evidence.total());
        map.put("standard_error", evidence.totalStandardError());
        map.put("elbo", evidence.totalElbo());
        map.put("gap", evidence.gap());
        map.put("particles", evidence.largestParticles());
        map.put("repeats", evidence.repeats());
        map.put("log_evidence_per_trial", evidence.logEvidence());
        map.put("standard_error_per_trial", evidence.standardError());
        map.put("gap_per_trial", evidence.gapPerTrial());
        map.put("particles_per_trial", evidence.particles());
        Map<String, Object> importance = new LinkedHashMap<>();
        importance.put(
                "trials",
                IntStream.of(evidence.importance().trials()).map(k -> k + 1).toArray());
        importance.put("log_evidence", evidence.importance().logEvidence());
        importance.put("pareto_k", evidence.importance().paretoK());
        importance.put("unreliable", evidence.importance().unreliable());
        map.put("importance_sampling", importance);
        map.put("remarks", evidence.remarks());
        return map;
    }

    /** Returns second minus first. */
    static Map<String, Object> of(String first, String second, EvidenceDifference difference) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("model", second);
        map.put("minus", first);
        map.put("difference", difference.evidence());
        map.put("standard_error", difference.monteCarloError());
        map.put("standard_error_over_trials", difference.trialError());
        map.put("elbo_difference", difference.elbo());
        return map;
    }

    /**
     * Reads the evidence of an object, if it has one.
     *
     * @param elboPerTrial the bounds that the evidence belongs to
     */
    static Optional<Evidence> read(JsonFields fields, double[] elboPerTrial) {
        if (!fields.has(KEY)) {
            return Optional.empty();
        }
        JsonFields evidence = fields.object(KEY);
        JsonFields importance = evidence.object("importance_sampling");
        List<String> remarks = evidence.texts("remarks");
        return Optional.of(new Evidence(
                evidence.numbers("log_evidence_per_trial"),
                evidence.numbers("standard_error_per_trial"),
                elboPerTrial,
                evidence.integers("particles_per_trial"),
                (int) evidence.integer("repeats"),
                new Evidence.ImportanceSampling(
                        IntStream.of(importance.integers("trials"))
                                .map(k -> k - 1)
                                .toArray(),
                        importance.numbers("log_evidence"),
                        importance.numbers("pareto_k"),
                        (int) importance.integer("unreliable")),
                remarks));
    }
}
