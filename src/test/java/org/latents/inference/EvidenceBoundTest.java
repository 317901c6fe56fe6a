package org.latents.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latents.data.BinnedCounts;
import org.latents.dynamics.LinearDynamics;
import org.latents.execution.TaskRunners;
import org.latents.linalg.Matrix;
import org.latents.math.LogSpace;
import org.latents.model.Model;
import org.latents.model.RandomModels;
import org.latents.random.Seed;

/** The bound against the evidence of one latent over one or two bins, summed over a grid. */
final class EvidenceBoundTest {
    private static final int GRID = 801;
    private static final double REACH = 10; // prior standard deviations to either side

    @ParameterizedTest
    @CsvSource({
        "poisson, 0.3, 1, 1", "poisson, 1, 1, 2", "poisson, 2, 1, 3", "poisson, 1, 2, 4", "poisson, 2, 2, 5",
        "negbin, 0.3, 1, 6", "negbin, 1, 1, 7", "negbin, 2, 1, 8", "negbin, 1, 2, 9", "negbin, 2, 2, 10"
    })
    void boundIsBelowTheEvidenceAndClose(String likelihood, double strength, int bins, long seedValue) {
        Seed seed = new Seed(seedValue);
        Model model = RandomModels.of(likelihood, 1, 5, strength, seed);
        BinnedCounts counts = RandomModels.counts(model, seed, bins);
        double evidence = bins == 1 ? oneBin(model, counts) : twoBins(model, counts);
        double elbo = VariationalInference.withDefaults()
                .infer(model, counts, TaskRunners.serial())
                .elbo();
        // The grid sum of a smooth integrand that vanishes at both ends converges faster than any power: rounding only.
        assertThat(elbo).isLessThanOrEqualTo(evidence + 1e-10);
        // A Gaussian q misses the skew of the posterior: hundredths of a nat a bin, tenths at strong loadings.
        assertThat(elbo).isGreaterThan(evidence - 0.2 * bins);
    }

    private static double oneBin(Model model, BinnedCounts counts) {
        double sd = Math.sqrt(model.dynamics().p0().get(0, 0));
        double[] terms = new double[GRID];
        double step = 2 * REACH * sd / (GRID - 1);
        for (int i = 0; i < GRID; i++) {
            double x = -REACH * sd + i * step;
            terms[i] = normal(x, 0, sd) + likelihood(model, counts, 0, x) + Math.log(step);
        }
        return LogSpace.logSumExp(terms);
    }

    private static double twoBins(Model model, BinnedCounts counts) {
        LinearDynamics dynamics = model.dynamics();
        double sd = Math.sqrt(dynamics.p0().get(0, 0));
        double noise = Math.sqrt(dynamics.q().get(0, 0));
        double step = 2 * REACH * sd / (GRID - 1);
        double[] x = new double[GRID];
        double[] first = new double[GRID];
        double[] second = new double[GRID];
        for (int i = 0; i < GRID; i++) {
            x[i] = -REACH * sd + i * step;
            first[i] = normal(x[i], 0, sd) + likelihood(model, counts, 0, x[i]);
            second[i] = likelihood(model, counts, 1, x[i]);
        }
        Matrix a = dynamics.a();
        double[] outer = new double[GRID];
        double[] inner = new double[GRID];
        for (int i = 0; i < GRID; i++) {
            for (int j = 0; j < GRID; j++) {
                inner[j] = normal(x[j], a.get(0, 0) * x[i], noise) + second[j];
            }
            outer[i] = first[i] + LogSpace.logSumExp(inner);
        }
        return LogSpace.logSumExp(outer) + 2 * Math.log(step);
    }

    private static double normal(double x, double mean, double sd) {
        double z = (x - mean) / sd;
        return -0.5 * z * z - 0.5 * Math.log(2 * Math.PI) - Math.log(sd);
    }

    private static double likelihood(Model model, BinnedCounts counts, int t, double x) {
        double sum = 0;
        for (int n = 0; n < counts.units(); n++) {
            double eta = model.emission().offset()[n]
                    + model.emission().loading().get(n, 0) * x
                    + Math.log(model.binSeconds());
            sum += model.likelihood().logProbability(counts.countOrUnobserved(0, t, n), eta, model.shapeOf(n));
        }
        return sum;
    }
}
