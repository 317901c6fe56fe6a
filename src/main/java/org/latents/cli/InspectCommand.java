package org.latents.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.latents.data.Inspection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code latents inspect FILE}: what is in a recording. */
@Command(
        name = "inspect",
        description =
                "Show what is in a recording: units with every column, spikes, time span, trials, interval tables, "
                        + "covariates, and anything that cannot be read and why.",
        sortOptions = false)
final class InspectCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "FILE", description = "A recording, a counts file, or a folder of one.")
    private Path file;

    @Mixin
    private ReadingOptions reading;

    @Mixin
    private CommonOptions common;

    InspectCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        Inspection inspection;
        try (Progress progress = Progress.of(session, common)) {
            inspection = Inspection.of(Loading.open(file, reading.toReaderOptions(), progress));
        }
        Results.print(session, common, inspection.tree(), inspection.page());
        return ExitCode.OK;
    }
}
