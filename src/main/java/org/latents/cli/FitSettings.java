package org.latents.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.latents.catalog.Catalog;
import org.latents.catalog.Nearest;
import org.latents.data.NumberRanges;
import org.latents.fit.FitOptions;
import org.latents.inference.Family;
import org.latents.observation.Likelihood;
import org.latents.random.Seed;
import org.latents.store.ModelSpec;
import picocli.CommandLine.Option;

/** Options that say which model is fit and how. A value given beside a specification wins over it. */
final class FitSettings {
    /** Latents where nobody says. */
    static final int DEFAULT_LATENTS = 4;

    @Option(
            names = "--latents",
            paramLabel = "D",
            description = "Number of latent states (default: " + DEFAULT_LATENTS
                    + "). compare also takes several, such " + "as 1:10 or 2,4,8, and chooses by held-out prediction.")
    private Optional<String> latents;

    @Option(names = "--restarts", paramLabel = "N", description = "Starts per fit; the best is kept (default: 1).")
    private Optional<Integer> restarts;

    @Option(
            names = "--max-iterations",
            paramLabel = "N",
            description = "Most outer iterations of a start (default: 200).")
    private Optional<Integer> maxIterations;

    @Option(
            names = "--tolerance",
            paramLabel = "X",
            description = "Stop when the last four iterations, and by prediction all to come,"
                    + " gain less than this part of the bound"
                    + " (default: 3e-6 for fit, 1e-5 for compare).")
    private Optional<Double> tolerance;

    @Option(
            names = "--family",
            paramLabel = "NAME",
            description = "Form of q(x): structured, blockwise (independent over time) or factorised (over time and"
                    + " latents) (default: structured).")
    private Optional<String> family;

    @Option(
            names = "--loading-sd",
            paramLabel = "X",
            description =
                    "Sd of the Gaussian prior of the loadings, as the sd that one latent typically gives a log rate;"
                            + " Infinity for maximum likelihood (default: 0.5).")
    private Optional<Double> loadingSd;

    /**
     * Returns how to learn a model.
     *
     * @param likelihood the likelihood that was given, or the default
     * @param spec the specification that was given
     * @param otherwise the tolerance where none was given
     */
    FitOptions toFitOptions(Usage usage, String likelihood, Optional<ModelSpec> spec, Seed seed, double otherwise) {
        checkLikelihood(usage, likelihood);
        FitOptions defaults = FitOptions.withDefaults(DEFAULT_LATENTS, likelihood, seed);
        int d = latents.isPresent() ? single(usage) : whole(usage, spec, "latents", defaults.latents());
        int starts = restarts.orElseGet(() -> whole(usage, spec, "restarts", defaults.restarts()));
        int iterations = maxIterations.orElseGet(() -> whole(usage, spec, "max-iterations", defaults.maxIterations()));
        double gain = tolerance.orElseGet(() -> real(usage, spec, "tolerance", otherwise));
        requireAtLeastOne(usage, "--latents", d);
        requireAtLeastOne(usage, "--restarts", starts);
        requireAtLeastOne(usage, "--max-iterations", iterations);
        usage.require(gain > 0 && gain < 1, "--tolerance", "expected a number between 0 and 1, got " + gain);
        Family form = family(usage, family, spec);
        double sd = loadingSd.orElseGet(() -> real(usage, spec, "loading-sd", defaults.loadingSd()));
        usage.require(sd > 0, "--loading-sd", "expected a number above 0, or Infinity for no prior, got " + sd);
        return new FitOptions(d, likelihood, starts, iterations, gain, sd, form, seed);
    }

    /** Returns the family that was given, or that the specification names, or the default. */
    static Family family(Usage usage, Optional<String> given, Optional<ModelSpec> spec) {
        String word = given.or(() -> spec.flatMap(s -> s.setting("family"))).orElse(Family.STRUCTURED.key());
        return Family.of(word)
                .orElseThrow(() -> usage.error(
                        "--family", "'" + word + "' is not known; there are " + String.join(", ", Family.keys())));
    }

    /** Whether several numbers of latents are to be tried. */
    boolean isGrid() {
        return latents.map(text -> !text.trim().matches("[+-]?[0-9]+")).orElse(false);
    }

    /** Returns the numbers of latents that are to be tried, ascending; empty where there is only one. */
    List<Integer> grid(Usage usage) {
        if (!isGrid()) {
            return List.of();
        }
        String text = latents.orElseThrow();
        try {
            int[] numbers = NumberRanges.parse(text.replace(':', '-'));
            return Arrays.stream(numbers).boxed().toList();
        } catch (IllegalArgumentException e) {
            throw usage.error("--latents", "expected a number, or several such as 1:10 or 2,4,8, got " + text);
        }
    }

    private int single(Usage usage) {
        if (isGrid()) {
            return grid(usage).get(0); // the first stands for all where one is needed
        }
        try {
            return Integer.parseInt(latents.orElseThrow().trim());
        } catch (NumberFormatException e) {
            throw usage.error("--latents", "expected a number, got " + latents.orElseThrow());
        }
    }

    private static void requireAtLeastOne(Usage usage, String option, int value) {
        usage.require(value >= 1, option, "expected at least 1, got " + value);
    }

    private static void checkLikelihood(Usage usage, String name) {
        List<String> known = Catalog.of(Likelihood.class).all().stream()
                .map(Likelihood::name)
                .toList();
        if (!known.contains(name)) {
            String hint = Nearest.of(name, known)
                    .map(near -> "; did you mean '" + near + "'?")
                    .orElse("");
            throw usage.error(
                    "--likelihood", "'" + name + "' is not known; there are " + String.join(", ", known) + hint);
        }
    }

    private static int whole(Usage usage, Optional<ModelSpec> spec, String key, int otherwise) {
        try {
            return spec.flatMap(s -> s.setting(key)).map(Integer::valueOf).orElse(otherwise);
        } catch (NumberFormatException e) {
            throw usage.error("--model", "'" + key + "': expected a whole number");
        }
    }

    private static double real(Usage usage, Optional<ModelSpec> spec, String key, double otherwise) {
        try {
            return spec.flatMap(s -> s.setting(key)).map(Double::valueOf).orElse(otherwise);
        } catch (NumberFormatException e) {
            throw usage.error("--model", "'" + key + "': expected a number");
        }
    }
}
