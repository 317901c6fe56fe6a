package org.latents.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.latents.compute.Packed;
import org.latents.compute.Routines;
import org.latents.data.BinnedCounts;
import org.latents.dynamics.LinearDynamics;
import org.latents.execution.TaskRunner;
import org.latents.linalg.Eigen;
import org.latents.linalg.Matrix;
import org.latents.model.Model;

/**
 * Variational expectation-maximisation: two or more site updates of every trial, then A, Q, m0, P0 in closed form and
 * one damped Newton step per unit for (c, d, log r), which goes back where a unit's expected log likelihood would fall.
 * If the bound falls all the same, since a few site updates do not reach the optimum, the sites are iterated to rest;
 * so the trace never falls by more than rounding.
 */
final class ExpectationMaximisation {
    /** Iterates that the acceleration looks back on. */
    private static final int MEMORY = 8;

    /** Site updates per M-step: two, and more once an extrapolation has failed, since unsettled sites blur the map. */
    private static final int MAX_UPDATES = 3;

    private static final int PLAIN_ITERATIONS = 3;
    private static final double MAX_RADIUS = 1.0;

    /** Spectral radius that an unstable start is brought to. */
    private static final double START_RADIUS = 0.999;

    private static final int MAX_HALVINGS = 8;
    private static final double ROUNDING = 1e-9;

    private final BinnedCounts counts;
    private final LearningRule rule;
    private final LearningOutcome.Listener listener;
    private final SiteEnsemble sites;
    private final double[] minOffset;
    private final LoadingPrior prior;
    private final List<LearningOutcome.Iteration> trace = new ArrayList<>();
    private final long started = System.nanoTime();
    private int updates = 2;
    private int passes;

    ExpectationMaximisation(
            BinnedCounts counts,
            int latents,
            LearningRule rule,
            Routines routines,
            TaskRunner runner,
            LearningOutcome.Listener listener) {
        this.counts = counts;
        this.rule = rule;
        this.listener = listener;
        this.sites = new SiteEnsemble(counts, latents, routines, runner);
        this.prior = new LoadingPrior(rule.loadingSd(), counts.bins() - counts.trials());
        this.minOffset = ParameterBounds.smallestOffsets(counts);
    }

    /** Learns from a start. */
    LearningOutcome learn(Model start) {
        Model model = stable(start);
        ParameterVector coordinates = new ParameterVector(start);
        AndersonMixing mixing = new AndersonMixing(MEMORY);
        SiteEnsemble.Expectation expectation = sites.converge(model, SiteRule.LEARNING);
        record(model, expectation, 5);
        Termination termination =
                Double.isFinite(objective(model, expectation)) ? Termination.ITERATION_LIMIT : Termination.FAILED;
        while (termination == Termination.ITERATION_LIMIT && trace.size() < rule.maxIterations()) {
            Optional<Step> step = trace.size() < PLAIN_ITERATIONS
                    ? Optional.empty()
                    : accelerated(model, expectation, coordinates, mixing);
            if (step.isEmpty()) {
                step = plain(model, expectation, trace.size() >= PLAIN_ITERATIONS);
            }
            if (step.isEmpty()) {
                // Nothing better within reach of the M-step: stay at the last parameters.
                termination = Termination.CONVERGED;
                break;
            }
            model = step.get().model();
            expectation = step.get().expectation();
            sites.accept();
            record(model, expectation, 0);
            if (converged()) {
                termination = Termination.CONVERGED;
            }
        }
        return finish(model, termination);
    }

    /** Parameters and the E-step at them, whose bound is not below the last. */
    private record Step(Model model, SiteEnsemble.Expectation expectation) {}

    /** An M-step extrapolated by Anderson mixing; empty where the bound would fall. */
    private Optional<Step> accelerated(
            Model model, SiteEnsemble.Expectation expectation, ParameterVector coordinates, AndersonMixing mixing) {
        int dim = model.latents();
        Matrix second = second(expectation.sums(), dim);
        double[] all = new double[model.units()];
        Arrays.fill(all, 1);
        Model image =
                emissionUpdate(withDynamics(model, expectation), expectation).apply(all);
        double[] weights = coordinates.weights(model, expectation.sums(), second, prior.transitions(), counts.trials());
        double[] proposal = mixing.propose(coordinates.encode(model), coordinates.encode(image), weights);
        Optional<Model> bounded = withinBounds(coordinates, proposal, expectation);
        if (bounded.isEmpty()) {
            mixing.judge(false);
            return Optional.empty();
        }
        Model candidate = bounded.get();
        sites.retarget(candidate);
        SiteEnsemble.Expectation next = sites.advance(candidate, updates);
        passes += updates;
        double before = objective(model, expectation);
        boolean success = objective(candidate, next) >= before - ROUNDING * Math.abs(before);
        if (!success) {
            updates = Math.min(MAX_UPDATES, updates + 1);
        }
        mixing.judge(success);
        return success ? Optional.of(new Step(candidate, next)) : Optional.empty();
    }

    /**
     * A proposal inside the box of learning; empty where it is no model at all: not finite, or without stable dynamics.
     */
    private Optional<Model> withinBounds(
            ParameterVector coordinates, double[] proposal, SiteEnsemble.Expectation expectation) {
        if (!coordinates.isRepresentable(proposal)) {
            return Optional.empty();
        }
        Model model = coordinates.decode(proposal);
        LinearDynamics raw = model.dynamics();
        if (Eigen.spectralRadius(raw.a()) >= MAX_RADIUS) {
            return Optional.empty();
        }
        double scale = DynamicsUpdate.scale(second(expectation.sums(), model.latents()));
        LinearDynamics dynamics = new LinearDynamics(
                raw.a(),
                raw.b(),
                DynamicsUpdate.floored(raw.q(), DynamicsUpdate.FLOOR * scale),
                raw.m0(),
                DynamicsUpdate.floored(raw.p0(), DynamicsUpdate.FLOOR * scale));
        Model floored = new Model(dynamics, model.emission(), model.likelihood(), model.shape(), model.binSeconds());
        return Optional.of(emissionUpdate(floored, expectation).bounded());
    }

    /** An M-step in which no unit's expected log likelihood falls; empty where the bound falls all the same. */
    private Optional<Step> plain(Model model, SiteEnsemble.Expectation expectation, boolean restore) {
        if (restore) {
            sites.restore(model);
            passes++;
        }
        Model candidate = maximise(model, expectation);
        SiteEnsemble.Expectation next = sites.advance(candidate, updates);
        passes += updates;
        double before = objective(model, expectation);
        if (!(objective(candidate, next) >= before - ROUNDING * Math.abs(before))) {
            next = sites.converge(candidate, SiteRule.LEARNING);
            passes += 10;
        }
        return objective(candidate, next) >= before - ROUNDING * Math.abs(before)
                ? Optional.of(new Step(candidate, next))
                : Optional.empty();
    }

    private Model withDynamics(Model model, SiteEnsemble.Expectation expectation) {
        Matrix weight = prior.weight(model.emission().loading());
        LinearDynamics dynamics =
                new DynamicsUpdate(expectation.sums(), counts.trials(), prior, weight).apply(model.dynamics());
        return new Model(dynamics, model.emission(), model.likelihood(), model.shape(), model.binSeconds());
    }

    private EmissionUpdate emissionUpdate(Model model, SiteEnsemble.Expectation expectation) {
        Matrix second = second(expectation.sums(), model.latents());
        return new EmissionUpdate(model, expectation.sums().emission, second, prior.precision(model), minOffset);
    }

    private LearningOutcome finish(Model model, Termination termination) {
        SiteEnsemble.Expectation last = sites.converge(model, SiteRule.LEARNING);
        double elbo = last.total();
        double kl = Arrays.stream(last.kl()).sum();
        if (!Double.isFinite(elbo)) {
            termination = Termination.FAILED;
        }
        LearningRemarks remarks = LearningRemarks.of(
                model, counts, minOffset, second(last.sums(), model.latents()), dispersionGain(model));
        List<String> all = new ArrayList<>(remarks.all());
        double left = RemainingGain.of(trace);
        if (termination == Termination.ITERATION_LIMIT && Double.isFinite(left)) {
            all.add(String.format(
                    Locale.ROOT, "learning stopped at its limit; about %.2g nats were still to gain", left));
        }
        return new LearningOutcome(
                model,
                sites.posterior(model),
                elbo,
                prior.logDensity(model),
                kl,
                last.elbo(),
                List.copyOf(trace),
                termination,
                remarks.units(),
                List.copyOf(all));
    }

    /**
     * What r gains each unit over the Poisson limit, with everything else as it is; empty for a likelihood without r.
     */
    private double[] dispersionGain(Model model) {
        if (!model.likelihood().hasShape()) {
            return new double[0];
        }
        double[] limit = new double[model.units()];
        Arrays.fill(limit, EmissionUpdate.MAX_SHAPE);
        double[] gain = sites.retarget(model);
        double[] poisson = sites.retarget(
                new Model(model.dynamics(), model.emission(), model.likelihood(), limit, model.binSeconds()));
        for (int n = 0; n < gain.length; n++) {
            gain[n] -= poisson[n];
        }
        return gain;
    }

    /** The M-step; leaves the targets of the sites under the new emission as the next candidates. */
    private Model maximise(Model model, SiteEnsemble.Expectation expectation) {
        Model moved = withDynamics(model, expectation);
        EmissionMoments moments = expectation.sums().emission;
        EmissionUpdate update = emissionUpdate(moved, expectation);
        Matrix precision = prior.precision(moved);
        double[] old = penalties(precision, moved);
        double[] fraction = new double[model.units()];
        Arrays.fill(fraction, 1);
        for (int attempt = 0; attempt < MAX_HALVINGS; attempt++) {
            Model candidate = update.apply(fraction);
            double[] values = sites.retarget(candidate);
            double[] penalty = penalties(precision, candidate);
            boolean fell = false;
            for (int n = 0; n < fraction.length; n++) {
                double before = moments.value[n] - old[n];
                if (!(values[n] - penalty[n] >= before - ROUNDING * Math.abs(before)) && fraction[n] > 0) {
                    fraction[n] = attempt == MAX_HALVINGS - 2 ? 0 : fraction[n] / 4;
                    fell = true;
                }
            }
            if (!fell) {
                return candidate;
            }
        }
        sites.retarget(moved);
        return moved;
    }

    /** ½ c'Pc of each unit. */
    private static double[] penalties(Matrix precision, Model model) {
        double[] penalties = new double[model.units()];
        for (int n = 0; n < penalties.length; n++) {
            penalties[n] = 0.5
                    * LoadingPrior.quadratic(
                            precision, model.emission().loading().row(n));
        }
        return penalties;
    }

    /** What learning maximises: the bound and the logarithm of the prior. */
    private double objective(Model model, SiteEnsemble.Expectation expectation) {
        return expectation.total() + prior.logDensity(model);
    }

    /** The model with stable dynamics, without which the prior has no density. */
    private Model stable(Model model) {
        LinearDynamics old = model.dynamics();
        if (!prior.present() || prior.isStable(old.a())) {
            return model;
        }
        Matrix a = old.a().scaled(START_RADIUS / Eigen.spectralRadius(old.a()));
        LinearDynamics dynamics = new LinearDynamics(a, old.b(), old.q(), old.m0(), old.p0());
        return new Model(dynamics, model.emission(), model.likelihood(), model.shape(), model.binSeconds());
    }

    private Matrix second(BatchSums sums, int dim) {
        int offset = dim * dim;
        int transitions = prior.transitions();
        double[] packed = transitions > 0
                ? Arrays.copyOfRange(sums.transitions, offset, offset + Packed.size(dim))
                : sums.firstSecond;
        return Matrix.of(dim, dim, Packed.unpack(packed, dim))
                .scaled(1.0 / Math.max(1, transitions > 0 ? transitions : counts.trials()));
    }

    private void record(Model model, SiteEnsemble.Expectation expectation, int used) {
        passes += used;
        LearningOutcome.Iteration entry = new LearningOutcome.Iteration(
                trace.size() + 1,
                expectation.total(),
                prior.logDensity(model),
                (System.nanoTime() - started) * 1e-9,
                passes);
        trace.add(entry);
        listener.after(entry, model);
    }

    private boolean converged() {
        double size = Math.abs(trace.get(trace.size() - 1).elbo());
        return RemainingGain.isWithin(rule.tolerance() * size, trace);
    }
}
