package org.latents.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latents.compute.RoutinesProvider;
import org.latents.data.BinnedCounts;
import org.latents.dynamics.LinearDynamics;
import org.latents.execution.TaskRunner;
import org.latents.execution.TaskRunners;
import org.latents.linalg.Cholesky;
import org.latents.linalg.Eigen;
import org.latents.linalg.LinearSolve;
import org.latents.linalg.Matrix;
import org.latents.linalg.RandomMatrices;
import org.latents.model.Model;
import org.latents.model.RandomModels;
import org.latents.random.Seed;

/** The prior of the loadings: its density, and that learning ends where the penalised bound is stationary. */
final class LoadingPriorTest {
    private final TaskRunner serial = TaskRunners.serial();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void densityDoesNotDependOnTheBasis(int dim) {
        Model model = RandomModels.of("poisson", dim, 7, 1, new Seed(dim));
        Matrix t = RandomMatrices.gaussian(dim, dim, new Seed(20 + dim))
                .plus(Matrix.identity(dim).scaled(3));
        Model other = CanonicalBasis.transform(model, t, LinearSolve.solve(t, Matrix.identity(dim)));
        LoadingPrior prior = new LoadingPrior(0.7, 10);
        double expected = prior.logDensity(model);
        assertThat(expected).isNegative();
        assertThat(prior.logDensity(other)).isCloseTo(expected, within(1e-9 * Math.abs(expected)));
    }

    @Test
    void densityIsStandardNormalInTheStationaryBasis() {
        double a = 0.8;
        LinearDynamics dynamics = new LinearDynamics(
                Matrix.of(1, 1, a), new double[1], Matrix.of(1, 1, 1 - a * a), new double[1], Matrix.of(1, 1, 1));
        Model some = RandomModels.of("poisson", 1, 3, 1, new Seed(1));
        Model model = new Model(dynamics, some.emission(), some.likelihood(), some.shape(), some.binSeconds());
        double sum = 0;
        for (double c : model.emission().loading().toArray()) {
            sum += c * c;
        }
        assertThat(new LoadingPrior(2, 5).logDensity(model)).isCloseTo(-sum / 8, within(1e-14));
    }

    @Test
    void unstableDynamicsHaveNoDensityAndNoPriorHasNone() {
        Model some = RandomModels.of("poisson", 2, 3, 1, new Seed(1));
        LinearDynamics old = some.dynamics();
        LinearDynamics unstable = new LinearDynamics(Matrix.diagonal(1.01, 0.5), old.b(), old.q(), old.m0(), old.p0());
        Model model = new Model(unstable, some.emission(), some.likelihood(), some.shape(), some.binSeconds());
        assertThat(new LoadingPrior(1, 10).logDensity(model)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(new LoadingPrior(Double.POSITIVE_INFINITY, 10).logDensity(model))
                .isZero();
        assertThat(new LoadingPrior(Double.POSITIVE_INFINITY, 10)
                        .precision(model)
                        .maxAbs())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void penalisedNoiseSolvesItsEquation(int dim) {
        Matrix w = RandomMatrices.positiveDefinite(dim, new Seed(dim)).scaled(40);
        Matrix r = RandomMatrices.positiveDefinite(dim, new Seed(10 + dim));
        Matrix q = PenalisedDynamics.withPenalty(w, 30, r);
        RandomMatrices.assertClose(q.scaled(30).plus(q.times(r).times(q)), w, 1e-12);
        assertThat(Cholesky.isPositiveDefinite(q)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"poisson, 0.5", "negbin, 0.3"})
    void learningEndsWhereThePenalisedBoundIsStationary(String likelihood, double sd) {
        Seed seed = new Seed(3);
        Model truth = RandomModels.of(likelihood, 2, 8, 0.8, seed);
        BinnedCounts counts = RandomModels.counts(truth, seed, RandomModels.lengths(12, 40));
        LearningOutcome outcome = Learner.of(new LearningRule(3000, 1e-13, sd, Family.STRUCTURED))
                .learn(counts, truth, serial, entry -> {});
        LoadingPrior prior = new LoadingPrior(sd, counts.bins() - counts.trials());
        double at = objective(prior, outcome.model(), counts);
        assertThat(outcome.elbo() + outcome.logPrior()).isCloseTo(at, within(1e-6 * Math.abs(at)));
        LoadingPrior none = new LoadingPrior(Double.POSITIVE_INFINITY, prior.transitions());
        double largest = 0;
        for (int entry = 0; entry < 4; entry++) {
            largest = Math.max(largest, gainLeft(none, outcome.model(), entry, counts));
            // the r of units at the Poisson limit still creeps when learning ends
            assertThat(gainLeft(prior, outcome.model(), entry, counts))
                    .as("entry %d of A", entry)
                    .isLessThan(1e-4);
        }
        // Without the penalty's part in the M-step of A, this much would be left.
        assertThat(largest).isGreaterThan(1e-2);
    }

    /** What a Newton step along one entry of A would gain: slope² / (2 · curvature), nats. */
    private double gainLeft(LoadingPrior prior, Model model, int entry, BinnedCounts counts) {
        double h = 1e-4;
        double at = objective(prior, model, counts);
        double up = objective(prior, moved(model, entry, h), counts);
        double down = objective(prior, moved(model, entry, -h), counts);
        double slope = (up - down) / (2 * h);
        double curvature = (2 * at - up - down) / (h * h);
        assertThat(curvature).isPositive();
        return slope * slope / (2 * curvature);
    }

    @Test
    void aTighterPriorGivesSmallerLogRateVariance() {
        Seed seed = new Seed(4);
        Model truth = RandomModels.of("poisson", 2, 8, 1, seed);
        BinnedCounts counts = RandomModels.counts(truth, seed, RandomModels.lengths(10, 50));
        double last = Double.POSITIVE_INFINITY;
        for (double sd : new double[] {Double.POSITIVE_INFINITY, 1, 0.3, 0.1}) {
            LearningOutcome outcome = Learner.of(new LearningRule(200, 1e-8, sd, Family.STRUCTURED))
                    .learn(counts, truth, serial, entry -> {});
            double variance = -2 * new LoadingPrior(1, 100).logDensity(outcome.model());
            assertThat(variance).isLessThan(last);
            last = variance;
        }
    }

    @Test
    void anUnstableStartIsMadeStable() {
        Seed seed = new Seed(5);
        Model truth = RandomModels.of("poisson", 2, 8, 0.5, seed);
        BinnedCounts counts = RandomModels.counts(truth, seed, RandomModels.lengths(10, 30));
        LinearDynamics old = truth.dynamics();
        LinearDynamics growing = new LinearDynamics(Matrix.diagonal(1.02, 0.9), old.b(), old.q(), old.m0(), old.p0());
        Model start = new Model(growing, truth.emission(), truth.likelihood(), truth.shape(), truth.binSeconds());
        LearningOutcome outcome =
                Learner.of(new LearningRule(30, 1e-7, 1, Family.STRUCTURED)).learn(counts, start, serial, entry -> {});
        assertThat(outcome.logPrior()).isFinite().isNegative();
        assertThat(Eigen.spectralRadius(outcome.model().dynamics().a())).isLessThan(1);
    }

    private double objective(LoadingPrior prior, Model model, BinnedCounts counts) {
        double[] elbo = new SiteEnsemble(counts, model.latents(), RoutinesProvider.selected(), serial)
                .converge(model, SiteRule.EXACT)
                .elbo();
        double sum = prior.logDensity(model);
        for (double value : elbo) {
            sum += value;
        }
        return sum;
    }

    private static Model moved(Model model, int entry, double h) {
        double[] a = model.dynamics().a().toArray();
        a[entry] += h;
        LinearDynamics old = model.dynamics();
        LinearDynamics dynamics = new LinearDynamics(Matrix.of(2, 2, a), old.b(), old.q(), old.m0(), old.p0());
        return new Model(dynamics, model.emission(), model.likelihood(), model.shape(), model.binSeconds());
    }
}
