package org.latents.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The names of the files in a run folder. */
public final class RunPaths {
    /** Version, command, seed, input, times. */
    public static final String RUN = "run.json";

    /** Every setting with its origin. */
    public static final String CONFIG = "config.resolved.yaml";

    /** A row per unit. */
    public static final String UNITS = "units.csv";

    /** A row per trial. */
    public static final String TRIALS = "trials.csv";

    /** A row per outer iteration. */
    public static final String TRACE = "trace.csv";

    /** Parameters and posterior. */
    public static final String FIT = "fit.h5";

    /** Counts that were used, and the truth where they were simulated. */
    public static final String COUNTS = "counts.h5";

    /** Covariates on the bins of the counts, where some were asked for. */
    public static final String COVARIATES = "covariates.h5";

    /** Scores of a fit. */
    public static final String METRICS = "metrics.json";

    /** Scores per unit. */
    public static final String METRICS_PER_UNIT = "metrics_per_unit.csv";

    /** Checks of the counts of each unit under each model. */
    public static final String COUNT_CHECKS = "count_checks.csv";

    /** Dispersion of each unit with its interval and test. */
    public static final String DISPERSION = "dispersion.csv";

    /** Parameters with intervals, where a posterior over them was asked for. */
    public static final String PARAMETERS = "parameters.csv";

    /** Findings. */
    public static final String DIAGNOSTICS = "diagnostics.json";

    /** Scores of several models. */
    public static final String COMPARISON = "comparison.json";

    /** What was held out. */
    public static final String HELD_OUT = "held_out.csv";

    /** Predictions of held-out counts. */
    public static final String PREDICTIONS = "held_out.h5";

    /** Scores of every model and baseline under every held-out scheme. */
    public static final String SCHEMES = "schemes.csv";

    /** Held-out scores over numbers of latents. */
    public static final String LATENTS = "latents.csv";

    /** Models learnt for the folds of a search over numbers of latents. */
    public static final String GRID = "grid";

    /** Result of a study of calibration. */
    public static final String CALIBRATION = "calibration.json";

    /** The same without single simulations: kept beside a study as its expected results. */
    public static final String SUMMARY = "summary.json";

    /** A line per simulation of a study. */
    public static final String SIMULATIONS = "simulations.jsonl";

    /** The report. */
    public static final String REPORT = "report.html";

    /** One folder per model of a comparison. */
    public static final String MODELS = "models";

    private RunPaths() {}

    /**
     * Returns the fit of a run.
     *
     * @param run a run folder, or a {@code fit.h5}
     * @throws NoSuchFileException if there is neither
     * @throws FileFormatException if it is a folder without a fit; the message names the fits inside a comparison
     */
    public static Path fitFile(Path run) throws IOException {
        if (!Files.exists(run)) {
            throw new NoSuchFileException(run.toString());
        }
        if (!Files.isDirectory(run)) {
            return run;
        }
        Path fit = run.resolve(FIT);
        if (Files.exists(fit)) {
            return fit;
        }
        Path models = run.resolve(MODELS);
        if (!Files.isDirectory(models)) {
            throw new FileFormatException(run, "is not a run folder with a fit: it has no " + FIT);
        }
        try (Stream<Path> inside = Files.list(models)) {
            List<String> names = inside.map(Path::toString).sorted().toList();
            throw new FileFormatException(
                    run, "holds a comparison of several models; choose one of " + String.join(", ", names));
        }
    }
}
