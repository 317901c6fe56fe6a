package org.latents.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latents.data.BinnedCounts;
import org.latents.diagnostic.Diagnostic;
import org.latents.diagnostic.Finding;
import org.latents.diagnostic.Subject;
import org.latents.execution.TaskRunner;
import org.latents.execution.TaskRunners;
import org.latents.fit.FitResult;
import org.latents.random.Seed;
import org.latents.store.StoredRun;

/**
 * The checks that the fits of a run were put to, the content of {@code diagnostics.json}.
 *
 * @param entries by fit, then by topic and name
 * @param notRun names of the checks that were left out because they take time
 */
record Findings(List<Entry> entries, List<String> notRun) {
    /** Keeps its own lists. */
    Findings {
        entries = List.copyOf(entries);
        notRun = List.copyOf(notRun);
    }

    /**
     * One check of one fit.
     *
     * @param fit the fit it was put to
     * @param topic what it is about
     * @param finding the answer
     */
    record Entry(String fit, Diagnostic.Topic topic, Finding finding) {}

    /** One fit of a run with its name. */
    private record NamedFit(String name, FitResult fit) {}

    /** Hears of a check before it begins. */
    @FunctionalInterface
    interface Listener {
        /** Called with the names of the check and of the fit. */
        void begin(String check, String fit);
    }

    /** Returns the checks that need no more than a look. */
    static Findings quick(StoredRun run) {
        List<Diagnostic> quick =
                Diagnostic.all().stream().filter(Diagnostic::isQuick).toList();
        List<String> rest = Diagnostic.all().stream()
                .filter(diagnostic -> !diagnostic.isQuick())
                .map(Diagnostic::name)
                .toList();
        try (TaskRunner runner = TaskRunners.serial()) {
            return new Findings(ask(quick, run, new Seed(0), runner, (check, fit) -> {}), rest);
        }
    }

    /** Puts every fit of a run to every check. */
    static Findings all(StoredRun run, Seed seed, TaskRunner runner, Listener listener) {
        return new Findings(ask(Diagnostic.all(), run, seed, runner, listener), List.of());
    }

    private static List<Entry> ask(
            List<Diagnostic> diagnostics, StoredRun run, Seed seed, TaskRunner runner, Listener listener) {
        List<Entry> entries = new ArrayList<>();
        BinnedCounts counts = run.dataset().counts();
        for (NamedFit named : fits(run)) {
            Subject subject = Subject.of(named.fit(), counts, seed, runner);
            for (Diagnostic diagnostic : diagnostics) {
                listener.begin(diagnostic.name(), named.name());
                entries.add(new Entry(named.name(), diagnostic.topic(), diagnostic.examine(subject)));
            }
        }
        return entries;
    }

    private static List<NamedFit> fits(StoredRun run) {
        if (run instanceof StoredRun.Fit fitted) {
            return List.of(new NamedFit(fitted.fit().model().likelihood().name(), fitted.fit()));
        }
        return ((StoredRun.Compared) run)
                .comparison().models().stream()
                        .map(entry -> new NamedFit(entry.name(), entry.fit()))
                        .toList();
    }

    /** Whether no check failed. */
    boolean isSatisfactory() {
        return entries.stream().allMatch(entry -> entry.finding().passed());
    }

    /** The checks that failed. */
    List<Entry> failed() {
        return entries.stream().filter(entry -> !entry.finding().passed()).toList();
    }

    /** The content of {@code diagnostics.json}. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("satisfactory", isSatisfactory());
        map.put("findings", entries.stream().map(Findings::toMap).toList());
        map.put("not_run", notRun);
        return map;
    }

    private static Map<String, Object> toMap(Entry entry) {
        Finding finding = entry.finding();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("check", finding.check());
        map.put("fit", entry.fit());
        map.put("topic", entry.topic().key());
        map.put("passed", finding.passed());
        map.put("outcome", finding.outcome().key());
        map.put("found", finding.found());
        map.put("meaning", finding.meaning());
        map.put("remedy", finding.remedy());
        map.put("measured", finding.measured().values());
        return map;
    }

    /** Prints what failed, and returns the exit code. */
    int exitCode(boolean strict, Session session) {
        for (Entry entry : failed()) {
            session.err()
                    .println("warning: " + entry.finding().found() + " "
                            + entry.finding().remedy());
        }
        return strict && !isSatisfactory() ? ExitCode.FINDING : ExitCode.OK;
    }
}
