package org.latents.report;

import java.util.ArrayList;
import java.util.List;
import org.latents.fit.FitResult;
import org.latents.linalg.Eigen;

/** The eigenvalues of A as time constants and frequencies (equations in the package page). */
final class Spectrum {
    private Spectrum() {}

    /**
     * One eigenvalue.
     *
     * @param real real part
     * @param imaginary imaginary part
     * @param tauMilliseconds time constant; NaN where the modulus is 1 or more, so that nothing decays
     * @param hertz frequency, 0 for a positive real eigenvalue
     */
    record Eigenvalue(double real, double imaginary, double tauMilliseconds, double hertz) {
        /** Distance from the origin. */
        double modulus() {
            return Math.hypot(real, imaginary);
        }
    }

    /** The eigenvalues of a fit, by falling modulus, conjugate pairs together. */
    static List<Eigenvalue> of(FitResult fit) {
        double dt = fit.model().binSeconds();
        List<Eigenvalue> values = new ArrayList<>();
        for (double[] value : Eigen.values(fit.model().dynamics().a())) {
            values.add(eigenvalue(value[0], value[1], dt));
        }
        return values;
    }

    private static Eigenvalue eigenvalue(double real, double imaginary, double dt) {
        double modulus = Math.hypot(real, imaginary);
        double tau = modulus < 1 ? -1000 * dt / Math.log(modulus) : Double.NaN;
        double hertz = Math.abs(Math.atan2(imaginary, real)) / (2 * Math.PI * dt);
        return new Eigenvalue(real, imaginary, tau, hertz);
    }
}
