package org.latents.dynamics;

import java.util.List;
import org.latents.linalg.Matrix;

/**
 * A damped oscillation of frequency f and decay time τ, with both phases as latents:
 *
 * <pre>
 *   A = ρ [cos ω, −sin ω; sin ω, cos ω],   ρ = exp(−Δ/τ),  ω = 2πfΔ,     Q = (1 − ρ²) I,  P = I,
 *   k(lag) = exp(−|lag|/τ) cos(2πf lag)
 * </pre>
 *
 * (Matsuda and Komaki 2017, Time series decomposition into oscillation components and phase estimation). Stable for
 * every value of its hyperparameters.
 */
public final class OscillationPrior implements DynamicsPrior {
    /** Creates the prior. */
    public OscillationPrior() {}

    @Override
    public String name() {
        return "oscillation";
    }

    @Override
    public int states() {
        return 2;
    }

    @Override
    public int latents() {
        return 2;
    }

    @Override
    public List<Hyperparameter> hyperparameters() {
        return List.of(
                new Hyperparameter("frequency", "Hz", 2, 1e-3, 1e3), new Hyperparameter("decay", "s", 0.3, 1e-4, 1e4));
    }

    @Override
    public Block discretise(double[] values, double binSeconds) {
        require(values);
        double angle = 2 * Math.PI * values[0] * binSeconds;
        double rho = Math.exp(-binSeconds / values[1]);
        double cos = rho * Math.cos(angle);
        double sin = rho * Math.sin(angle);
        Matrix p = Matrix.identity(2);
        return new Block(Matrix.of(2, 2, cos, -sin, sin, cos), p.scaled(-Math.expm1(-2 * binSeconds / values[1])), p);
    }

    @Override
    public double covariance(double[] values, double lagSeconds) {
        return Math.exp(-Math.abs(lagSeconds) / values[1]) * Math.cos(2 * Math.PI * values[0] * lagSeconds);
    }
}
