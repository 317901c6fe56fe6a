package org.latents.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latents.compute.Chain;
import org.latents.compute.Packed;
import org.latents.compute.Routines;
import org.latents.compute.RoutinesProvider;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunner;
import org.latents.linalg.Cholesky;
import org.latents.model.Model;

/**
 * q(x) at fixed parameters: the Gaussian that maximises the evidence lower bound. Each trial is iterated to its fixed
 * point; the optimum is unique, since the likelihoods are log-concave in η.
 */
public final class VariationalInference {
    private final Routines routines;
    private final SiteRule rule;

    private VariationalInference(Routines routines, SiteRule rule) {
        this.routines = routines;
        this.rule = rule;
    }

    /** Inference to the limits of double precision, at most 500 passes. */
    public static VariationalInference withDefaults() {
        return new VariationalInference(RoutinesProvider.selected(), SiteRule.EXACT);
    }

    /** Inference that stops a trial when a step gains less than the given fraction of its bound. */
    public static VariationalInference withTolerance(double relativeGain) {
        return new VariationalInference(
                RoutinesProvider.selected(),
                new SiteRule(SiteRule.EXACT.maxPasses(), relativeGain, Math.sqrt(relativeGain)));
    }

    VariationalInference withRoutines(Routines other) {
        return new VariationalInference(other, rule);
    }

    /** The same with q(x) of a family. */
    public VariationalInference withFamily(Family family) {
        return new VariationalInference(MeanFieldRoutines.of(routines, family), rule);
    }

    /**
     * Infers q(x).
     *
     * @throws IllegalArgumentException if the counts do not fit the model: number of units, bin width
     * @throws org.latents.linalg.NotPositiveDefiniteException if Q or P0 is not positive definite
     */
    public InferenceOutcome infer(Model model, BinnedCounts counts, TaskRunner runner) {
        check(model, counts);
        SiteEnsemble sites = new SiteEnsemble(counts, model.latents(), routines, runner);
        List<SiteGroup.TrialState> states = sites.settle(model, rule);
        return outcome(sites.posterior(model), states, sites.passes());
    }

    /**
     * Returns the sites that are optimal given the marginals of q. At the optimal q they are its own: q(x) ∝ p(x) Π
     * exp(λ'x − ½ x'Λx); near it they are those of a q that is one step closer.
     *
     * @param posterior q(x) of the same counts under the same model
     * @throws IllegalArgumentException if counts, model and posterior do not fit each other
     */
    public static Sites sites(Model model, BinnedCounts counts, Posterior posterior, TaskRunner runner) {
        check(model, counts);
        if (posterior.latents() != model.latents() || !Arrays.equals(posterior.trialStart(), counts.trialStarts())) {
            throw new IllegalArgumentException("posterior: expected " + model.latents() + " latents in "
                    + counts.bins() + " bins of " + counts.trials() + " trials as the counts have them, got "
                    + posterior.latents() + " in " + posterior.bins() + " of " + posterior.trials());
        }
        return SiteTargets.of(RoutinesProvider.selected(), model, counts, posterior, runner);
    }

    static Chain chain(Model model) {
        int dim = model.latents();
        Cholesky.of(model.dynamics().q(), "Q");
        Cholesky.of(model.dynamics().p0(), "P0");
        return new Chain(
                dim,
                model.dynamics().a().toArray(),
                model.dynamics().b().clone(),
                Packed.pack(model.dynamics().q().toArray(), dim),
                model.dynamics().m0().clone(),
                Packed.pack(model.dynamics().p0().toArray(), dim));
    }

    static void check(Model model, BinnedCounts counts) {
        if (counts.units() != model.units()) {
            throw new IllegalArgumentException(
                    "counts: expected " + model.units() + " units, as the model has, got " + counts.units());
        }
        if (Math.abs(counts.binSeconds() - model.binSeconds()) > 1e-9 * model.binSeconds()) {
            throw new IllegalArgumentException("counts: expected bins of " + model.binSeconds()
                    + " s, as the model has, got " + counts.binSeconds() + " s");
        }
    }

    private static InferenceOutcome outcome(Posterior posterior, List<SiteGroup.TrialState> states, int passes) {
        double[] perTrial = new double[posterior.trials()];
        double[] klPerTrial = new double[perTrial.length];
        int unfinished = 0;
        int damped = 0;
        for (SiteGroup.TrialState state : states) {
            perTrial[state.trial()] = state.elbo();
            klPerTrial[state.trial()] = state.kl();
            unfinished += state.converged() ? 0 : 1;
            damped += state.damped() ? 1 : 0;
        }
        double elbo = sum(perTrial);
        double kl = sum(klPerTrial);
        List<String> remarks = new ArrayList<>();
        if (damped > 0) {
            remarks.add("steps were damped in " + damped + " of " + perTrial.length + " trials");
        }
        if (unfinished > 0) {
            remarks.add(unfinished + " of " + perTrial.length + " trials did not come to rest");
        }
        Termination termination = !Double.isFinite(elbo)
                ? Termination.FAILED
                : unfinished > 0 ? Termination.ITERATION_LIMIT : Termination.CONVERGED;
        return new InferenceOutcome(
                posterior, elbo, kl, elbo + kl, perTrial, passes, termination, List.copyOf(remarks));
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
