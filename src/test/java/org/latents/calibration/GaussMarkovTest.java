package org.latents.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.junit.jupiter.api.Test;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunners;
import org.latents.inference.InferenceOutcome;
import org.latents.inference.Posterior;
import org.latents.inference.VariationalInference;
import org.latents.linalg.Cholesky;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.model.RandomModels;
import org.latents.random.Seed;

/** Densities and draws of paths against dense algebra on short trials. */
class GaussMarkovTest {
    private static final Model MODEL =
            RandomModels.withDrift(RandomModels.of("poisson", 2, 5, 0.8, new Seed(1)), new Seed(2));

    private static Posterior posterior(int... lengths) {
        BinnedCounts counts = RandomModels.counts(MODEL, new Seed(3), lengths);
        InferenceOutcome outcome = VariationalInference.withDefaults().infer(MODEL, counts, TaskRunners.serial());
        return outcome.posterior();
    }

    /** Covariance of one trial: Cov(x_s, x_t) = G_s … G_{t+1} V_t for s > t, with G from lag covariances. */
    private static Matrix dense(Posterior q, int bins) {
        int d = q.latents();
        double[] all = new double[bins * d * bins * d];
        for (int t = 0; t < bins; t++) {
            Matrix cross = GaussMarkov.block(q.covariance(), t, d);
            for (int s = t; s < bins; s++) {
                if (s > t) {
                    Matrix gain = Cholesky.of(GaussMarkov.block(q.covariance(), s - 1, d), "V")
                            .solve(GaussMarkov.block(q.lagCovariance(), s - 1, d)
                                    .transpose())
                            .transpose();
                    cross = gain.times(cross);
                }
                for (int i = 0; i < d; i++) {
                    for (int j = 0; j < d; j++) {
                        all[(s * d + i) * bins * d + t * d + j] = cross.get(i, j);
                        all[(t * d + j) * bins * d + s * d + i] = cross.get(i, j);
                    }
                }
            }
        }
        return Matrix.of(bins * d, bins * d, all);
    }

    @Test
    void densityOfAPosteriorPathIsThatOfTheDenseGaussian() {
        Posterior q = posterior(6);
        double[] x = q.mean().clone();
        double[] away = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            away[i] = 0.3 * Math.sin(1 + i);
            x[i] += away[i];
        }
        Cholesky factor = Cholesky.of(dense(q, 6), "covariance");
        double square = 0;
        double[] solved = factor.solve(away);
        for (int i = 0; i < x.length; i++) {
            square += away[i] * solved[i];
        }
        double expected = -0.5 * (square + factor.logDeterminant() + x.length * Math.log(2 * Math.PI));
        assertThat(GaussMarkov.of(q).logDensity(x)).isCloseTo(expected, within(1e-9)); // 12 numbers, condition < 1e4
    }

    @Test
    void trialsAreIndependent() {
        Posterior both = posterior(4, 3);
        Posterior first = posterior(4);
        double[] x = both.mean().clone();
        double whole = GaussMarkov.of(both).logDensity(x);
        x[0] += 1;
        double moved = GaussMarkov.of(both).logDensity(x);
        double[] alone = java.util.Arrays.copyOf(both.mean(), 8);
        double before = GaussMarkov.of(first).logDensity(alone);
        alone[0] += 1;
        assertThat(moved - whole).isCloseTo(GaussMarkov.of(first).logDensity(alone) - before, within(1e-8));
    }

    @Test
    void priorDensityIsTheProductOfTransitions() {
        double[] x = {0.1, -0.4, 0.7, 0.2, -0.3, 0.5};
        double expected = log(
                MODEL.dynamics().p0(),
                minus(new double[] {0.1, -0.4}, MODEL.dynamics().m0()));
        for (int t = 1; t < 3; t++) {
            double[] before = {x[2 * t - 2], x[2 * t - 1]};
            double[] mean = MODEL.dynamics().a().times(before);
            mean[0] += MODEL.dynamics().b()[0];
            mean[1] += MODEL.dynamics().b()[1];
            expected += log(MODEL.dynamics().q(), minus(new double[] {x[2 * t], x[2 * t + 1]}, mean));
        }
        assertThat(GaussMarkov.of(MODEL.dynamics(), new int[] {0, 3}).logDensity(x))
                .isCloseTo(expected, within(1e-10));
    }

    @Test
    void drawsHaveTheMomentsOfThePosterior() {
        Posterior q = posterior(3);
        GaussMarkov path = GaussMarkov.of(q);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(new Seed(4).generator());
        int draws = 20_000;
        double[] x = new double[6];
        double[] sum = new double[6];
        double lag = 0;
        for (int s = 0; s < draws; s++) {
            path.draw(normal, x);
            for (int i = 0; i < 6; i++) {
                sum[i] += x[i];
            }
            lag += (x[2] - q.mean()[2]) * (x[0] - q.mean()[0]);
        }
        for (int i = 0; i < 6; i++) {
            double sd = Math.sqrt(q.covariance()[(i / 2 * 2 + i % 2) * 2 + i % 2]);
            assertThat(sum[i] / draws).isCloseTo(q.mean()[i], within(4.5 * sd / Math.sqrt(draws)));
        }
        double error = Math.sqrt(2 * q.covariance()[0] * q.covariance()[4] / draws);
        assertThat(lag / draws).isCloseTo(q.lagCovariance()[0], within(4.5 * error));
    }

    private static double log(Matrix covariance, double[] away) {
        Cholesky factor = Cholesky.of(covariance, "covariance");
        double[] solved = factor.solve(away);
        double square = away[0] * solved[0] + away[1] * solved[1];
        return -0.5 * (square + factor.logDeterminant() + 2 * Math.log(2 * Math.PI));
    }

    private static double[] minus(double[] a, double[] b) {
        return new double[] {a[0] - b[0], a[1] - b[1]};
    }
}
