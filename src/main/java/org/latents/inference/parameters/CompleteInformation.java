package org.latents.inference.parameters;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latents.linalg.Cholesky;
import org.latents.linalg.Eigen;
import org.latents.linalg.Matrix;

/**
 * The information B of complete data at the best q, plus that of the prior, minus the second derivative of E_q log p(y,
 * x, θ) at fixed q: one block for Z and one for each unit, B = L L'. Computed from central differences of the gradient
 * at fixed q; since the blocks do not see each other, all units are moved at once, and the cost is linear in their
 * number.
 */
final class CompleteInformation {
    private static final double STEP = 1e-3;
    private static final double FLOOR = 1e-6;

    private final int length;
    private final int[] starts; // of the blocks, and the end
    private final List<Matrix> blocks = new ArrayList<>();
    private final List<double[]> factors = new ArrayList<>();

    private CompleteInformation(int length, int[] starts) {
        this.length = length;
        this.starts = starts;
    }

    /** The information at the anchor of a posterior, where θ must be. */
    static CompleteInformation at(LogPosterior posterior, double[] theta) {
        StationaryParameters layout = posterior.layout();
        int[] starts = new int[layout.units() + 2];
        for (int n = 0; n < layout.units(); n++) {
            starts[n + 1] = layout.start(n);
        }
        starts[layout.units() + 1] = layout.length();
        CompleteInformation information = new CompleteInformation(layout.length(), starts);
        information.compute(posterior, theta);
        return information;
    }

    private void compute(LogPosterior posterior, double[] theta) {
        int widest = 0;
        for (int b = 0; b + 1 < starts.length; b++) {
            widest = Math.max(widest, size(b));
            blocks.add(Matrix.zeros(size(b), size(b)));
        }
        double[][] columns = new double[widest][];
        for (int i = 0; i < widest; i++) {
            double[] above = theta.clone();
            double[] below = theta.clone();
            double[] step = new double[starts.length];
            for (int b = 0; b + 1 < starts.length; b++) {
                if (i < size(b)) {
                    int at = starts[b] + i;
                    step[b] = STEP * (1 + Math.abs(theta[at]));
                    above[at] += step[b];
                    below[at] -= step[b];
                }
            }
            double[] up = posterior.gradientAtAnchor(above);
            double[] down = posterior.gradientAtAnchor(below);
            columns[i] = new double[length];
            for (int b = 0; b + 1 < starts.length; b++) {
                for (int j = starts[b]; j < starts[b + 1] && step[b] > 0; j++) {
                    columns[i][j] = (down[j] - up[j]) / (2 * step[b]);
                }
            }
        }
        for (int b = 0; b + 1 < starts.length; b++) {
            factorise(b, columns);
        }
    }

    private void factorise(int b, double[][] columns) {
        int size = size(b);
        double[] block = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                block[j * size + i] = columns[i][starts[b] + j];
            }
        }
        Eigen.Symmetric eigen = Eigen.symmetric(Matrix.of(size, size, block).symmetrised());
        double largest = Math.max(Math.abs(eigen.values()[0]), Math.abs(eigen.values()[size - 1]));
        double[] positive = eigen.values().clone();
        // Away from a mode the second derivative need not be negative; a length scale is all that is needed there.
        Arrays.setAll(positive, i -> Math.max(Math.abs(positive[i]), FLOOR * largest));
        Matrix v = eigen.vectors();
        Matrix fixed = v.times(Matrix.diagonal(positive)).times(v.transpose()).symmetrised();
        blocks.set(b, fixed);
        factors.add(Cholesky.of(fixed, "complete information").lower().toArray());
    }

    private int size(int b) {
        return starts[b + 1] - starts[b];
    }

    /** θ-step of a u-step: L'⁻¹ u. */
    double[] toTheta(double[] u) {
        double[] out = u.clone();
        for (int b = 0; b + 1 < starts.length; b++) {
            double[] l = factors.get(b);
            int size = size(b);
            for (int i = size - 1; i >= 0; i--) {
                double sum = out[starts[b] + i];
                for (int k = i + 1; k < size; k++) {
                    sum -= l[k * size + i] * out[starts[b] + k];
                }
                out[starts[b] + i] = sum / l[i * size + i];
            }
        }
        return out;
    }

    /** u-step of a θ-step: L' v. */
    double[] toU(double[] v) {
        double[] out = new double[v.length];
        for (int b = 0; b + 1 < starts.length; b++) {
            double[] l = factors.get(b);
            int size = size(b);
            for (int i = 0; i < size; i++) {
                for (int k = i; k < size; k++) {
                    out[starts[b] + i] += l[k * size + i] * v[starts[b] + k];
                }
            }
        }
        return out;
    }

    /** u-gradient of a θ-gradient: L⁻¹ g. */
    double[] gradient(double[] g) {
        double[] out = g.clone();
        for (int b = 0; b + 1 < starts.length; b++) {
            double[] l = factors.get(b);
            int size = size(b);
            for (int i = 0; i < size; i++) {
                double sum = out[starts[b] + i];
                for (int k = 0; k < i; k++) {
                    sum -= l[i * size + k] * out[starts[b] + k];
                }
                out[starts[b] + i] = sum / l[i * size + i];
            }
        }
        return out;
    }

    int length() {
        return length;
    }
}
