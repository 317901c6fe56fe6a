package org.latents.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.latents.calibration.Calibration;
import org.latents.calibration.Experiment;
import org.latents.calibration.Judgement;
import org.latents.calibration.Study;
import org.latents.calibration.StudyPlan;
import org.latents.calibration.StudyRunner;
import org.latents.random.Seed;
import org.latents.store.CalibrationFiles;
import org.latents.store.OnExists;
import org.latents.store.OutputException;
import org.latents.store.ResolvedConfig;
import org.latents.store.SimulationLog;
import org.latents.store.StudyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code latents calibrate STUDY}: whether a posterior means what it says. */
@Command(
        name = "calibrate",
        description = "Simulate data with a known truth, fit them, and see whether the truth lies where the posterior "
                + "says. A study that was stopped goes on where it was when the same command is given again.",
        sortOptions = false)
final class CalibrateCommand implements Callable<Integer> {
    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "STUDY",
            description = "A NAME.study.yaml; or a run folder or fit.h5, for the study at that fit.")
    private Path source;

    @Option(names = "--simulations", paramLabel = "N", description = "Simulations (default: those of the study).")
    private Optional<Integer> simulations;

    @Option(
            names = "--early-stop",
            description = "Stop after a quarter, half or three quarters if a quantity is rejected; the level is shared "
                    + "among these looks.")
    private boolean earlyStop;

    @Option(
            names = "--check",
            description = "Compare with NAME.expected.json beside the study; exit code 5 if something differs.")
    private boolean check;

    @Option(names = "--strict", description = "Exit code 5 if the posterior is rejected.")
    private boolean strict;

    @Mixin
    private RunOptions run;

    @Mixin
    private CommonOptions common;

    CalibrateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        Usage usage = Usage.of(spec);
        simulations.ifPresent(n -> usage.require(n >= 1, "--simulations", "expected at least 1, got " + n));
        Study declared = StudyFile.read(source);
        Study study = simulations.map(declared::withSimulations).orElse(declared);
        Path expected = StudyFile.expected(source);
        if (check && !Files.exists(expected)) {
            throw new NoSuchFileException(expected.toString());
        }
        try (Job job = Job.start(session, spec, common, run)) {
            Path target = job.target(named());
            Seed seed = seed(job, study, target);
            StudyPlan plan = StudyPlan.of(study.simulations(), study.level(), seed);
            plan = earlyStop ? plan.withEarlyStopping() : plan;
            ResolvedConfig config = config(job, plan);
            if (job.isDryRun()) {
                return dryRun(study, target);
            }
            CalibrationResults results = new CalibrationResults(job, config, target);
            boolean isThere = run.onExists() == OnExists.RESUME && Files.exists(target);
            CalibrationFiles.Stored stored =
                    isThere ? results.resumed(study, seed) : calibrate(job, study, plan, results);
            List<String> differences =
                    check ? CalibrationFiles.differences(stored, expected, study.tolerance()) : List.of();
            return results.print(common, stored, differences, strict);
        }
    }

    /** The study without its double ending, for the name of the result. */
    private Path named() {
        String name = source.toAbsolutePath().normalize().getFileName().toString();
        return name.endsWith(StudyFile.ENDING)
                ? Path.of(name.substring(0, name.length() - StudyFile.ENDING.length()))
                : source;
    }

    /** The seed asked for, else that of the study, else that of the simulations that are there, else a new one. */
    private Seed seed(Job job, Study study, Path target) throws IOException {
        if (run.givenSeed().isPresent()) {
            return job.seed();
        }
        OptionalLong known = study.seed().isPresent() ? study.seed() : SimulationLog.seed(target, study);
        if (known.isPresent()) {
            return new Seed(known.getAsLong());
        }
        job.tellSeed();
        return job.seed();
    }

    private ResolvedConfig config(Job job, StudyPlan plan) {
        Map<String, String> effective = new LinkedHashMap<>();
        effective.put("simulations", String.valueOf(plan.simulations()));
        effective.put("early-stop", String.valueOf(earlyStop));
        effective.put("check", String.valueOf(check));
        effective.put("seed", String.valueOf(plan.seed().value()));
        effective.put("threads", String.valueOf(run.threads()));
        return job.config(Map.of(), effective);
    }

    private CalibrationFiles.Stored calibrate(Job job, Study study, StudyPlan plan, CalibrationResults results)
            throws IOException {
        job.progress().stage("simulating and fitting");
        Experiment experiment = study.subject().experiment();
        OnExists onExists = run.onExists();
        try (SimulationLog log = SimulationLog.open(results.target(), study, plan.seed(), Version.number(), onExists)) {
            int before = log.done().size();
            if (before > 0) {
                job.progress().note("going on after " + before + " simulations that are there already");
            }
            session.setIfInterrupted("the simulations so far are kept, and the same command goes on with them");
            AtomicInteger done = new AtomicInteger(before);
            StudyRunner.Outcome outcome = StudyRunner.run(experiment, plan, log.done(), job.runner(), simulated -> {
                try {
                    log.append(simulated);
                } catch (OutputException e) {
                    throw new UncheckedIOException(e);
                }
                job.progress().count("simulations", done.incrementAndGet(), before, plan.simulations());
            });
            job.progress().stage("judging");
            Calibration calibration =
                    Judgement.of(experiment.quantities(), outcome.simulated(), plan.levelOf(outcome.look()));
            if (calibration.quantities().isEmpty()) {
                throw new NoResultException(calibration.sentences().get(0));
            }
            CalibrationFiles.Stored stored = CalibrationFiles.stored(study, calibration);
            results.write(stored, plan.seed());
            log.remove();
            return stored;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private int dryRun(Study study, Path target) {
        Map<String, Object> map = new LinkedHashMap<>(study.subject().facts());
        map.put("dry_run", true);
        map.put("simulations", study.simulations());
        map.put("quantities", study.subject().experiment().quantities().size());
        map.put("out", target.toString());
        Results.print(
                session,
                common,
                map,
                List.of(
                        study.name() + ": " + study.simulations() + " simulations, " + map.get("quantities")
                                + " quantities",
                        study.subject().facts().toString().replaceAll("[{}]", ""),
                        "would write " + target + "; nothing was written (--dry-run)"));
        return ExitCode.OK;
    }
}
