package org.latents.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.latents.evaluation.ComparisonOptions;
import org.latents.evaluation.HeldOutScheme;
import org.latents.evaluation.HeldOutSchemes;
import org.latents.random.Seed;
import picocli.CommandLine.Option;

/** Options that say what is held out when models are compared, and how much work is put into it. */
final class SchemeOptions {
    private static final int FOLDS = 5;
    private static final int THOROUGH_FOLDS = 10;

    /** A dozen fits whose scores differ by hundreds of nats need not each settle the last tenth of one. */
    private static final double TOLERANCE = 1e-5;

    private static final double THOROUGH_TOLERANCE = 3e-6;

    @Option(
            names = "--folds",
            paramLabel = "K",
            description = "Folds of the cross-validation over trials or segments (default: " + FOLDS + "; "
                    + THOROUGH_FOLDS + " with --thorough).")
    private Optional<Integer> folds;

    @Option(
            names = "--scheme",
            paramLabel = "NAME",
            split = ",",
            description = "What is held out: crossed (trials and groups of units), trials, units (one split), cells "
                    + "(at random), forward (the last fifth of a trial), or all; the verdict rests on the first "
                    + "(default: crossed; all with --thorough).")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--thorough",
            description = "Every held-out scheme, the evidence, more folds and closer fits, for the time that takes.")
    private boolean thorough;

    /** Whether depth goes before time. */
    boolean isThorough() {
        return thorough;
    }

    /** Checks what the types of the options do not. */
    void check(Usage usage) {
        usage.require(folds() >= 2, "--folds", "expected at least 2, got " + folds());
        try {
            schemes();
        } catch (IllegalArgumentException e) {
            throw usage.error("--scheme", e.getMessage());
        }
    }

    /** The tolerance of fits where none was given. */
    double tolerance() {
        return thorough ? THOROUGH_TOLERANCE : TOLERANCE;
    }

    /** The settings in effect where nobody gave them. */
    Map<String, String> effective() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("folds", String.valueOf(folds()));
        map.put(
                "scheme",
                String.join(",", schemes().stream().map(HeldOutScheme::name).toList()));
        map.put("thorough", String.valueOf(thorough));
        return map;
    }

    /** Returns what is held out of trials, or of segments of a continuous recording. */
    ComparisonOptions of(boolean segments, Seed seed) {
        ComparisonOptions options = segments ? ComparisonOptions.forSegments(seed) : ComparisonOptions.forTrials(seed);
        return options.withFolds(folds()).withSchemes(schemes());
    }

    private int folds() {
        return folds.orElse(thorough ? THOROUGH_FOLDS : FOLDS);
    }

    private List<HeldOutScheme> schemes() {
        if (names.isEmpty()) {
            return thorough ? HeldOutSchemes.all() : List.of(HeldOutSchemes.standard());
        }
        Set<HeldOutScheme> schemes = new LinkedHashSet<>();
        for (String name : names) {
            if (name.equals("all")) {
                schemes.addAll(HeldOutSchemes.all());
            } else {
                schemes.add(HeldOutSchemes.named(name));
            }
        }
        return List.copyOf(schemes);
    }
}
