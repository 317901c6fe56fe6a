package org.latents.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunners;
import org.latents.linalg.Cholesky;
import org.latents.linalg.LinearSolve;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.model.RandomModels;
import org.latents.observation.Emission;
import org.latents.random.Seed;

/** The mean-field families against dense algebra, against each other, and as learners. */
final class FamilyTest {
    private static InferenceOutcome infer(Model model, BinnedCounts counts, Family family) {
        return VariationalInference.withDefaults().withFamily(family).infer(model, counts, TaskRunners.serial());
    }

    @Property(tries = 60)
    void simplerFamiliesHaveLowerBounds(
            @ForAll @IntRange(min = 1, max = 4) int dim,
            @ForAll boolean negbin,
            @ForAll @DoubleRange(min = 0.2, max = 2) double strength,
            @ForAll @LongRange(min = 1, max = 100_000) long value) {
        Seed seed = new Seed(value);
        Model model = RandomModels.of(negbin ? "negbin" : "poisson", dim, 6, strength, seed);
        BinnedCounts counts = RandomModels.counts(model, seed, 1, 2, 17, 30);
        InferenceOutcome structured = infer(model, counts, Family.STRUCTURED);
        InferenceOutcome blockwise = infer(model, counts, Family.BLOCKWISE);
        InferenceOutcome factorised = infer(model, counts, Family.FACTORISED);
        // rounding of sums of a few hundred terms
        double rounding = 1e-9 * Math.abs(structured.elbo());
        assertThat(blockwise.elbo()).isLessThanOrEqualTo(structured.elbo() + rounding);
        assertThat(factorised.elbo()).isLessThanOrEqualTo(blockwise.elbo() + rounding);
        if (dim == 1) {
            assertThat(factorised.elbo()).isCloseTo(blockwise.elbo(), within(rounding));
        }
        // A trial of one bin has no time to drop.
        assertThat(blockwise.elboPerTrial()[0]).isCloseTo(structured.elboPerTrial()[0], within(rounding));
    }

    @ParameterizedTest
    @CsvSource({"poisson, BLOCKWISE", "poisson, FACTORISED", "negbin, BLOCKWISE", "negbin, FACTORISED"})
    void boundIsThatOfDenseAlgebraAndStationary(String likelihood, Family family) {
        int dim = 2;
        int bins = 5;
        Seed seed = new Seed(11);
        Model model = RandomModels.withDrift(RandomModels.of(likelihood, dim, 6, 1, seed), seed);
        BinnedCounts counts = RandomModels.counts(model, seed, bins);
        InferenceOutcome outcome = infer(model, counts, family);
        double[] mean = outcome.posterior().mean();
        double[] covariance = outcome.posterior().covariance();
        double at = denseBound(model, counts, mean, covariance);
        assertThat(outcome.elbo()).isCloseTo(at, within(1e-10 * Math.abs(at)));
        // Any other q of the family is worse, by the square of the move; so the derivative is zero.
        double h = 1e-4;
        for (int e = 0; e < mean.length; e++) {
            double[] up = mean.clone();
            double[] down = mean.clone();
            up[e] += h;
            down[e] -= h;
            double slope =
                    (denseBound(model, counts, up, covariance) - denseBound(model, counts, down, covariance)) / (2 * h);
            // third derivatives of order 1e2 times h², and rounding of 1e2 over h
            assertThat(slope).as("mean %d", e).isCloseTo(0, within(1e-5));
        }
        for (int t = 0; t < bins; t++) {
            for (int i = 0; i < dim; i++) {
                for (int j = 0; j <= i; j++) {
                    if (family == Family.FACTORISED && j < i) {
                        assertThat(covariance[(t * dim + i) * dim + j]).isZero();
                        continue;
                    }
                    double step = 1e-4 * covariance[(t * dim + i) * dim + i];
                    double up = denseBound(model, counts, mean, bumped(covariance, t, i, j, step));
                    double down = denseBound(model, counts, mean, bumped(covariance, t, i, j, -step));
                    double size = Math.abs(up + down - 2 * at);
                    // a stationary point: the first difference is far below the second
                    assertThat(up + down - 2 * at).isNegative();
                    assertThat(Math.abs(up - down)).as("V(%d) %d %d", t, i, j).isLessThan(0.02 * size + 1e-9);
                }
            }
        }
    }

    private static double[] bumped(double[] covariance, int t, int i, int j, double step) {
        double[] bumped = covariance.clone();
        bumped[(t * 2 + i) * 2 + j] += step;
        if (i != j) {
            bumped[(t * 2 + j) * 2 + i] += step;
        }
        return bumped;
    }

    /** ELBO of a q that is independent over time, from the joint prior of one trial. */
    private static double denseBound(Model model, BinnedCounts counts, double[] mean, double[] covariance) {
        int dim = model.latents();
        int bins = counts.bins();
        Matrix prior = priorCovariance(model, bins);
        double[] expected = priorMean(model, bins);
        Cholesky factor = Cholesky.of(prior, "prior");
        double[] difference = new double[expected.length];
        for (int e = 0; e < expected.length; e++) {
            difference[e] = mean[e] - expected[e];
        }
        double[] solved = factor.solve(difference);
        Matrix precision = factor.solve(Matrix.identity(dim * bins));
        double kl = factor.logDeterminant() - dim * bins;
        for (int e = 0; e < expected.length; e++) {
            kl += difference[e] * solved[e];
        }
        for (int t = 0; t < bins; t++) {
            double[] block = Arrays.copyOfRange(covariance, t * dim * dim, (t + 1) * dim * dim);
            kl -= Cholesky.of(Matrix.of(dim, dim, block), "V").logDeterminant();
            for (int i = 0; i < dim; i++) {
                for (int j = 0; j < dim; j++) {
                    kl += precision.get(t * dim + i, t * dim + j) * block[i * dim + j];
                }
            }
        }
        return expectedLogLikelihood(model, counts, mean, covariance) - 0.5 * kl;
    }

    private static double expectedLogLikelihood(Model model, BinnedCounts counts, double[] mean, double[] covariance) {
        int dim = model.latents();
        Emission emission = model.emission();
        double sum = 0;
        for (int t = 0; t < counts.bins(); t++) {
            for (int n = 0; n < model.units(); n++) {
                double[] c = emission.loading().row(n);
                double m = emission.offset()[n] + Math.log(model.binSeconds());
                double v = 0;
                for (int i = 0; i < dim; i++) {
                    m += c[i] * mean[t * dim + i];
                    for (int j = 0; j < dim; j++) {
                        v += c[i] * c[j] * covariance[(t * dim + i) * dim + j];
                    }
                }
                double[] value = new double[1];
                model.likelihood()
                        .expect(
                                new int[] {counts.countOrUnobserved(0, t, n)},
                                new double[] {m},
                                new double[] {v},
                                model.shapeOf(n),
                                0,
                                1,
                                value,
                                new double[1],
                                new double[1]);
                sum += value[0];
            }
        }
        return sum;
    }

    private static double[] priorMean(Model model, int bins) {
        int dim = model.latents();
        double[] all = new double[dim * bins];
        double[] m = model.dynamics().m0().clone();
        for (int t = 0; t < bins; t++) {
            System.arraycopy(m, 0, all, t * dim, dim);
            double[] next = model.dynamics().a().times(m);
            for (int i = 0; i < dim; i++) {
                next[i] += model.dynamics().b()[i];
            }
            m = next;
        }
        return all;
    }

    private static Matrix priorCovariance(Model model, int bins) {
        int dim = model.latents();
        double[] all = new double[dim * bins * dim * bins];
        Matrix a = model.dynamics().a();
        Matrix p = model.dynamics().p0();
        for (int t = 0; t < bins; t++) {
            Matrix cross = p;
            for (int s = t; s < bins; s++) {
                for (int i = 0; i < dim; i++) {
                    for (int j = 0; j < dim; j++) {
                        all[(s * dim + i) * dim * bins + t * dim + j] = cross.get(i, j);
                        all[(t * dim + j) * dim * bins + s * dim + i] = cross.get(i, j);
                    }
                }
                cross = a.times(cross);
            }
            p = a.times(p).times(a.transpose()).plus(model.dynamics().q()).symmetrised();
        }
        return Matrix.of(dim * bins, dim * bins, all);
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void basisDoesNotMatterToTheFamiliesThatKeepTheLatentsTogether(Family family) {
        Seed seed = new Seed(12);
        Model model = RandomModels.of("poisson", 3, 8, 1, seed);
        BinnedCounts counts = RandomModels.counts(model, seed, 30, 12);
        Matrix t = Matrix.of(3, 3, 2, 1, 0, 0, 1, -1, 0.5, 0, 1);
        Model other = CanonicalBasis.transform(model, t, LinearSolve.solve(t, Matrix.identity(3)));
        double elbo = infer(model, counts, family).elbo();
        double transformed = infer(other, counts, family).elbo();
        if (family == Family.FACTORISED) {
            // Which couplings are dropped depends on the basis.
            assertThat(Math.abs(transformed - elbo)).isGreaterThan(1e-3);
        } else {
            assertThat(transformed).isCloseTo(elbo, within(1e-8 * Math.abs(elbo)));
        }
    }

    @ParameterizedTest
    @CsvSource({"BLOCKWISE, poisson", "FACTORISED, poisson", "BLOCKWISE, negbin", "FACTORISED, negbin"})
    void objectiveNeverFallsWhileLearningAndEndsBelowTheStructuredOne(Family family, String likelihood) {
        Seed seed = new Seed(13);
        Model truth = RandomModels.of(likelihood, 2, 10, 0.8, seed);
        BinnedCounts counts = RandomModels.counts(truth, seed, RandomModels.lengths(8, 40));
        LearningOutcome outcome = learn(truth, counts, family);
        double last = Double.NEGATIVE_INFINITY;
        for (LearningOutcome.Iteration entry : outcome.trace()) {
            // rounding, as learning allows
            assertThat(entry.objective()).isGreaterThanOrEqualTo(last - 2e-9 * Math.abs(last));
            last = entry.objective();
        }
        LearningOutcome structured = learn(truth, counts, Family.STRUCTURED);
        assertThat(outcome.elbo() + outcome.logPrior()).isLessThan(structured.elbo() + structured.logPrior());
        assertThat(outcome.posterior().lagCovariance()).containsOnly(0);
        // The basis in which results are reported is one in which q is still of the family, and the optimum.
        InferenceOutcome again = infer(outcome.model(), counts, family);
        assertThat(again.elbo()).isCloseTo(outcome.elbo(), within(1e-6 * Math.abs(outcome.elbo())));
    }

    private static LearningOutcome learn(Model start, BinnedCounts counts, Family family) {
        return Learner.of(new LearningRule(40, 1e-7, 1, family))
                .learn(counts, start, TaskRunners.serial(), entry -> {});
    }

    @Test
    void posteriorOfEachBinIsNarrowerThanTheStructuredOne() {
        Seed seed = new Seed(14);
        Model model = RandomModels.of("poisson", 2, 10, 0.8, seed);
        BinnedCounts counts = RandomModels.counts(model, seed, 50);
        double[] structured =
                infer(model, counts, Family.STRUCTURED).posterior().covariance();
        double[] blockwise = infer(model, counts, Family.BLOCKWISE).posterior().covariance();
        for (int t = 0; t < 50; t++) {
            for (int i = 0; i < 2; i++) {
                int at = (t * 2 + i) * 2 + i;
                assertThat(blockwise[at]).isLessThan(structured[at]);
            }
        }
    }

    @Test
    void wordsNameFamilies() {
        for (Family family : Family.values()) {
            assertThat(Family.of(family.key())).contains(family);
        }
        assertThat(Family.of("meanfield")).isEmpty();
        assertThat(Family.keys()).containsExactly("structured", "blockwise", "factorised");
    }
}
