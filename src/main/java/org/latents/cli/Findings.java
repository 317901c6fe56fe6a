package org.latents.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latents.fit.FitResult;
import org.latents.inference.Termination;
import org.latents.store.StoredRun;

/** The checks that every fit is put to, the content of {@code diagnostics.json}. */
final class Findings {
    private static final double ROUNDING = 1e-9; // relative; sums over 1e6 cells lose about 1e-10

    private Findings() {}

    /**
     * One check.
     *
     * @param check its name
     * @param fit the fit it was put to
     * @param passed whether it is satisfactory
     * @param meaning what was found, in a sentence
     * @param remedy what to do; empty where nothing is to be done
     */
    record Finding(String check, String fit, boolean passed, String meaning, String remedy) {}

    static List<Finding> of(StoredRun run) {
        List<Finding> findings = new ArrayList<>();
        if (run instanceof StoredRun.Fit fitted) {
            add(findings, fitted.fit().model().likelihood().name(), fitted.fit());
        } else if (run instanceof StoredRun.Compared compared) {
            compared.comparison().models().forEach(entry -> add(findings, entry.name(), entry.fit()));
        }
        return findings;
    }

    static Map<String, Object> toMap(List<Finding> findings) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("satisfactory", findings.stream().allMatch(Finding::passed));
        map.put("findings", findings.stream().map(Findings::toMap).toList());
        return map;
    }

    /** Prints what failed, and returns the exit code. */
    static int exitCode(List<Finding> findings, boolean strict, Session session) {
        List<Finding> failed =
                findings.stream().filter(finding -> !finding.passed()).toList();
        for (Finding finding : failed) {
            session.err().println("warning: " + finding.meaning() + " " + finding.remedy());
        }
        return strict && !failed.isEmpty() ? ExitCode.FINDING : ExitCode.OK;
    }

    private static Map<String, Object> toMap(Finding finding) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("check", finding.check());
        map.put("fit", finding.fit());
        map.put("passed", finding.passed());
        map.put("meaning", finding.meaning());
        map.put("remedy", finding.remedy());
        return map;
    }

    private static void add(List<Finding> findings, String name, FitResult fit) {
        boolean converged = fit.termination() == Termination.CONVERGED;
        findings.add(new Finding(
                "convergence",
                name,
                converged,
                "The " + name + " fit " + (converged ? "converged after " : "did not converge within ")
                        + fit.iterations() + " iterations.",
                converged ? "" : "Give it more with --max-iterations."));
        double fall = largestFall(fit.trace());
        boolean rises = fall <= ROUNDING * Math.abs(fit.elbo());
        findings.add(new Finding(
                "bound-never-falls",
                name,
                rises,
                rises
                        ? "The bound of the " + name + " fit never fell by more than rounding."
                        : "The bound of the " + name + " fit fell by " + fall + " nats in one iteration.",
                rises ? "" : "This is an error of the program: please report it."));
    }

    private static double largestFall(List<FitResult.TraceEntry> trace) {
        double fall = 0;
        for (int i = 1; i < trace.size(); i++) {
            fall = Math.max(fall, trace.get(i - 1).objective() - trace.get(i).objective());
        }
        return fall;
    }
}
