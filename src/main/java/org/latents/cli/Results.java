package org.latents.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.latents.fit.FitResult;
import org.latents.inference.InferenceOutcome;
import org.latents.inference.Termination;
import org.latents.report.ComparisonReport;
import org.latents.report.FitReport;
import org.latents.report.RenderedReport;
import org.latents.report.RunNote;
import org.latents.report.ShownFindings;
import org.latents.report.ShownHeldOut;
import org.latents.store.FitFindings;
import org.latents.store.Json;
import org.latents.store.OutputException;
import org.latents.store.ResolvedConfig;
import org.latents.store.RunFolder;
import org.latents.store.RunPaths;
import org.latents.store.RunRecord;
import org.latents.store.StoredRun;

/** What is done with a result: checked, written to its folder, printed. */
final class Results {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Results() {}

    /**
     * Fails unless a fit can be used.
     *
     * @throws NoResultException if it failed, or a number in it is not finite
     */
    static void requireUsable(FitResult fit) {
        String name = fit.model().likelihood().name();
        if (fit.termination() == Termination.FAILED) {
            throw new NoResultException("the " + name + " fit failed: " + String.join("; ", fit.remarks()));
        }
        requireFinite("the " + name + " fit's ELBO", fit.elbo());
        requireFinite("the " + name + " fit's KL", fit.kl());
        requireFinite("the " + name + " fit's posterior means", fit.posterior().mean());
        requireFinite(
                "the " + name + " fit's posterior covariances", fit.posterior().covariance());
    }

    /** Fails unless an inference can be used. */
    static void requireUsable(InferenceOutcome outcome) {
        if (outcome.termination() == Termination.FAILED) {
            throw new NoResultException("the inference failed: " + String.join("; ", outcome.remarks()));
        }
        requireFinite("the ELBO", outcome.elbo());
        requireFinite("the KL", outcome.kl());
        requireFinite("the posterior means", outcome.posterior().mean());
        requireFinite("the posterior covariances", outcome.posterior().covariance());
    }

    static void requireFinite(String what, double... values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new NoResultException(what + " came out as " + value);
            }
        }
    }

    /** Writes all of a fit or a comparison into its folder, with the report, and lets it appear. */
    static void write(Job job, RunFolder folder, StoredRun run, ResolvedConfig config) throws OutputException {
        job.progress().stage("drawing the report");
        RenderedReport report = render(run);
        job.progress().stage("writing " + folder.target());
        run.write(folder, config);
        folder.put(RunPaths.DIAGNOSTICS, Json.text(Findings.quick(run).toMap()));
        put(folder, report);
        folder.put(RunPaths.RUN, Json.text(run.record().toMap()));
        folder.commit();
    }

    /** Draws the report of a run. */
    static RenderedReport render(StoredRun run) {
        RunNote note = note(run.record());
        if (run instanceof StoredRun.Compared compared) {
            return ComparisonReport.render(run.dataset(), compared.comparison(), note);
        }
        StoredRun.Fit fit = (StoredRun.Fit) run;
        FitFindings found = fit.found();
        ShownFindings shown = new ShownFindings(
                found.counts(),
                found.evidence(),
                found.heldOut().map(heldOut -> new ShownHeldOut(heldOut.heldOut(), heldOut.baselines())),
                found.parameters());
        return FitReport.render(run.dataset(), fit.fit(), shown, note);
    }

    /** Puts the page and its figures into a folder. */
    static void put(RunFolder folder, RenderedReport report) throws OutputException {
        folder.put(RunPaths.REPORT, report.html());
        for (Map.Entry<String, String> figure : report.svg().entrySet()) {
            folder.put("figures/" + figure.getKey() + ".svg", figure.getValue());
        }
        for (Map.Entry<String, String> table : report.csv().entrySet()) {
            folder.put("figures/" + table.getKey() + ".csv", table.getValue());
        }
    }

    /** Adds where a result is and how it came about to what is printed as JSON. */
    static void putPlace(Map<String, Object> map, RunRecord record, Path target) {
        map.put("seed", record.seed());
        map.put("seconds", record.seconds());
        map.put("out", target.toString());
    }

    /** Prints a result in the form that was asked for. */
    static void print(Session session, CommonOptions common, Map<String, Object> map, List<String> lines) {
        if (common.isJson()) {
            session.out().print(Json.text(map));
        } else {
            lines.forEach(session.out()::println);
        }
        session.out().flush();
    }

    static RunNote note(RunRecord record) {
        Instant finished = record.start().plusMillis(Math.round(record.seconds() * 1e3));
        return new RunNote(
                Words.commandLine(record.command()),
                record.version(),
                record.environment().getOrDefault("java", "") + " on "
                        + record.environment().getOrDefault("os", ""),
                MINUTE.format(finished),
                record.seconds(),
                record.notes());
    }
}
