package org.latents.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.latents.catalog.Catalog;
import org.latents.data.BinnedCounts;
import org.latents.dynamics.LinearDynamics;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.observation.Emission;
import org.latents.observation.Likelihood;

/** Models and counts of the cases of {@code estep-public.json}. */
public final class GoldenModels {
    private GoldenModels() {}

    /** Returns the model of a case. */
    public static Model model(JsonNode golden) {
        JsonNode p = golden.get("parameters");
        double[] d = flatten(p.get("d"));
        double[] b = flatten(p.get("b"));
        int latents = b.length;
        Likelihood likelihood =
                Catalog.of(Likelihood.class).get(golden.get("likelihood").asText());
        double[] r = likelihood.hasShape() ? flatten(p.get("r")) : new double[0];
        return new Model(
                new LinearDynamics(
                        Matrix.of(latents, latents, flatten(p.get("A"))),
                        b,
                        Matrix.of(latents, latents, flatten(p.get("Q"))),
                        flatten(p.get("m0")),
                        Matrix.of(latents, latents, flatten(p.get("P0")))),
                new Emission(Matrix.of(d.length, latents, flatten(p.get("C"))), d),
                likelihood,
                r,
                golden.get("bin_seconds").asDouble());
    }

    /** Returns the counts of all trials of a case. */
    public static BinnedCounts counts(JsonNode golden) {
        JsonNode trials = golden.get("trials");
        int[] lengths = new int[trials.size()];
        for (int k = 0; k < lengths.length; k++) {
            lengths[k] = trials.get(k).get("counts").size();
        }
        int units = trials.get(0).get("counts").get(0).size();
        BinnedCounts.Builder builder =
                BinnedCounts.builder(units, lengths, golden.get("bin_seconds").asDouble());
        for (int k = 0; k < lengths.length; k++) {
            for (int t = 0; t < lengths[k]; t++) {
                for (int n = 0; n < units; n++) {
                    boolean seen = !trials.get(k).has("observed")
                            || isSeen(trials.get(k).get("observed").get(t).get(n));
                    if (seen) {
                        builder.set(
                                k,
                                t,
                                n,
                                trials.get(k).get("counts").get(t).get(n).asInt());
                    } else {
                        builder.hide(k, t, n);
                    }
                }
            }
        }
        return builder.build();
    }

    private static boolean isSeen(JsonNode flag) {
        return flag.isBoolean() ? flag.asBoolean() : flag.asInt() != 0;
    }

    private static double[] flatten(JsonNode node) {
        List<Double> values = new ArrayList<>();
        collect(node, values);
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void collect(JsonNode node, List<Double> values) {
        if (node.isArray()) {
            node.forEach(child -> collect(child, values));
        } else {
            values.add(node.asDouble());
        }
    }
}
