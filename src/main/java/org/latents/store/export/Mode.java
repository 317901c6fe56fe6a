package org.latents.store.export;

import java.util.Arrays;
import java.util.List;
import org.latents.linalg.Eigen;
import org.latents.model.Model;

/**
 * An eigenvalue of A as what it means in time (equations in the package page).
 *
 * @param real real part
 * @param imaginary imaginary part
 * @param timeConstant seconds; NaN where the modulus is 1 or more, so that nothing decays
 * @param frequency hertz; 0 for a positive real eigenvalue
 */
record Mode(double real, double imaginary, double timeConstant, double frequency) {
    /** The eigenvalues of A, by falling modulus, conjugate pairs together. */
    static List<Mode> of(Model model) {
        double dt = model.binSeconds();
        return Arrays.stream(Eigen.values(model.dynamics().a()))
                .map(value -> of(value[0], value[1], dt))
                .toList();
    }

    /** Distance from the origin. */
    double modulus() {
        return Math.hypot(real, imaginary);
    }

    private static Mode of(double real, double imaginary, double dt) {
        double modulus = Math.hypot(real, imaginary);
        double decay = modulus < 1 ? -dt / Math.log(modulus) : Double.NaN;
        double turns = Math.abs(Math.atan2(imaginary, real)) / (2 * Math.PI * dt);
        return new Mode(real, imaginary, decay, turns);
    }
}
