package org.latents.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.latents.report.RenderedReport;
import org.latents.store.CalibrationFiles;
import org.latents.store.FolderUpdate;
import org.latents.store.RunPaths;
import org.latents.store.StoredRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code latents report RUN}: draws the report of a run again. */
@Command(
        name = "report",
        description = "Write the HTML report and the figures of a run folder again, from the files in it.",
        sortOptions = false)
final class ReportCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "RUN", description = "The folder of a fit, a comparison or a calibration.")
    private Path run;

    @Mixin
    private CommonOptions common;

    ReportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        try (Progress progress = Progress.of(session, common)) {
            progress.stage("reading " + run);
            RenderedReport report = render(progress);
            FolderUpdate.replace(run.resolve(RunPaths.REPORT), report.html());
            for (Map.Entry<String, String> figure : report.svg().entrySet()) {
                FolderUpdate.replace(run.resolve("figures/" + figure.getKey() + ".svg"), figure.getValue());
            }
            for (Map.Entry<String, String> table : report.csv().entrySet()) {
                FolderUpdate.replace(run.resolve("figures/" + table.getKey() + ".csv"), table.getValue());
            }
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("report", run.resolve(RunPaths.REPORT).toString());
        Results.print(session, common, map, List.of("report: " + run.resolve(RunPaths.REPORT)));
        return ExitCode.OK;
    }

    private RenderedReport render(Progress progress) throws IOException {
        if (Files.exists(run.resolve(RunPaths.CALIBRATION))) {
            CalibrationFiles.Stored stored = CalibrationFiles.read(run);
            progress.stage("drawing the report");
            return CalibrationResults.render(stored, StoredRun.readRecord(run));
        }
        StoredRun stored = StoredRun.read(run);
        progress.stage("drawing the report");
        return Results.render(stored);
    }
}
