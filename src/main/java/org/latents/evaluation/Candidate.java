package org.latents.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.latents.fit.FitOptions;

/**
 * A model that is compared.
 *
 * @param name what it is called, unique in a comparison; also the name of its folder
 * @param options how it is fit
 */
public record Candidate(String name, FitOptions options) {
    /** Names models by their likelihood, and by their number of latents where that alone is not unique. */
    public static List<Candidate> of(List<FitOptions> models) {
        List<String> names = ModelNames.of(models);
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            candidates.add(new Candidate(names.get(i), models.get(i)));
        }
        return List.copyOf(candidates);
    }
}
