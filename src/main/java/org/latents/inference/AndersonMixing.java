package org.latents.inference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.latents.linalg.Cholesky;
import org.latents.linalg.Matrix;

/**
 * Anderson acceleration of a fixed-point iteration x ← F(x), with restarts by the caller (Walker and Ni, SIAM J. Numer.
 * Anal. 49, 2011; for EM: Henderson and Varadhan, J. Comput. Graph. Stat. 28, 2019). With residuals f = F(x) − x of the
 * last m iterates, proposes F(x_k) − Σ γ_i ΔF_i, where γ minimises the weighted norm of f_k − Σ γ_i Δf_i under a ridge.
 */
final class AndersonMixing {
    private static final double SMALLEST_RIDGE = 1e-10;
    private static final double LARGEST_RIDGE = 1;

    private final int memory;
    private double ridge = SMALLEST_RIDGE;
    private final Deque<double[]> imageSteps = new ArrayDeque<>();
    private final Deque<double[]> residualSteps = new ArrayDeque<>();
    private double[] lastImage = new double[0];
    private double[] lastResidual = new double[0];

    AndersonMixing(int memory) {
        this.memory = memory;
    }

    /** Hears how the last proposal fared: the ridge, which pulls proposals towards F(x), grows with each failure. */
    void judge(boolean success) {
        ridge = success ? Math.max(SMALLEST_RIDGE, ridge / 10) : Math.min(LARGEST_RIDGE, Math.max(ridge * 100, 1e-4));
    }

    /** Takes x and F(x), and returns the next point; F(x) itself while there is no history. */
    double[] propose(double[] x, double[] image, double[] weights) {
        double[] residual = minus(image, x);
        if (lastImage.length > 0) {
            imageSteps.addLast(minus(image, lastImage));
            residualSteps.addLast(minus(residual, lastResidual));
            if (imageSteps.size() > memory) {
                imageSteps.removeFirst();
                residualSteps.removeFirst();
            }
        }
        lastImage = image.clone();
        lastResidual = residual;
        if (imageSteps.isEmpty()) {
            return image.clone();
        }
        double[] gamma = coefficients(residual, weights);
        double[] next = image.clone();
        int i = 0;
        for (double[] step : imageSteps) {
            for (int e = 0; e < next.length; e++) {
                next[e] -= gamma[i] * step[e];
            }
            i++;
        }
        return next;
    }

    private double[] coefficients(double[] residual, double[] weights) {
        List<double[]> steps = new ArrayList<>(residualSteps);
        int m = steps.size();
        double[] gram = new double[m * m];
        double[] right = new double[m];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j <= i; j++) {
                double dot = dot(steps.get(i), steps.get(j), weights);
                gram[i * m + j] = dot;
                gram[j * m + i] = dot;
            }
            right[i] = dot(steps.get(i), residual, weights);
        }
        // Scaled to a unit diagonal, so that the ridge treats old long steps and new short ones alike.
        double[] scale = new double[m];
        for (int i = 0; i < m; i++) {
            scale[i] = 1 / Math.sqrt(Math.max(gram[i * m + i], Double.MIN_NORMAL));
        }
        for (int i = 0; i < m; i++) {
            right[i] *= scale[i];
            for (int j = 0; j < m; j++) {
                gram[i * m + j] = gram[i * m + j] * scale[i] * scale[j] + (i == j ? ridge : 0);
            }
        }
        double[] solution =
                Cholesky.of(Matrix.of(m, m, gram), "Anderson mixing").solve(right);
        for (int i = 0; i < m; i++) {
            solution[i] *= scale[i];
        }
        return solution;
    }

    private static double dot(double[] x, double[] y, double[] weights) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += weights[i] * x[i] * y[i];
        }
        return sum;
    }

    private static double[] minus(double[] x, double[] y) {
        double[] out = new double[x.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = x[i] - y[i];
        }
        return out;
    }
}
