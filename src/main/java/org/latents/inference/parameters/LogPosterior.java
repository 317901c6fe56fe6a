package org.latents.inference.parameters;

import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunner;
import org.latents.inference.BoundGradient;
import org.latents.inference.CollapsedBound;
import org.latents.model.Model;

/** log π(θ) = L(θ) + log p(θ) up to a constant; an instance belongs to one thread. */
final class LogPosterior {
    private final StationaryParameters layout;
    private final LogPrior prior;
    private final CollapsedBound bound;

    private LogPosterior(StationaryParameters layout, LogPrior prior, CollapsedBound bound) {
        this.layout = layout;
        this.prior = prior;
        this.bound = bound;
    }

    static LogPosterior of(
            BinnedCounts counts, StationaryParameters layout, ParameterPriors priors, TaskRunner runner) {
        return new LogPosterior(
                layout, new LogPrior(layout, priors), CollapsedBound.of(counts, layout.latents(), runner));
    }

    /** A value and its gradient. */
    record Point(double value, double[] gradient) {}

    LogPosterior fork() {
        return new LogPosterior(layout, prior, bound.fork());
    }

    /** Makes θ the place from which searches for q start. */
    void anchor(double[] theta) {
        bound.anchor(layout.decode(theta));
    }

    Point at(double[] theta) {
        BoundGradient gradient = bound.gradient(layout.decode(theta));
        double[] out = layout.pullBack(theta, gradient);
        double value = gradient.value() + prior.addTo(theta, out);
        return new Point(value, out);
    }

    /** The gradient with q held at the anchor: its derivative is minus the information of complete data. */
    double[] gradientAtAnchor(double[] theta) {
        double[] out = layout.pullBack(theta, bound.gradientAtAnchor(layout.decode(theta)));
        prior.addTo(theta, out);
        return out;
    }

    /** L(θ) alone, low by about a tolerance in nats. */
    double bound(Model model, double tolerance) {
        return bound.value(model, tolerance);
    }

    StationaryParameters layout() {
        return layout;
    }

    LogPrior prior() {
        return prior;
    }

    CollapsedBound collapsed() {
        return bound;
    }
}
