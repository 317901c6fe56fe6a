package org.latents.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latents.catalog.Catalog;
import org.latents.linalg.Cholesky;
import org.latents.linalg.Eigen;
import org.latents.linalg.Matrix;
import org.latents.linalg.RandomMatrices;

/** What every prior of the dynamics must satisfy, at bins from far below to far above its time scales. */
final class DynamicsPriorContractTest {
    private static final double[] BINS = {1e-4, 1e-3, 0.01, 0.05, 0.5, 5};

    static Stream<DynamicsPrior> priors() {
        return Catalog.of(DynamicsPrior.class).all().stream();
    }

    private static double[] values(DynamicsPrior prior) {
        return prior.hyperparameters().stream()
                .mapToDouble(DynamicsPrior.Hyperparameter::initial)
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("priors")
    void stationaryCovarianceStaysAsItIs(DynamicsPrior prior) {
        for (double bin : BINS) {
            DynamicsPrior.Block block = prior.discretise(values(prior), bin);
            Matrix next =
                    block.a().times(block.p()).times(block.a().transpose()).plus(block.q());
            RandomMatrices.assertClose(next, block.p(), 1e-13);
            for (int i = 0; i < prior.latents(); i++) {
                assertThat(block.p().get(i, i)).isCloseTo(1, within(1e-15));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("priors")
    void innovationsArePositiveDefiniteAndDynamicsStable(DynamicsPrior prior) {
        for (double bin : BINS) {
            DynamicsPrior.Block block = prior.discretise(values(prior), bin);
            assertThat(Cholesky.isPositiveDefinite(block.q())).as("bin %s", bin).isTrue();
            assertThat(Cholesky.isPositiveDefinite(block.p())).isTrue();
            assertThat(Eigen.spectralRadius(block.a())).isLessThan(1);
        }
    }

    @ParameterizedTest
    @MethodSource("priors")
    void twoBinsAreOneOfTwiceTheWidth(DynamicsPrior prior) {
        for (double bin : BINS) {
            DynamicsPrior.Block one = prior.discretise(values(prior), bin);
            DynamicsPrior.Block two = prior.discretise(values(prior), 2 * bin);
            RandomMatrices.assertClose(one.a().times(one.a()), two.a(), 1e-13);
            Matrix q = one.a().times(one.q()).times(one.a().transpose()).plus(one.q());
            // relative to each entry: innovations of derivatives differ by many powers of ten
            for (int i = 0; i < q.rows(); i++) {
                double scale = Math.sqrt(two.q().get(i, i));
                for (int j = 0; j < q.rows(); j++) {
                    double size = scale * Math.sqrt(two.q().get(j, j));
                    assertThat(q.get(i, j)).as("bin %s", bin).isCloseTo(two.q().get(i, j), within(1e-11 * size));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("priors")
    void autocovarianceIsTheCovarianceFunction(DynamicsPrior prior) {
        double[] values = values(prior);
        for (double bin : BINS) {
            DynamicsPrior.Block block = prior.discretise(values, bin);
            Matrix lagged = block.p();
            for (int lag = 0; lag <= 20; lag++) {
                double expected = prior.covariance(values, lag * bin);
                assertThat(lagged.get(0, 0)).as("bin %s, lag %d", bin, lag).isCloseTo(expected, within(1e-12));
                assertThat(prior.covariance(values, -lag * bin)).isEqualTo(expected);
                lagged = block.a().times(lagged);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("priors")
    void valuesOutsideTheirRangesAreRefused(DynamicsPrior prior) {
        for (int i = 0; i < prior.hyperparameters().size(); i++) {
            DynamicsPrior.Hyperparameter h = prior.hyperparameters().get(i);
            for (double wrong : new double[] {0, -1, Double.NaN, h.largest() * 2}) {
                double[] values = values(prior);
                values[i] = wrong;
                assertThatThrownBy(() -> prior.discretise(values, 0.01))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(h.name());
            }
        }
        assertThatThrownBy(() -> prior.discretise(new double[7], 0.01)).hasMessageContaining("hyperparameters");
    }
}
