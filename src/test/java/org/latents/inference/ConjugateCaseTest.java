package org.latents.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latents.compute.DenseOracle;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunners;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.model.RandomModels;
import org.latents.random.Seed;

/** Where the likelihood is Gaussian the bound is the evidence and q the posterior, after one step. */
final class ConjugateCaseTest {
    /** Dense solves of at most 24 unknowns with condition numbers below 1e4. */
    private static final double ROUNDING = 1e-11;

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "1, 5, 6", "2, 3, 8", "3, 7, 5", "4, 20, 6"})
    void conjugateLikelihoodIsExactInOneStep(int latents, int units, int bins) {
        Seed seed = new Seed(latents);
        Model poisson = RandomModels.withDrift(RandomModels.of("poisson", latents, units, 0.7, seed), seed);
        double sd = 0.8;
        Model model = new Model(
                poisson.dynamics(),
                poisson.emission(),
                new GaussianLikelihood(sd),
                new double[0],
                poisson.binSeconds());
        BinnedCounts.Builder builder = BinnedCounts.builder(units, new int[] {bins}, model.binSeconds());
        BinnedCounts drawn = RandomModels.counts(poisson, seed, bins);
        drawn.forEachCell((k, t, n, y) -> builder.set(k, t, n, y));
        BinnedCounts counts = builder.hide(0, bins / 2, 0).build();
        InferenceOutcome outcome = VariationalInference.withDefaults().infer(model, counts, TaskRunners.serial());

        Evidence exact = new Evidence(model, counts, sd);
        assertThat(outcome.termination()).isEqualTo(Termination.CONVERGED);
        // Zero sites, the exact sites, and a look that nothing moves.
        assertThat(outcome.iterations()).isLessThanOrEqualTo(3);
        assertThat(outcome.elbo()).isCloseTo(exact.logEvidence, within(ROUNDING * Math.abs(exact.logEvidence)));
        assertThat(outcome.kl()).isCloseTo(exact.posterior.kl, within(ROUNDING * Math.max(1, exact.posterior.kl)));
        Posterior q = outcome.posterior();
        for (int t = 0; t < bins; t++) {
            for (int i = 0; i < latents; i++) {
                assertThat(q.mean()[t * latents + i]).isCloseTo(exact.posterior.mean(t, i), within(ROUNDING * 10));
                for (int j = 0; j < latents; j++) {
                    int at = (t * latents + i) * latents + j;
                    assertThat(q.covariance()[at]).isCloseTo(exact.posterior.covariance(t, i, t, j), within(ROUNDING));
                    double lag = t + 1 < bins ? exact.posterior.covariance(t + 1, i, t, j) : 0;
                    assertThat(q.lagCovariance()[at]).isCloseTo(lag, within(ROUNDING));
                }
            }
        }
    }

    /** log p(y) = log ∫ p(x) Π exp(λ'x − ½x'Λx) dx + Σ log N(y; d', s²), since each factor is quadratic in x. */
    private static final class Evidence {
        private final DenseOracle posterior;
        private final double logEvidence;

        Evidence(Model model, BinnedCounts counts, double sd) {
            int d = model.latents();
            int bins = counts.bins();
            double[][] lambda = new double[bins][d];
            Matrix[] precision = new Matrix[bins];
            double constant = 0;
            for (int t = 0; t < bins; t++) {
                precision[t] = Matrix.zeros(d, d);
                for (int n = 0; n < counts.units(); n++) {
                    int y = counts.countOrUnobserved(0, t, n);
                    if (y < 0) {
                        continue;
                    }
                    double offset = model.emission().offset()[n] + Math.log(model.binSeconds());
                    constant += new GaussianLikelihood(sd).logProbability(y, offset, Double.NaN);
                    double[] c = model.emission().loading().row(n);
                    Matrix column = Matrix.of(d, 1, c);
                    precision[t] =
                            precision[t].plus(column.times(column.transpose()).scaled(1 / (sd * sd)));
                    for (int i = 0; i < d; i++) {
                        lambda[t][i] += c[i] * (y - offset) / (sd * sd);
                    }
                }
            }
            posterior = new DenseOracle(VariationalInference.chain(model), lambda, precision);
            logEvidence = constant - posterior.minusLogNormaliser;
        }
    }
}
