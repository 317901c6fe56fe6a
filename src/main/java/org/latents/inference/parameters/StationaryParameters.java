package org.latents.inference.parameters;

import java.util.Arrays;
import org.latents.dynamics.LinearDynamics;
import org.latents.inference.BoundGradient;
import org.latents.linalg.Eigen;
import org.latents.linalg.LinearSolve;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.observation.Emission;
import org.latents.observation.Likelihood;

/**
 * θ as a vector without constraints: Z (D×D, row-major), then for each unit c (D), d and, for a likelihood with shape,
 * log r.
 *
 * @param latents D
 * @param units N
 * @param likelihood the distribution of counts
 * @param binSeconds bin width Δ, s
 */
public record StationaryParameters(int latents, int units, Likelihood likelihood, double binSeconds) {
    private static final double MAX_RADIUS = 0.995;
    private static final double LARGEST_LOG_SHAPE = 20;

    /** The layout of a model. */
    public static StationaryParameters of(Model model) {
        return new StationaryParameters(model.latents(), model.units(), model.likelihood(), model.binSeconds());
    }

    /** Number of entries that a unit has. */
    int perUnit() {
        return latents + 1 + (likelihood.hasShape() ? 1 : 0);
    }

    /** Number of entries of θ. */
    public int length() {
        return latents * latents + units * perUnit();
    }

    /** First entry of a unit. */
    int start(int unit) {
        return latents * latents + unit * perUnit();
    }

    /** Z as a matrix. */
    Matrix z(double[] theta) {
        return Matrix.of(latents, latents, Arrays.copyOf(theta, latents * latents));
    }

    /** C as a matrix. */
    Matrix loading(double[] theta) {
        double[] c = new double[units * latents];
        for (int n = 0; n < units; n++) {
            System.arraycopy(theta, start(n), c, n * latents, latents);
        }
        return Matrix.of(units, latents, c);
    }

    /**
     * Returns the model of a θ; log r is held within ±20, where the likelihood has long ceased to change.
     *
     * @throws IllegalArgumentException if an entry is not finite
     */
    public Model decode(double[] theta) {
        StationaryTransition transition = StationaryTransition.of(z(theta));
        double[] offset = new double[units];
        double[] shape = new double[likelihood.hasShape() ? units : 0];
        for (int n = 0; n < units; n++) {
            offset[n] = theta[start(n) + latents];
            if (shape.length > 0) {
                double log = theta[start(n) + latents + 1];
                shape[n] = Math.exp(Math.max(-LARGEST_LOG_SHAPE, Math.min(LARGEST_LOG_SHAPE, log)));
            }
        }
        LinearDynamics dynamics = new LinearDynamics(
                transition.transition(),
                new double[latents],
                transition.innovation(),
                new double[latents],
                Matrix.identity(latents));
        return new Model(dynamics, new Emission(loading(theta), offset), likelihood, shape, binSeconds);
    }

    /**
     * Returns the θ of a model in the stationary gauge that is nearest to a model in any gauge: the latent process
     * scaled to unit covariance, its mean moved into d, the start of trials taken as stationary, and dynamics that are
     * not stable shrunk until they are.
     */
    public double[] encode(Model model) {
        Matrix a = model.dynamics().a();
        double radius = Eigen.spectralRadius(a);
        a = radius > MAX_RADIUS ? a.scaled(MAX_RADIUS / radius) : a;
        StationaryTransition.Basis basis =
                StationaryTransition.unitBasis(a, model.dynamics().q());
        Matrix unit = basis.change().times(a).times(basis.inverse());
        double[] theta = new double[length()];
        System.arraycopy(StationaryTransition.inverse(unit).toArray(), 0, theta, 0, latents * latents);
        Matrix c = model.emission().loading().times(basis.inverse());
        double[] mean = stationaryMean(a, model.dynamics().b());
        double[] shift = model.emission().loading().times(mean);
        for (int n = 0; n < units; n++) {
            System.arraycopy(c.row(n), 0, theta, start(n), latents);
            theta[start(n) + latents] = model.emission().offset()[n] + shift[n];
            if (likelihood.hasShape()) {
                theta[start(n) + latents + 1] = Math.log(model.shapeOf(n));
            }
        }
        return theta;
    }

    /** (I − A)⁻¹ b. */
    private static double[] stationaryMean(Matrix a, double[] b) {
        int d = b.length;
        return LinearSolve.solve(Matrix.identity(d).minus(a), Matrix.of(d, 1, b))
                .toArray();
    }

    /** Carries a gradient in (A, Q, C, d, log r) at {@code decode(theta)} to θ. */
    double[] pullBack(double[] theta, BoundGradient gradient) {
        StationaryTransition transition = StationaryTransition.of(z(theta));
        // dQ = −dA A' − A dA'
        Matrix total =
                gradient.a().minus(gradient.q().times(transition.transition()).scaled(2));
        double[] out = new double[length()];
        System.arraycopy(transition.pullBack(total).toArray(), 0, out, 0, latents * latents);
        for (int n = 0; n < units; n++) {
            System.arraycopy(gradient.loading().row(n), 0, out, start(n), latents);
            out[start(n) + latents] = gradient.offset()[n];
            if (likelihood.hasShape()) {
                out[start(n) + latents + 1] = gradient.logShape()[n];
            }
        }
        return out;
    }
}
