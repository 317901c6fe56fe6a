package org.latents.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.latents.execution.TaskRunner;
import org.latents.execution.TaskRunners;
import org.latents.random.Seed;
import org.latents.store.FolderUpdate;
import org.latents.store.Json;
import org.latents.store.RunPaths;
import org.latents.store.StoredRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code latents diagnose RUN}: every check of the fits of a run. */
@Command(
        name = "diagnose",
        description = "Put a fit, or every fit of a comparison, to every check: whether learning converged, parameters "
                + "are inside their ranges, the posterior is close, and counts look as predicted. Each check says what "
                + "it found, what that means and what to do. Ends with 5 when one fails; writes diagnostics.json into "
                + "the run folder.",
        sortOptions = false)
final class DiagnoseCommand implements Callable<Integer> {
    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "The folder of a fit or a comparison.")
    private Path run;

    @Option(
            names = "--config",
            paramLabel = "F.yaml",
            description = "Read options from a YAML file (names without the hyphens); the command line wins.")
    private Optional<Path> config;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of the cells that are hidden and the particles (default: that of the run).")
    private Optional<Long> seed;

    @Option(names = "--threads", paramLabel = "N", description = "Threads to use (default: all cores).")
    private Optional<Integer> threads;

    @Mixin
    private CommonOptions common;

    DiagnoseCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        Usage usage = Usage.of(spec);
        int parallel = threads.orElse(Runtime.getRuntime().availableProcessors());
        usage.require(
                config.isEmpty() || session.configuration().isPresent(),
                "--config",
                "was not read; write --config F.yaml");
        usage.require(parallel >= 1, "--threads", "expected at least 1, got " + parallel);
        Findings findings;
        Seed used;
        try (Progress progress = Progress.of(session, common);
                TaskRunner runner = parallel == 1 ? TaskRunners.serial() : TaskRunners.threads(parallel)) {
            progress.stage("reading " + run);
            StoredRun stored = StoredRun.read(run);
            used = new Seed(seed.orElse(stored.record().seed()));
            findings = Findings.all(
                    stored,
                    used.child("diagnose"),
                    runner,
                    (check, fit) -> progress.stage("checking the " + fit + " fit: " + check));
            Map<String, Object> kept = new LinkedHashMap<>(findings.toMap());
            kept.put("seed", used.value());
            FolderUpdate.replace(run.resolve(RunPaths.DIAGNOSTICS), Json.text(kept));
        }
        Map<String, Object> map = new LinkedHashMap<>(findings.toMap());
        map.put("seed", used.value());
        map.put("out", run.resolve(RunPaths.DIAGNOSTICS).toString());
        Results.print(session, common, map, FindingsPage.lines(findings, run.toString()));
        return findings.isSatisfactory() ? ExitCode.OK : ExitCode.FINDING;
    }
}
