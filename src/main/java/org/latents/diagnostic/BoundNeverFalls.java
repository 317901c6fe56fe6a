package org.latents.diagnostic;

import java.util.List;
import java.util.Locale;
import org.latents.fit.FitResult;

/**
 * Whether the objective of learning rose at every iteration, as variational expectation-maximisation must: a fall of
 * more than 1e-9 of its size, beyond what sums over 1e6 cells lose to rounding (about 1e-10), is an error.
 */
public final class BoundNeverFalls implements Diagnostic {
    private static final double ROUNDING = 1e-9;

    @Override
    public String name() {
        return "bound-never-falls";
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
        double fall = largestFall(fit.trace());
        Measured measured = Measured.NOTHING.with("largest_fall_nats", fall);
        String name = fit.model().likelihood().name();
        if (fall <= ROUNDING * Math.abs(fit.elbo())) {
            return Finding.satisfactory(
                    name(), "The bound of the " + name + " fit never fell by more than rounding.", measured);
        }
        return Finding.unsatisfactory(
                        name(),
                        String.format(
                                Locale.ROOT, "The bound of the %s fit fell by %.3g nats in one iteration.", name, fall),
                        measured)
                .because("Learning did not do what its equations say.", "Please report this error of the program.");
    }

    private static double largestFall(List<FitResult.TraceEntry> trace) {
        double fall = 0;
        for (int i = 1; i < trace.size(); i++) {
            fall = Math.max(fall, trace.get(i - 1).objective() - trace.get(i).objective());
        }
        return fall;
    }
}
