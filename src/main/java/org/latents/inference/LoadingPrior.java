package org.latents.inference;

import org.latents.linalg.Eigen;
import org.latents.linalg.LinearSolve;
import org.latents.linalg.Matrix;
import org.latents.model.Model;

/**
 * A weak Gaussian prior on the loadings that does not depend on the basis of the latents: in the basis in which the
 * latents have unit stationary covariance, every loading is N(0, sd²). In any other basis, with S = A S A' + Q,
 *
 * <pre>
 *   log p = −½ Σ_n c_n' S c_n / sd²  + const,
 * </pre>
 *
 * a penalty on the variance that the latents give each log rate. Unstable dynamics have density 0. Without transitions
 * (all trials one bin long) P0 stands for S.
 *
 * @param sd standard deviation of a loading in the stationary basis, above 0; infinite for no prior
 * @param transitions number of transitions inside trials
 */
record LoadingPrior(double sd, int transitions) {
    private static final double MAX_RADIUS = 1 - 1e-9;

    /** Whether there is a prior. */
    boolean present() {
        return sd < Double.POSITIVE_INFINITY;
    }

    /** The logarithm of the density without its constant, nats: at most 0; −∞ for unstable dynamics. */
    double logDensity(Model model) {
        if (!present()) {
            return 0;
        }
        if (!isStable(model.dynamics().a())) {
            return Double.NEGATIVE_INFINITY;
        }
        Matrix precision = precision(model);
        double sum = 0;
        for (int n = 0; n < model.units(); n++) {
            sum += quadratic(precision, model.emission().loading().row(n));
        }
        return -0.5 * sum;
    }

    /** S / sd², D×D; zero without a prior. The dynamics must be stable. */
    Matrix precision(Model model) {
        int dim = model.latents();
        return present() ? covariance(model).scaled(1 / (sd * sd)) : Matrix.zeros(dim, dim);
    }

    /** C'C / sd²: the weight of S in the penalty ½ tr(C'C S) / sd². */
    Matrix weight(Matrix loading) {
        return present()
                ? loading.transpose().times(loading).scaled(1 / (sd * sd)).symmetrised()
                : Matrix.zeros(loading.columns(), loading.columns());
    }

    private Matrix covariance(Model model) {
        return transitions > 0
                ? LinearSolve.stationaryCovariance(
                        model.dynamics().a(), model.dynamics().q())
                : model.dynamics().p0();
    }

    /** Whether dynamics have a stationary covariance that can be computed. */
    boolean isStable(Matrix a) {
        return transitions == 0 || Eigen.spectralRadius(a) < MAX_RADIUS;
    }

    /** x'Px. */
    static double quadratic(Matrix p, double[] x) {
        double[] px = p.times(x);
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * px[i];
        }
        return sum;
    }
}
