package org.latents.dynamics;

import java.util.List;
import org.latents.linalg.Matrix;
import org.latents.math.Quadrature;

/**
 * The Matérn process of smoothness p + ½ and timescale ℓ, as a Markov process of p + 1 states: the value and its
 * derivatives, each divided by a power of λ = √(2p + 1) / ℓ. In these units
 *
 * <pre>
 *   dx = λ F x dt + noise in the last state,     F companion matrix of (s + 1)^(p+1),
 *   A = exp(λΔF) = e^{−a} Σ_{j≤p} (a N)^j / j!,  N = F + I nilpotent,  a = λΔ,
 *   k(τ) = e^{−λ|τ|} × 1,  1 + λ|τ|,  or  1 + λ|τ| + (λτ)²/3    for p = 0, 1, 2
 * </pre>
 *
 * (Hartikainen and Särkkä 2010, Kalman filtering and smoothing solutions to temporal Gaussian process regression
 * models, describe the construction). Q = P − A P A' loses its digits for bins much shorter than ℓ; there it is the
 * integral of the noise over the bin by Gauss-Legendre quadrature, whose terms are all positive semi-definite.
 */
abstract class MaternPrior implements DynamicsPrior {
    private static final int NODES = 12;
    private static final double SHORT = 1;
    private static final Quadrature LEGENDRE = Quadrature.legendre(NODES);

    private final int order;

    MaternPrior(int order) {
        this.order = order;
    }

    @Override
    public final String name() {
        return "matern-" + (2 * order + 1) + "-2";
    }

    @Override
    public final int states() {
        return order + 1;
    }

    @Override
    public final int latents() {
        return 1;
    }

    @Override
    public final List<Hyperparameter> hyperparameters() {
        return List.of(new Hyperparameter("timescale", "s", 0.1, 1e-4, 1e4));
    }

    @Override
    public final Block discretise(double[] values, double binSeconds) {
        require(values);
        double a = rate(values) * binSeconds;
        Matrix transition = transition(a);
        Matrix p = stationary();
        Matrix q = a < SHORT
                ? noise(a)
                : p.minus(transition.times(p).times(transition.transpose())).symmetrised();
        return new Block(transition, q, p);
    }

    @Override
    public final double covariance(double[] values, double lagSeconds) {
        double d = rate(values) * Math.abs(lagSeconds);
        double polynomial = order == 0 ? 1 : order == 1 ? 1 + d : 1 + d + d * d / 3;
        return polynomial * Math.exp(-d);
    }

    private double rate(double[] values) {
        return Math.sqrt(2.0 * order + 1) / values[0];
    }

    /** N = F + I: its power of order p + 1 is zero. */
    private Matrix nilpotent() {
        return switch (order) {
            case 0 -> Matrix.zeros(1, 1);
            case 1 -> Matrix.of(2, 2, 1, 1, -1, -1);
            default -> Matrix.of(3, 3, 1, 1, 0, 0, 1, 1, -1, -3, -2);
        };
    }

    private Matrix transition(double a) {
        Matrix n = nilpotent();
        Matrix sum = Matrix.identity(states());
        Matrix term = sum;
        for (int j = 1; j <= order; j++) {
            term = term.times(n).scaled(a / j);
            sum = sum.plus(term);
        }
        return sum.scaled(Math.exp(-a));
    }

    private Matrix stationary() {
        return switch (order) {
            case 0 -> Matrix.identity(1);
            case 1 -> Matrix.identity(2);
            default -> Matrix.of(3, 3, 1, 0, -1.0 / 3, 0, 1.0 / 3, 0, -1.0 / 3, 0, 1);
        };
    }

    /** ∫_0^a g(s) g(s)' ds · σ², with g the last column of exp(sF) and σ² = 2, 4, 16/3 the intensity of the noise. */
    private Matrix noise(double a) {
        double intensity = order == 0 ? 2 : order == 1 ? 4 : 16.0 / 3;
        Matrix sum = Matrix.zeros(states(), states());
        for (int k = 0; k < LEGENDRE.size(); k++) {
            double s = 0.5 * a * (1 + LEGENDRE.node(k));
            Matrix column = Matrix.of(states(), 1, transition(s).column(order));
            sum = sum.plus(column.times(column.transpose()).scaled(0.5 * a * LEGENDRE.weight(k) * intensity));
        }
        return sum.symmetrised();
    }
}
