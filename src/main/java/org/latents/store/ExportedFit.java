package org.latents.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.latents.data.Dataset;
import org.latents.inference.Posterior;
import org.latents.model.Model;

/**
 * A fit with what other tools need beside it: the times of its trials and the names of its units.
 *
 * @param name name of the model inside a comparison; empty where the run has one fit
 * @param model the model with its parameters
 * @param posterior q(x)
 * @param trials a value per trial of the posterior, in its order
 * @param units a value per unit of the model, in its order
 * @param origin where it comes from
 */
public record ExportedFit(
        String name, Model model, Posterior posterior, List<Trial> trials, List<Unit> units, Origin origin) {
    /**
     * When a trial was.
     *
     * @param number from 1, its row in the table of the recording
     * @param start start of its first bin in seconds: on the clock of the recording where it is known
     *     ({@link Origin#hasClock()}), else on one that runs through the trials laid end to end
     * @param stop end of its last bin on the same clock
     */
    public record Trial(int number, double start, double stop) {}

    /**
     * Which unit it was.
     *
     * @param number from 1, its row in the table of the recording
     * @param id the identifier in the recording
     */
    public record Unit(int number, String id) {}

    /**
     * Where a fit comes from.
     *
     * @param file the file that holds the fit
     * @param sha256 its fingerprint
     * @param recording the data that were fit; empty for a fit without a run folder
     */
    public record Origin(Path file, String sha256, Optional<Dataset.Source> recording) {
        /** Whether the times are those of the recording. */
        public boolean hasClock() {
            return recording.isPresent();
        }
    }

    /** Copies the lists. */
    public ExportedFit {
        trials = List.copyOf(trials);
        units = List.copyOf(units);
    }

    /** Returns the middle of a bin of a trial (both from 0) in seconds, on the clock of the trials. */
    public double time(int trial, int bin) {
        return trials.get(trial).start() + (bin + 0.5) * model.binSeconds();
    }

    /** Returns the middle of every bin in seconds, trials end to end. */
    public double[] times() {
        double[] times = new double[posterior.bins()];
        for (int k = 0; k < posterior.trials(); k++) {
            int first = posterior.trialStart()[k];
            for (int t = first; t < posterior.trialStart()[k + 1]; t++) {
                times[t] = time(k, t - first);
            }
        }
        return times;
    }

    /**
     * Returns the files of the fits of a run, without reading them.
     *
     * @param run the folder of a fit, an inference or a comparison, the folder of one model inside a comparison, or a
     *     {@code fit.h5}
     * @throws NoSuchFileException if it is not there
     * @throws FileFormatException if there is no fit in it
     * @throws IOException if it cannot be read
     */
    public static List<Path> files(Path run) throws IOException {
        Path models = run.resolve(RunPaths.MODELS);
        if (!Files.isDirectory(models) || Files.exists(run.resolve(RunPaths.FIT))) {
            return List.of(RunPaths.fitFile(run));
        }
        try (Stream<Path> inside = Files.list(models)) {
            List<Path> files = inside.map(folder -> folder.resolve(RunPaths.FIT))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new FileFormatException(models, "holds no model with a " + RunPaths.FIT);
            }
            return files;
        }
    }

    /** Returns the fingerprint of the files of a run, one after the other. */
    public static String fingerprint(List<Path> files) throws IOException {
        return Sha256.ofFiles(files);
    }

    /**
     * Reads one of the {@link #files} of a run.
     *
     * @param run as given there
     * @param file the file
     * @throws FileFormatException if it has no posterior, or tables beside it speak of other units or trials
     * @throws IOException if it cannot be read
     */
    public static ExportedFit read(Path run, Path file) throws IOException {
        FitFile fit = FitFile.read(file);
        Posterior posterior = fit.posterior()
                .orElseThrow(() -> new FileFormatException(
                        file,
                        "/posterior: is missing; infer the latents of data first, then export the folder that this"
                                + " makes"));
        boolean isOneOfSeveral = !file.equals(run) && !file.equals(run.resolve(RunPaths.FIT));
        String name = isOneOfSeveral ? file.getParent().getFileName().toString() : "";
        Optional<Path> tables = tables(run);
        String sha256 = Sha256.ofFiles(List.of(file));
        if (tables.isEmpty()) {
            Origin origin = new Origin(file, sha256, Optional.empty());
            return new ExportedFit(
                    name, fit.model(), posterior, endToEnd(fit.model(), posterior), numbered(fit.model()), origin);
        }
        Path folder = tables.get();
        Origin origin = new Origin(file, sha256, StoredRun.readRecord(folder).input());
        return new ExportedFit(
                name,
                fit.model(),
                posterior,
                trials(folder.resolve(RunPaths.TRIALS), fit.model(), posterior),
                units(folder.resolve(RunPaths.UNITS), fit.model()),
                origin);
    }

    /** The run folder that knows units and trials: the run itself, or the comparison that a model belongs to. */
    private static Optional<Path> tables(Path run) {
        List<Path> places = new ArrayList<>();
        if (Files.isDirectory(run)) {
            places.add(run);
            Path models = run.toAbsolutePath().normalize().getParent();
            if (models != null && models.endsWith(RunPaths.MODELS) && models.getParent() != null) {
                places.add(models.getParent());
            }
        }
        return places.stream()
                .filter(place -> Files.exists(place.resolve(RunPaths.RUN))
                        && Files.exists(place.resolve(RunPaths.TRIALS))
                        && Files.exists(place.resolve(RunPaths.UNITS)))
                .findFirst();
    }

    private static List<Trial> trials(Path table, Model model, Posterior posterior) throws IOException {
        List<Dataset.TrialRow> kept = DatasetFiles.readTrials(table).stream()
                .filter(Dataset.TrialRow::kept)
                .toList();
        List<Trial> trials = new ArrayList<>();
        for (int k = 0; k < kept.size(); k++) {
            Dataset.TrialRow row = kept.get(k);
            boolean fits = k < posterior.trials()
                    && row.bins() == posterior.trialStart()[k + 1] - posterior.trialStart()[k];
            if (!fits || !Double.isFinite(row.start())) {
                throw new FileFormatException(
                        table, "trial " + row.number() + " is not the one with this place in " + RunPaths.FIT);
            }
            trials.add(new Trial(row.number(), row.start(), row.start() + row.bins() * model.binSeconds()));
        }
        if (trials.size() != posterior.trials()) {
            throw new FileFormatException(
                    table,
                    "expected " + posterior.trials() + " trials that are kept, as in " + RunPaths.FIT + ", found "
                            + trials.size());
        }
        return trials;
    }

    private static List<Unit> units(Path table, Model model) throws IOException {
        List<Unit> units = DatasetFiles.readUnits(table).stream()
                .filter(Dataset.UnitRow::kept)
                .map(row -> new Unit(row.number(), row.id()))
                .toList();
        if (units.size() != model.units()) {
            throw new FileFormatException(
                    table,
                    "expected " + model.units() + " units that are kept, as in " + RunPaths.FIT + ", found "
                            + units.size());
        }
        return units;
    }

    private static List<Trial> endToEnd(Model model, Posterior posterior) {
        List<Trial> trials = new ArrayList<>();
        for (int k = 0; k < posterior.trials(); k++) {
            trials.add(new Trial(
                    k + 1,
                    posterior.trialStart()[k] * model.binSeconds(),
                    posterior.trialStart()[k + 1] * model.binSeconds()));
        }
        return trials;
    }

    private static List<Unit> numbered(Model model) {
        List<Unit> units = new ArrayList<>();
        for (int n = 1; n <= model.units(); n++) {
            units.add(new Unit(n, String.valueOf(n)));
        }
        return units;
    }
}
