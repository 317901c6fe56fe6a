package org.latents.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.latents.fit.FitOptions;

/** Names of compared models: the likelihood, with the number of latents where that alone is not unique. */
final class ModelNames {
    private ModelNames() {}

    static List<String> of(List<FitOptions> models) {
        List<String> likelihoods = models.stream().map(FitOptions::likelihood).toList();
        List<String> names = new ArrayList<>();
        for (FitOptions model : models) {
            boolean unique = Collections.frequency(likelihoods, model.likelihood()) == 1;
            names.add(unique ? model.likelihood() : model.likelihood() + ", " + model.latents() + " latents");
        }
        return names;
    }

    /** A name as it reads in a sentence: {@code negbin} becomes "negative binomial", {@code poisson} "Poisson". */
    static String spoken(String name) {
        return name.replace("negbin", "negative binomial").replace("poisson", "Poisson");
    }

    /** The same at the start of a sentence. */
    static String spokenFirst(String name) {
        String spoken = spoken(name);
        return spoken.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + spoken.substring(1);
    }
}
