package org.latents.diagnostic;

import java.util.List;
import java.util.Locale;
import org.latents.fit.FitResult;
import org.latents.inference.RemainingGain;
import org.latents.inference.Termination;

/** Whether learning came to rest, and what it would still have gained. */
public final class Convergence implements Diagnostic {
    @Override
    public String name() {
        return "convergence";
    }

    @Override
    public Topic topic() {
        return Topic.LEARNING;
    }

    @Override
    public boolean isQuick() {
        return true;
    }

    @Override
    public Finding examine(Subject subject) {
        FitResult fit = subject.fit();
        double left = RemainingGain.ofObjectives(fit.trace().stream()
                .mapToDouble(FitResult.TraceEntry::objective)
                .toArray());
        Measured measured = Measured.NOTHING
                .with("iterations", fit.iterations())
                .with("gain_left_nats", left)
                .with("spread_of_restarts_nats", spread(fit.restarts()));
        String prediction = Double.isFinite(left)
                ? String.format(Locale.ROOT, "; by its last iterations %.3g nats are left to gain", left)
                : "";
        String name = fit.model().likelihood().name();
        if (fit.termination() == Termination.CONVERGED) {
            return Finding.satisfactory(
                    name(),
                    "The " + name + " fit converged after " + fit.iterations() + " iterations" + prediction + ".",
                    measured);
        }
        return Finding.unsatisfactory(
                        name(),
                        "The " + name + " fit did not converge within " + fit.iterations() + " iterations" + prediction
                                + ".",
                        measured)
                .because(
                        "Parameters still moved when it was stopped; time constants and r move last.",
                        "Give it more with --max-iterations.");
    }

    /** Best objective minus worst over the starts, nats; 0 with one. */
    private static double spread(List<FitResult.Restart> restarts) {
        double highest = restarts.stream()
                .mapToDouble(FitResult.Restart::objective)
                .max()
                .orElse(0);
        double lowest = restarts.stream()
                .mapToDouble(FitResult.Restart::objective)
                .min()
                .orElse(0);
        return highest - lowest;
    }
}
