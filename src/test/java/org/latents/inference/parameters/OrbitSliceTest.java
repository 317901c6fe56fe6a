package org.latents.inference.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latents.linalg.Eigen;
import org.latents.linalg.Matrix;
import org.latents.random.Seed;

/** The slice meets each orbit once, and its volume factor gives integrals over all of the space. */
final class OrbitSliceTest {
    private static StationaryParameters layout(int latents, int units) {
        return new StationaryParameters(latents, units, SmallCases.likelihood("poisson"), SmallCases.BIN);
    }

    private static double[] theta(StationaryParameters layout, Seed seed) {
        return new LogPrior(layout, ParameterPriors.DEFAULT).draw(seed);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void normalsAreOrthogonalToTheReferenceAndFew(int d) {
        StationaryParameters layout = layout(d, 6);
        double[] theta = theta(layout, new Seed(1));
        List<double[]> normals = OrbitSlice.through(layout, theta).normals();
        assertThat(normals).hasSize(d * (d - 1) / 2);
        for (double[] normal : normals) {
            assertThat(OrbitSlice.dot(normal, theta)).isCloseTo(0, within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void everyOrbitHasOneTurnInTheSlice(int d) {
        StationaryParameters layout = layout(d, 5);
        double[] reference = theta(layout, new Seed(2));
        OrbitSlice slice = OrbitSlice.through(layout, reference);
        for (int i = 0; i < 20; i++) {
            double[] other = theta(layout, new Seed(3).child(i));
            double[] turned = aligned(layout, reference, other);
            for (double[] normal : slice.normals()) {
                assertThat(OrbitSlice.dot(normal, turned)).isCloseTo(0, within(1e-10));
            }
            assertThat(slice.logVolume(turned)).isGreaterThan(Double.NEGATIVE_INFINITY);
            // the opposite solution of Procrustes' problem is outside
            double[] opposite =
                    SmallCases.turned(layout, turned, Matrix.identity(d).scaled(-1));
            assertThat(slice.logVolume(opposite)).isEqualTo(Double.NEGATIVE_INFINITY);
        }
    }

    /** log |det M|, M_ij = ⟨C E_i, R E_j⟩ by its definition, against the eigenvalues. */
    @Test
    void volumeIsTheDeterminantOfTangentsAndNormals() {
        StationaryParameters layout = layout(3, 6);
        double[] reference = theta(layout, new Seed(4));
        OrbitSlice slice = OrbitSlice.through(layout, reference);
        double first = Double.NaN;
        for (int i = 0; i < 5; i++) {
            double[] other = aligned(layout, reference, theta(layout, new Seed(5).child(i)));
            List<double[]> tangents = OrbitSlice.through(layout, other).normals(); // C E_i
            List<double[]> normals = slice.normals();
            double[] m = new double[9];
            for (int a = 0; a < 3; a++) {
                for (int b = 0; b < 3; b++) {
                    m[a * 3 + b] = OrbitSlice.dot(tangents.get(a), normals.get(b));
                }
            }
            double determinant = m[0] * (m[4] * m[8] - m[5] * m[7])
                    - m[1] * (m[3] * m[8] - m[5] * m[6])
                    + m[2] * (m[3] * m[7] - m[4] * m[6]);
            double difference = slice.logVolume(other) - Math.log(Math.abs(determinant));
            first = i == 0 ? difference : first;
            assertThat(difference).isCloseTo(first, within(1e-9));
        }
    }

    /**
     * A toy whose answer is known: C of independent N(0, 1), 4 units, 2 latents. Then |c_1|² is χ² with 2 degrees of
     * freedom and tr C'C with 8. Draws in the slice from a wide Gaussian, weighted with and without the volume.
     */
    @Test
    void weightsWithTheVolumeGiveInvariantMomentsOfAllSpace() {
        StationaryParameters layout = layout(2, 4);
        double[] reference = theta(layout, new Seed(6));
        OrbitSlice slice = OrbitSlice.through(layout, reference);
        List<double[]> basis = new ArrayList<>();
        slice.normals().forEach(n -> basis.add(OrbitSlice.orthonormal(n, basis)));
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(new Seed(7).generator());
        double[] with = new double[3];
        double[] without = new double[3];
        for (int i = 0; i < 200_000; i++) {
            double[] theta = new double[layout.length()];
            for (int n = 0; n < 4; n++) {
                for (int k = 0; k < 2; k++) {
                    theta[layout.start(n) + k] = normal.sample();
                }
            }
            double along = OrbitSlice.dot(theta, basis.get(0));
            for (int e = 0; e < theta.length; e++) {
                theta[e] -= along * basis.get(0)[e];
            }
            // the proposal is the target itself, restricted: what is left is the volume
            double volume = Math.exp(slice.logVolume(theta));
            double first = theta[layout.start(0)] * theta[layout.start(0)]
                    + theta[layout.start(0) + 1] * theta[layout.start(0) + 1];
            add(with, volume, first, OrbitSlice.dot(theta, theta));
            add(without, volume > 0 ? 1 : 0, first, OrbitSlice.dot(theta, theta));
        }
        // standard errors: about 2 / √100000 and 4 / √100000
        assertThat(with[1] / with[0]).isCloseTo(2, within(0.04));
        assertThat(with[2] / with[0]).isCloseTo(8, within(0.08));
        assertThat(without[2] / without[0]).isLessThan(7.5);
    }

    @Test
    void loadingsWithoutRankStillGiveASlice() {
        StationaryParameters layout = layout(2, 4);
        double[] theta = theta(layout, new Seed(8));
        for (int n = 0; n < 4; n++) {
            theta[layout.start(n) + 1] = 2 * theta[layout.start(n)];
        }
        OrbitSlice slice = OrbitSlice.through(layout, theta);
        assertThat(slice.normals().get(0)).doesNotContain(Double.NaN);
        assertThat(OrbitSlice.dot(slice.normals().get(0), theta)).isCloseTo(0, within(1e-9));
        double[] silent = new double[layout.length()];
        assertThat(OrbitSlice.through(layout, silent).logVolume(theta(layout, new Seed(9))))
                .isNotNaN();
    }

    private static void add(double[] sums, double weight, double first, double all) {
        sums[0] += weight;
        sums[1] += weight * first;
        sums[2] += weight * all;
    }

    /** θ turned so that R'C is symmetric and positive semi-definite: C → C W V' P' by the polar decomposition. */
    private static double[] aligned(StationaryParameters layout, double[] reference, double[] theta) {
        Matrix m = layout.loading(reference).transpose().times(layout.loading(theta));
        // m = S U with S = (m m')^½; then m U' = S
        Eigen.Symmetric eigen = Eigen.symmetric(m.times(m.transpose()));
        double[] inverse = new double[m.rows()];
        for (int i = 0; i < inverse.length; i++) {
            inverse[i] = 1 / Math.sqrt(eigen.values()[i]);
        }
        Matrix root = eigen.vectors()
                .times(Matrix.diagonal(inverse))
                .times(eigen.vectors().transpose());
        return SmallCases.turned(layout, theta, root.times(m));
    }
}
