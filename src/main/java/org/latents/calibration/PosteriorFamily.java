package org.latents.calibration;

import java.util.Arrays;
import java.util.List;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunners;
import org.latents.inference.InferenceOutcome;
import org.latents.inference.VariationalInference;
import org.latents.model.Model;

/** The families of q(x) that can be put to the test: a new one is one more constant. */
public enum PosteriorFamily implements LatentInference {
    /** Structured Gauss-Markov. */
    STRUCTURED("structured") {
        @Override
        public InferenceOutcome infer(Model model, BinnedCounts counts) {
            return VariationalInference.withDefaults().infer(model, counts, TaskRunners.serial());
        }
    };

    private final String key;

    PosteriorFamily(String key) {
        this.key = key;
    }

    /** The name in files and on the command line. */
    public String key() {
        return key;
    }

    /** The names of all families. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(PosteriorFamily::key).toList();
    }

    /**
     * Returns the family of a name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the names there are
     */
    public static PosteriorFamily of(String key) {
        return Arrays.stream(values())
                .filter(family -> family.key.equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "family: '" + key + "' is not known; there is " + String.join(", ", keys())));
    }
}
