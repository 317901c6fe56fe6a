package org.latents.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latents.calibration.Calibration;
import org.latents.calibration.Study;
import org.latents.random.Seed;
import org.latents.report.CalibrationReport;
import org.latents.report.RenderedReport;
import org.latents.report.StudyNote;
import org.latents.store.CalibrationFiles;
import org.latents.store.Json;
import org.latents.store.OutputException;
import org.latents.store.ResolvedConfig;
import org.latents.store.RunFolder;
import org.latents.store.RunPaths;
import org.latents.store.RunRecord;
import org.latents.store.StoredRun;
import org.latents.store.StudyFile;

/** What is done with the result of a study: written to its folder, printed. */
final class CalibrationResults {
    private final Job job;
    private final ResolvedConfig config;
    private final Path target;

    CalibrationResults(Job job, ResolvedConfig config, Path target) {
        this.job = job;
        this.config = config;
        this.target = target;
    }

    Path target() {
        return target;
    }

    /** Draws the report of a study. */
    static RenderedReport render(CalibrationFiles.Stored stored, RunRecord record) {
        StudyNote note =
                new StudyNote(stored.name(), stored.purpose(), stored.facts(), stored.planned(), record.seed());
        return CalibrationReport.render(note, stored.calibration(), Results.note(record));
    }

    /** Writes all of a study into its folder, with the report, and lets it appear. */
    void write(CalibrationFiles.Stored stored, Seed seed) throws OutputException {
        job.progress().stage("drawing the report");
        RunRecord record = job.record(Optional.empty(), seed);
        RenderedReport report = render(stored, record);
        job.progress().stage("writing " + target);
        try (RunFolder folder = job.open(target)) {
            CalibrationFiles.write(folder, stored);
            folder.put(RunPaths.CONFIG, config.text());
            Results.put(folder, report);
            folder.put(RunPaths.RUN, Json.text(record.toMap()));
            folder.commit();
        }
    }

    /**
     * Returns the finished result that is there already.
     *
     * @throws OutputException if it is that of another study, seed or number of simulations
     */
    CalibrationFiles.Stored resumed(Study study, Seed seed) throws IOException {
        if (!Files.exists(target.resolve(RunPaths.CALIBRATION))) {
            throw new OutputException(target, "cannot be resumed: it holds no result of 'calibrate'");
        }
        CalibrationFiles.Stored stored = CalibrationFiles.read(target);
        boolean isSame = stored.identity().equals(StudyFile.identity(study))
                && stored.planned() == study.simulations()
                && StoredRun.readRecord(target).seed() == seed.value();
        if (!isSame) {
            throw new OutputException(
                    target, "cannot be resumed: it holds another study, seed or number of simulations");
        }
        job.progress().note(target + " is finished already; nothing to do");
        return stored;
    }

    /** Prints the result and returns the exit code. */
    int print(CommonOptions common, CalibrationFiles.Stored stored, List<String> differences, boolean strict) {
        Calibration calibration = stored.calibration();
        Map<String, Object> map = CalibrationFiles.summary(stored);
        map.put("differences", differences);
        map.put("out", target.toString());
        List<String> lines = new ArrayList<>(calibration.sentences());
        lines.add("report: " + target.resolve(RunPaths.REPORT));
        Results.print(job.session(), common, new LinkedHashMap<>(map), lines);
        differences.forEach(difference -> job.session().err().println("differs: " + difference));
        boolean isRejected = strict && !calibration.isPassed();
        return isRejected || !differences.isEmpty() ? ExitCode.FINDING : ExitCode.OK;
    }
}
