package org.latents.inference.parameters;

import java.util.ArrayList;
import java.util.List;
import org.latents.linalg.Eigen;
import org.latents.linalg.Matrix;

/**
 * The slice {θ : R'C symmetric and positive semi-definite} that meets each orbit of the orthogonal group once, through
 * a θ* whose loadings give R; see the package description. For one latent it is the half space in which the loadings
 * point the way of R.
 */
final class OrbitSlice {
    private static final double SMALLEST = 1e-2;

    private final StationaryParameters layout;
    private final Matrix reference;

    private OrbitSlice(StationaryParameters layout, Matrix reference) {
        this.layout = layout;
        this.reference = reference;
    }

    /** The slice through θ*; singular values of its loadings that are nearly zero are raised, so that R has rank D. */
    static OrbitSlice through(StationaryParameters layout, double[] theta) {
        Matrix c = layout.loading(theta);
        Eigen.Symmetric gram = Eigen.symmetric(c.transpose().times(c));
        double largest = Math.sqrt(Math.max(gram.values()[0], 0));
        double smallest = Math.sqrt(Math.max(gram.values()[layout.latents() - 1], 0));
        if (smallest > SMALLEST * largest || layout.units() < layout.latents()) {
            return new OrbitSlice(layout, c);
        }
        return new OrbitSlice(layout, raised(c, gram, largest));
    }

    /** U max(S, floor) V' of C = U S V'; R'C is then symmetric again. Directions without any loading get unit ones. */
    private static Matrix raised(Matrix c, Eigen.Symmetric gram, double largest) {
        int d = c.columns();
        Matrix v = gram.vectors();
        Matrix scores = c.times(v);
        double floor = largest > 0 ? SMALLEST * largest : 1;
        List<double[]> basis = new ArrayList<>();
        double[] out = new double[c.rows() * d];
        for (int j = 0; j < d; j++) {
            double[] column = orthonormal(scores.column(j), basis);
            for (int n = 0; column.length == 0; n++) {
                double[] unit = new double[c.rows()];
                unit[n] = 1;
                column = orthonormal(unit, basis);
            }
            basis.add(column);
            double size = Math.max(floor, Math.sqrt(Math.max(0, gram.values()[j])));
            for (int n = 0; n < c.rows(); n++) {
                out[n * d + j] = size * column[n];
            }
        }
        return Matrix.of(c.rows(), d, out).times(v.transpose());
    }

    /** The part of x orthogonal to a basis, of unit length; empty where nothing is left of it. */
    static double[] orthonormal(double[] x, List<double[]> basis) {
        double[] out = x.clone();
        double before = Math.sqrt(dot(x, x));
        for (int repeat = 0; repeat < 2; repeat++) {
            for (double[] other : basis) {
                double along = dot(out, other);
                for (int i = 0; i < out.length; i++) {
                    out[i] -= along * other[i];
                }
            }
        }
        double size = Math.sqrt(dot(out, out));
        if (!(size > 1e-8 * before)) {
            return new double[0];
        }
        for (int i = 0; i < out.length; i++) {
            out[i] /= size;
        }
        return out;
    }

    static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    /** The normals R E_j of the slice as vectors like θ, D(D−1)/2 of them. */
    List<double[]> normals() {
        int d = layout.latents();
        List<double[]> normals = new ArrayList<>();
        for (int a = 0; a < d; a++) {
            for (int b = 0; b < a; b++) {
                double[] normal = new double[layout.length()];
                for (int n = 0; n < layout.units(); n++) {
                    normal[layout.start(n) + b] = reference.get(n, a);
                    normal[layout.start(n) + a] = -reference.get(n, b);
                }
                normals.add(normal);
            }
        }
        return normals;
    }

    /**
     * Returns log |det M(θ)| but for a constant, for θ in the slice: Σ_{a<b} log(m_a + m_b) over the eigenvalues of
     * R'C; −∞ outside of the half in which they are positive.
     */
    double logVolume(double[] theta) {
        Matrix m = reference.transpose().times(layout.loading(theta));
        double[] values = Eigen.symmetric(m).values();
        if (values[values.length - 1] < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        double sum = 0;
        for (int a = 0; a < values.length; a++) {
            for (int b = 0; b < a; b++) {
                sum += Math.log(values[a] + values[b]);
            }
        }
        return sum;
    }
}
