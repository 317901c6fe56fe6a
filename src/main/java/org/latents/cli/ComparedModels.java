package org.latents.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.latents.evaluation.Candidate;
import org.latents.fit.FitOptions;
import org.latents.random.Seed;
import org.latents.store.ModelSpec;
import picocli.CommandLine.Option;

/** Options that say which models are compared: likelihoods, or specifications. */
final class ComparedModels {
    private static final List<String> DEFAULT = List.of("poisson", "negbin");

    @Option(
            names = {"--model", "--models"},
            paramLabel = "NAME|F.yaml",
            split = ",",
            description = "Model specifications to compare, separated by commas or given several times; options given "
                    + "beside them win.")
    private List<String> models = new ArrayList<>();

    @Option(
            names = "--likelihood",
            paramLabel = "NAME",
            split = ",",
            description = "Likelihoods to compare, separated by commas (default: poisson,negbin).")
    private List<String> likelihoods = new ArrayList<>();

    /** Checks what the types of the options do not. */
    void check(Usage usage) {
        usage.require(
                models.isEmpty() || likelihoods.isEmpty(),
                "--likelihood",
                "give --model or --likelihood, not both: a specification says its own likelihood");
        usage.require(
                new HashSet<>(likelihoods).size() == likelihoods.size(), "--likelihood", "a likelihood is given twice");
    }

    /** The settings in effect where nobody gave them. */
    Map<String, String> effective() {
        Map<String, String> map = new LinkedHashMap<>();
        String names = String.join(",", named());
        if (models.isEmpty()) {
            map.put("likelihood", names);
        } else {
            map.put("likelihood", "as the models say");
        }
        return map;
    }

    /** Returns the bin width that the specifications agree on, if they say one and no other is given. */
    Optional<String> bin(Usage usage, boolean given) throws IOException {
        Set<String> widths = new HashSet<>();
        for (ModelSpec spec : specs()) {
            spec.setting("bin").ifPresent(widths::add);
        }
        usage.require(
                given || widths.size() < 2,
                "--models",
                "the specifications have bins of different widths (" + String.join(", ", widths)
                        + "); choose one with --bin, since models are compared on the same counts");
        return given ? Optional.empty() : widths.stream().findFirst();
    }

    /** Returns the models. */
    List<Candidate> candidates(Usage usage, FitSettings settings, Seed seed, double tolerance) throws IOException {
        List<Candidate> candidates = new ArrayList<>();
        if (models.isEmpty()) {
            List<FitOptions> options = named().stream()
                    .map(name -> settings.toFitOptions(usage, name, Optional.empty(), seed, tolerance))
                    .toList();
            return Candidate.of(options);
        }
        for (ModelSpec spec : specs()) {
            String likelihood = spec.setting("likelihood").orElse("poisson");
            FitOptions options = settings.toFitOptions(usage, likelihood, Optional.of(spec), seed, tolerance);
            candidates.add(new Candidate(spec.name(), options));
        }
        Set<String> names = candidates.stream().map(Candidate::name).collect(Collectors.toSet());
        usage.require(
                names.size() == candidates.size(),
                "--models",
                "two specifications have the same name; rename one of them");
        return List.copyOf(candidates);
    }

    private List<String> named() {
        return likelihoods.isEmpty() ? DEFAULT : likelihoods;
    }

    private List<ModelSpec> specs() throws IOException {
        List<ModelSpec> specs = new ArrayList<>();
        for (String model : models) {
            specs.add(ModelSpecs.find(model));
        }
        return specs;
    }
}
