package org.latents.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.latents.evaluation.Comparison;
import org.latents.evaluation.HeldOut;

/** Held-out scores as fields of JSON; nats where the names do not say bits, trials and units from 1. */
final class HeldOutJson {
    private HeldOutJson() {}

    static Map<String, Object> toMap(HeldOut heldOut) {
        HeldOut.Detail detail = heldOut.detail();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("co_bits_per_spike", heldOut.coBitsPerSpike());
        map.put("co_bits_per_spike_training_null", heldOut.coBitsPerSpikeTrainingNull());
        map.put("own_bits_per_spike", detail.ownBitsPerSpike());
        map.put("own_bits_per_spike_training_null", detail.ownBitsPerSpikeTrainingNull());
        map.put("log_score", heldOut.logScore());
        map.put("ranked_probability_score", detail.rankedProbability());
        map.put("dawid_sebastiani_score", detail.dawidSebastiani());
        map.put("trial_log_likelihood", heldOut.trialLogScore());
        map.put("trial_elbo", detail.trialBound());
        map.put("unit_bits_per_spike", heldOut.unitBitsPerSpike());
        map.put("unit_own_bits_per_spike", detail.unitOwnBitsPerSpike());
        map.put("unit_log_score", heldOut.unitLogScore());
        map.put("unit_ranked_probability_score", detail.unitRankedProbability());
        map.put("unit_dawid_sebastiani_score", detail.unitDawidSebastiani());
        map.put("folds", heldOut.folds().stream().map(HeldOutJson::fold).toList());
        return map;
    }

    static HeldOut read(JsonFields fields) {
        return new HeldOut(
                fields.number("co_bits_per_spike"),
                fields.number("co_bits_per_spike_training_null"),
                fields.number("log_score"),
                fields.numbers("trial_log_likelihood"),
                fields.numbers("unit_bits_per_spike"),
                fields.numbers("unit_log_score"),
                fields.objects("folds").stream().map(HeldOutJson::readFold).toList(),
                fields.has("own_bits_per_spike") || fields.has("unit_own_bits_per_spike")
                        ? readDetail(fields)
                        : HeldOut.Detail.NONE);
    }

    static Map<String, Object> baseline(Comparison.Baseline baseline) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", baseline.name());
        map.put("description", baseline.description());
        map.put("held_out", toMap(baseline.heldOut()));
        return map;
    }

    static List<Comparison.Baseline> readBaselines(JsonFields fields) {
        return fields.objects("baselines").stream()
                .map(baseline -> new Comparison.Baseline(
                        baseline.text("name"), baseline.text("description"), read(baseline.object("held_out"))))
                .toList();
    }

    private static HeldOut.Detail readDetail(JsonFields fields) {
        return new HeldOut.Detail(
                fields.number("own_bits_per_spike"),
                fields.number("own_bits_per_spike_training_null"),
                fields.number("ranked_probability_score"),
                fields.number("dawid_sebastiani_score"),
                fields.numbers("unit_own_bits_per_spike"),
                fields.numbers("unit_ranked_probability_score"),
                fields.numbers("unit_dawid_sebastiani_score"),
                fields.numbers("trial_elbo"));
    }

    private static Map<String, Object> fold(HeldOut.Fold fold) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("trials", oneBased(fold.trials()));
        map.put(
                "unit_groups",
                IntStream.range(0, fold.unitGroups().length)
                        .mapToObj(g -> oneBased(fold.unitGroups()[g]))
                        .toList());
        map.put("co_bits_per_spike", fold.coBitsPerSpike());
        map.put("log_score", fold.logScore());
        map.put("spikes", fold.spikes());
        return map;
    }

    private static HeldOut.Fold readFold(JsonFields fields) {
        int[][] groups = fields.integerLists("unit_groups");
        for (int g = 0; g < groups.length; g++) {
            groups[g] = zeroBased(groups[g]);
        }
        return new HeldOut.Fold(
                zeroBased(fields.integers("trials")),
                groups,
                fields.number("co_bits_per_spike"),
                fields.number("log_score"),
                fields.integer("spikes"));
    }

    static int[] oneBased(int... numbers) {
        return IntStream.of(numbers).map(i -> i + 1).toArray();
    }

    static int[] zeroBased(int... numbers) {
        return IntStream.of(numbers).map(i -> i - 1).toArray();
    }
}
