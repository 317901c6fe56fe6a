package org.latents.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.latents.data.Dataset;
import org.latents.evaluation.Comparison;
import org.latents.evaluation.evidence.Evidence;
import org.latents.fit.FitResult;
import org.latents.inference.InferenceOutcome;
import org.latents.model.Model;

/** The content of a run folder, as values. */
public sealed interface StoredRun {
    /** How it came about. */
    RunRecord record();

    /** The data it used. */
    Dataset dataset();

    /**
     * One model fit to data.
     *
     * @param record how it came about
     * @param dataset the data
     * @param fit the fit
     * @param found what was found out about it
     */
    record Fit(RunRecord record, Dataset dataset, FitResult fit, FitFindings found) implements StoredRun {
        /** A fit of which nothing else is known. */
        public Fit(RunRecord record, Dataset dataset, FitResult fit) {
            this(record, dataset, fit, FitFindings.NONE);
        }
    }

    /**
     * Several models compared on data.
     *
     * @param record how it came about
     * @param dataset the data
     * @param comparison the comparison
     */
    record Compared(RunRecord record, Dataset dataset, Comparison comparison) implements StoredRun {}

    /**
     * An inference at fixed parameters.
     *
     * @param outcome q(x) and its bound
     * @param evidence log evidence, where it was asked for
     */
    record Inferred(InferenceOutcome outcome, Optional<Evidence> evidence) {}

    /**
     * Writes everything but the report and the record of the run.
     *
     * @param config every setting with its origin
     */
    default void write(RunFolder folder, ResolvedConfig config) throws OutputException {
        folder.put(RunPaths.CONFIG, config.text());
        DatasetFiles.write(folder, dataset());
        if (this instanceof Fit fitted) {
            FitFiles.write(folder, fitted, unitNames(dataset()));
        } else if (this instanceof Compared compared) {
            ComparisonFiles.write(folder, compared.comparison(), dataset().counts(), unitNames(dataset()));
        }
    }

    /** Writes an inference at fixed parameters: everything but the record of the run. */
    static void writeInference(RunFolder folder, ResolvedConfig config, Dataset dataset, Model model, Inferred inferred)
            throws OutputException {
        folder.put(RunPaths.CONFIG, config.text());
        DatasetFiles.write(folder, dataset);
        FitFiles.write(folder, model, inferred, dataset.counts(), unitNames(dataset));
    }

    /**
     * Reads a run folder.
     *
     * @throws NoSuchFileException if it is not there
     * @throws FileFormatException if it is not the folder of a fit or a comparison
     * @throws IOException if it cannot be read
     */
    static StoredRun read(Path folder) throws IOException {
        RunRecord record = readRecord(folder);
        return switch (record.kind()) {
            case "fit" -> readFit(record, folder);
            case "compare" -> new Compared(record, DatasetFiles.read(folder, record), ComparisonFiles.read(folder));
            default ->
                throw new FileFormatException(
                        folder, "holds the result of '" + record.kind() + "'; expected that of fit or compare");
        };
    }

    private static Fit readFit(RunRecord record, Path folder) throws IOException {
        FitResult fit = FitFiles.read(folder);
        return new Fit(record, DatasetFiles.read(folder, record), fit, FitFiles.readFindings(folder, fit));
    }

    /** Reads how a run came about. */
    static RunRecord readRecord(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        Path file = folder.resolve(RunPaths.RUN);
        if (!Files.exists(file)) {
            throw new FileFormatException(folder, "is not a run folder: it has no " + RunPaths.RUN);
        }
        return RunRecord.of(Json.read(file));
    }

    /** Reads a table of units, kept and dropped. */
    static List<Dataset.UnitRow> readUnits(Path table) throws IOException {
        return DatasetFiles.readUnits(table);
    }

    private static List<String> unitNames(Dataset dataset) {
        return dataset.keptUnits().stream().map(Dataset.UnitRow::id).toList();
    }
}
