package org.latents.evaluation.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latents.data.BinnedCounts;
import org.latents.dynamics.LinearDynamics;
import org.latents.execution.TaskRunners;
import org.latents.inference.InferenceOutcome;
import org.latents.inference.Posterior;
import org.latents.inference.Sites;
import org.latents.inference.VariationalInference;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.model.RandomModels;
import org.latents.random.Seed;

/** The forward chain has the moments of q, and its normaliser the value that the divergence needs. */
final class GuidedProposalTest {
    @ParameterizedTest
    @CsvSource({
        "poisson, 1, 5, 1, 1", "poisson, 1, 5, 9, 1", "poisson, 3, 8, 1, 1", "poisson, 3, 8, 30, 1",
        "negbin, 4, 9, 25, 1", "negbin, 2, 2, 12, 1", "poisson, 3, 8, 30, 1e-8", "negbin, 3, 2, 30, 1e-8"
    })
    void theChainHasTheMomentsOfQ(String likelihood, int latents, int units, int bins, double noise) {
        Seed seed = new Seed(bins + latents);
        Model model =
                withNoise(RandomModels.withDrift(RandomModels.of(likelihood, latents, units, 1, seed), seed), noise);
        BinnedCounts counts = RandomModels.counts(model, seed, bins, bins + 2);
        InferenceOutcome outcome = VariationalInference.withDefaults().infer(model, counts, TaskRunners.serial());
        Sites sites = VariationalInference.sites(model, counts, outcome.posterior(), TaskRunners.serial());
        GuidedProposal.Prior prior = new GuidedProposal.Prior(model.dynamics());
        double logNormaliser = 0;
        double siteTerm = 0;
        for (int k = 0; k < counts.trials(); k++) {
            GuidedProposal proposal = GuidedProposal.of(prior, sites, counts.start(k), counts.start(k + 1));
            assertMoments(proposal, outcome.posterior(), counts.start(k));
            logNormaliser += proposal.logNormaliser();
        }
        for (int t = 0; t < counts.bins(); t++) {
            siteTerm += expectedSite(sites, outcome.posterior(), t);
        }
        // KL = E_q[Σ λ'x − ½ x'Λx] − log Z; the sites are at rest to 1e-11.
        assertThat(siteTerm - logNormaliser).isCloseTo(outcome.kl(), within(1e-7 * Math.max(1, Math.abs(siteTerm))));
    }

    /** All innovation but a part of one direction taken out: Q is nearly singular where noise is small. */
    private static Model withNoise(Model model, double noise) {
        LinearDynamics old = model.dynamics();
        int d = old.latents();
        double[] scale = new double[d * d];
        for (int i = 0; i < d; i++) {
            scale[i * d + i] = i == 0 ? 1 : Math.sqrt(noise);
        }
        Matrix s = Matrix.of(d, d, scale);
        LinearDynamics dynamics =
                new LinearDynamics(old.a(), old.b(), s.times(old.q()).times(s).symmetrised(), old.m0(), old.p0());
        return new Model(dynamics, model.emission(), model.likelihood(), model.shape(), model.binSeconds());
    }

    /** E x_t = F E x_{t−1} + f, V_t = F V_{t−1} F' + W W', Cov(x_t, x_{t−1}) = F V_{t−1}. */
    private static void assertMoments(GuidedProposal proposal, Posterior q, int start) {
        int d = q.latents();
        double[] mean = new double[d];
        Matrix covariance = Matrix.of(d, d, new double[d * d]);
        for (int t = 0; t < proposal.steps(); t++) {
            double[] f = new double[d * d];
            double[] offset = new double[d];
            double[] root = new double[d * d];
            for (int i = 0; i < d; i++) {
                int row = (t * d + i) * (d + 1);
                System.arraycopy(proposal.transition(), row, f, i * d, d);
                offset[i] = proposal.transition()[row + d];
            }
            System.arraycopy(proposal.root(), t * d * d, root, 0, d * d);
            Matrix transition = Matrix.of(d, d, f);
            Matrix lag = transition.times(covariance);
            mean = transition.times(mean);
            covariance = lag.times(transition.transpose())
                    .plus(Matrix.of(d, d, root).times(Matrix.of(d, d, root).transpose()));
            for (int i = 0; i < d; i++) {
                mean[i] += offset[i];
                assertThat(mean[i]).isCloseTo(q.mean()[(start + t) * d + i], within(1e-7 * (1 + Math.abs(mean[i]))));
            }
            assertMatrix(covariance, q.covariance(), (start + t) * d * d);
            if (t > 0) {
                assertMatrix(lag, q.lagCovariance(), (start + t - 1) * d * d);
            }
        }
    }

    private static void assertMatrix(Matrix actual, double[] expected, int from) {
        double[] values = actual.toArray();
        for (int e = 0; e < values.length; e++) {
            assertThat(values[e]).isCloseTo(expected[from + e], within(1e-7 * actual.maxAbs()));
        }
    }

    private static double expectedSite(Sites sites, Posterior q, int t) {
        int d = q.latents();
        double sum = 0;
        for (int i = 0, e = 0; i < d; i++) {
            double m = q.mean()[t * d + i];
            sum += sites.vector()[t * d + i] * m;
            for (int j = 0; j <= i; j++, e++) {
                double second = q.covariance()[(t * d + i) * d + j] + m * q.mean()[t * d + j];
                sum -= (i == j ? 0.5 : 1) * sites.precision()[t * d * (d + 1) / 2 + e] * second;
            }
        }
        return sum;
    }
}
