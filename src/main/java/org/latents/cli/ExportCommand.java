package org.latents.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.latents.catalog.Nearest;
import org.latents.data.Dataset;
import org.latents.store.ExportedFit;
import org.latents.store.FitFile;
import org.latents.store.Json;
import org.latents.store.OutputException;
import org.latents.store.ResolvedConfig;
import org.latents.store.RunFolder;
import org.latents.store.RunPaths;
import org.latents.store.RunRecord;
import org.latents.store.export.Export;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code latents export RUN}: a fit in the forms of other tools. */
@Command(
        name = "export",
        description = "Write the latents, the expected rates and the parameters of a run for other tools: CSV tables, "
                + "a MATLAB file, an NWB file.",
        sortOptions = false)
final class ExportCommand implements Callable<Integer> {
    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "RUN",
            description = "The folder of a fit, an inference or a comparison, or a fit.h5 with a posterior.")
    private Path run;

    @Option(
            names = "--to",
            paramLabel = "FORM",
            required = true,
            split = ",",
            description = "What to write: csv, mat or nwb, or several with commas between them.")
    private List<String> to;

    @Mixin
    private RunOptions options;

    @Mixin
    private CommonOptions common;

    ExportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        Set<Export.Form> forms = forms(Usage.of(spec));
        List<Path> files = ExportedFit.files(run);
        try (Job job = Job.start(session, spec, common, options)) {
            Path target = job.target(run);
            Dataset.Source input = new Dataset.Source(
                    run.toAbsolutePath().normalize().getFileName().toString(),
                    run.toString(),
                    FitFile.FORMAT,
                    ExportedFit.fingerprint(files),
                    Map.of());
            ResolvedConfig config = job.config(Map.of(), Map.of("threads", String.valueOf(options.threads())));
            if (job.isDryRun()) {
                return dryRun(files, forms, target);
            }
            if (job.resumed(target, config, input.sha256()).isPresent()) {
                return print(List.of(), target);
            }
            return export(job, new Work(files, forms, input, target), config);
        }
    }

    /** What is exported. */
    private record Work(List<Path> files, Set<Export.Form> forms, Dataset.Source input, Path target) {}

    private Set<Export.Form> forms(Usage usage) {
        Set<Export.Form> forms = EnumSet.noneOf(Export.Form.class);
        for (String word : to) {
            forms.add(Export.Form.of(word.strip())
                    .orElseThrow(() -> usage.error(
                            "--to",
                            "'" + word + "' is not a form; "
                                    + Nearest.of(word, Export.Form.keys())
                                            .map(near -> "did you mean '" + near + "'? There are ")
                                            .orElse("there are ")
                                    + String.join(", ", Export.Form.keys()))));
        }
        return forms;
    }

    private int export(Job job, Work work, ResolvedConfig config) throws IOException, OutputException {
        List<String> written = new ArrayList<>();
        try (RunFolder folder = job.open(work.target())) {
            RunRecord record = job.record(work.input());
            for (Path file : work.files()) {
                job.progress().stage("reading " + file);
                ExportedFit fit = ExportedFit.read(run, file);
                job.progress().stage("writing " + String.join(", ", names(work.forms())));
                written.addAll(Export.write(folder, fit, work.forms(), record.start()));
            }
            folder.put(RunPaths.CONFIG, config.text());
            folder.put(RunPaths.RUN, Json.text(job.record(work.input()).toMap()));
            folder.commit();
        }
        return print(written, work.target());
    }

    private static List<String> names(Set<Export.Form> forms) {
        return forms.stream().map(Export.Form::key).toList();
    }

    private int print(List<String> written, Path target) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("written", written);
        map.put("out", target.toString());
        List<String> lines = written.isEmpty()
                ? List.of("export: " + target)
                : written.stream().map(name -> "wrote " + target.resolve(name)).toList();
        Results.print(session, common, map, lines);
        return ExitCode.OK;
    }

    private int dryRun(List<Path> files, Set<Export.Form> forms, Path target) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        List<String> shapes = new ArrayList<>();
        for (Path file : files) {
            ExportedFit fit = ExportedFit.read(run, file);
            String name = fit.name().isEmpty() ? "" : fit.name() + ": ";
            shapes.add(
                    name + fit.trials().size() + " trials, " + fit.posterior().bins() + " bins, "
                            + fit.model().latents() + " latents, " + fit.model().units() + " units");
        }
        lines.addAll(shapes);
        lines.add("would write " + String.join(", ", names(forms)) + " to " + target
                + "; nothing was written (--dry-run)");
        map.put("dry_run", true);
        map.put("fits", shapes);
        map.put("out", target.toString());
        Results.print(session, common, map, lines);
        return ExitCode.OK;
    }
}
