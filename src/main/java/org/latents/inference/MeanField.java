package org.latents.inference;

import org.latents.compute.Chain;
import org.latents.compute.Lockstep;
import org.latents.compute.Packed;
import org.latents.compute.TransitionSums;
import org.latents.linalg.Cholesky;
import org.latents.linalg.Matrix;

/**
 * The step from the structured q to one that is independent over time, at the same sites. With J the precision of the
 * prior over a trial, the mean of either solves (J + Λ) m = h + λ: the smoother's mean stays. The covariance of a bin
 * becomes
 *
 * <pre>
 *   blockwise   V_t = (J_tt + Λ_t)⁻¹          factorised   V_t,ii = 1 / (J_tt,ii + Λ_t,ii)
 *   J_tt = (P0⁻¹ in a first bin, else Q⁻¹) + (A'Q⁻¹A where a bin follows)
 * </pre>
 *
 * which is where the gradient of the bound in V_t vanishes for Λ_t = Σ_n w c c'. The divergence is exact:
 *
 * <pre>
 *   KL = ½ Σ_t [ e_t'(P0⁻¹ or Q⁻¹) e_t + tr(J_tt V_t) − log|V_t| + log|P0 or Q| − D ],
 *   e_t = m_t − (m0 in a first bin, else A m_{t−1} + b).
 * </pre>
 */
final class MeanField {
    private final Chain chain;
    private final boolean factorised;
    private final int dim;
    private final Start first;
    private final Start later;
    private final double[] successor; // packed A'Q⁻¹A
    private final double[] block;
    private final double[] inverse;
    private final double[] error;

    /** What a bin gets from the step before it. */
    private record Start(double[] precision, double logDeterminant) {}

    MeanField(Chain chain, Family family) {
        this.chain = chain;
        this.factorised = family == Family.FACTORISED;
        this.dim = chain.dim();
        first = start(chain.p0(), "P0");
        later = start(chain.q(), "Q");
        Matrix a = Matrix.of(dim, dim, chain.a());
        Matrix precision = Matrix.of(dim, dim, Packed.unpack(later.precision(), dim));
        successor = Packed.pack(
                a.transpose().times(precision).times(a).symmetrised().toArray(), dim);
        block = new double[dim * dim];
        inverse = new double[dim * dim];
        error = new double[dim];
    }

    private Start start(double[] covariance, String name) {
        Cholesky factor = Cholesky.of(Matrix.of(dim, dim, Packed.unpack(covariance, dim)), name);
        double[] precision =
                Packed.pack(factor.solve(Matrix.identity(dim)).symmetrised().toArray(), dim);
        return new Start(precision, factor.logDeterminant());
    }

    /** Replaces the covariances and the divergence of every step and lane. */
    void apply(Lockstep batch, double[] sites, double[] posterior, double[] kl) {
        for (int t = 0; t < batch.steps(); t++) {
            for (int l = 0; l < batch.lanes(); l++) {
                Start start = continues(batch, t, l) ? later : first;
                double log = covariance(batch, sites, posterior, t, l, start);
                double sum = start.logDeterminant() - log - dim + trace(batch, posterior, t, l, start);
                innovation(batch, posterior, t, l);
                kl[t * batch.lanes() + l] = 0.5 * (sum + quadratic(start.precision()));
            }
        }
    }

    private static boolean continues(Lockstep batch, int t, int lane) {
        return t > 0 && batch.keep()[t * batch.lanes() + lane] != 0;
    }

    private static boolean hasSuccessor(Lockstep batch, int t, int lane) {
        return t + 1 < batch.steps() && batch.keep()[(t + 1) * batch.lanes() + lane] != 0;
    }

    private double prior(Lockstep batch, int t, int lane, Start start, int e) {
        return start.precision()[e] + (hasSuccessor(batch, t, lane) ? successor[e] : 0);
    }

    /** Writes V_t; returns log|V_t|, NaN where a precision is not positive definite. */
    private double covariance(Lockstep batch, double[] sites, double[] posterior, int t, int lane, Start start) {
        int lanes = batch.lanes();
        int at = (t * batch.entries() + dim) * lanes + lane;
        for (int i = 0, e = 0; i < dim; i++) {
            for (int j = 0; j <= i; j++, e++) {
                double value = prior(batch, t, lane, start, e) + sites[at + e * lanes];
                block[i * dim + j] = factorised && j < i ? 0 : value;
            }
        }
        double log = invert();
        for (int i = 0, e = 0; i < dim; i++) {
            for (int j = 0; j <= i; j++, e++) {
                posterior[at + e * lanes] = inverse[i * dim + j];
            }
        }
        return log;
    }

    /** Inverts {@code block} (lower triangle) into {@code inverse} (lower triangle); returns log|inverse|. */
    private double invert() {
        double log = 0;
        for (int j = 0; j < dim; j++) {
            for (int i = j; i < dim; i++) {
                double sum = block[i * dim + j];
                for (int k = 0; k < j; k++) {
                    sum -= block[i * dim + k] * block[j * dim + k];
                }
                block[i * dim + j] = i == j ? Math.sqrt(sum) : sum / block[j * dim + j];
            }
            log -= 2 * Math.log(block[j * dim + j]);
        }
        for (int j = 0; j < dim; j++) { // L⁻¹, in the upper triangle of inverse as its transpose
            for (int i = j; i < dim; i++) {
                double sum = i == j ? 1 : 0;
                for (int k = j; k < i; k++) {
                    sum -= block[i * dim + k] * inverse[j * dim + k];
                }
                inverse[j * dim + i] = sum / block[i * dim + i];
            }
        }
        for (int i = 0; i < dim; i++) { // rows of L⁻ᵀ L⁻¹; row i of the upper triangle is no longer needed after it
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = i; k < dim; k++) {
                    sum += inverse[i * dim + k] * inverse[j * dim + k];
                }
                block[i * dim + j] = sum;
            }
        }
        System.arraycopy(block, 0, inverse, 0, inverse.length);
        return log;
    }

    private double trace(Lockstep batch, double[] posterior, int t, int lane, Start start) {
        int lanes = batch.lanes();
        int at = (t * batch.entries() + dim) * lanes + lane;
        double sum = 0;
        for (int i = 0, e = 0; i < dim; i++) {
            for (int j = 0; j <= i; j++, e++) {
                sum += (i == j ? 1 : 2) * prior(batch, t, lane, start, e) * posterior[at + e * lanes];
            }
        }
        return sum;
    }

    private void innovation(Lockstep batch, double[] posterior, int t, int lane) {
        int lanes = batch.lanes();
        int at = t * batch.entries() * lanes + lane;
        int before = at - batch.entries() * lanes;
        boolean continues = continues(batch, t, lane);
        for (int i = 0; i < dim; i++) {
            double expected = continues ? chain.b()[i] : chain.m0()[i];
            for (int j = 0; continues && j < dim; j++) {
                expected += chain.a()[i * dim + j] * posterior[before + j * lanes];
            }
            error[i] = posterior[at + i * lanes] - expected;
        }
    }

    private double quadratic(double[] packed) {
        double sum = 0;
        for (int i = 0, e = 0; i < dim; i++) {
            for (int j = 0; j <= i; j++, e++) {
                sum += (i == j ? 1 : 2) * packed[e] * error[i] * error[j];
            }
        }
        return sum;
    }

    /** Adds the sums over transitions, whose cross terms are products of means. */
    void addTransitions(Lockstep batch, double[] posterior, TransitionSums sums) {
        for (int t = 0; t + 1 < batch.steps(); t++) {
            for (int l = 0; l < batch.lanes(); l++) {
                if (hasSuccessor(batch, t, l)) {
                    addTransition(batch, posterior, t, l, sums.values());
                }
            }
        }
    }

    private void addTransition(Lockstep batch, double[] posterior, int t, int lane, double[] sums) {
        int lanes = batch.lanes();
        int now = t * batch.entries() * lanes + lane;
        int next = now + batch.entries() * lanes;
        int e = 0;
        for (int i = 0; i < dim; i++) {
            double mi = posterior[now + i * lanes];
            double ni = posterior[next + i * lanes];
            sums[(TransitionSums.previousMeanOffset(dim) + i) * lanes + lane] += mi;
            sums[(TransitionSums.nextMeanOffset(dim) + i) * lanes + lane] += ni;
            for (int j = 0; j < dim; j++) {
                sums[(i * dim + j) * lanes + lane] += ni * posterior[now + j * lanes];
            }
            for (int j = 0; j <= i; j++, e++) {
                int v = (dim + e) * lanes;
                sums[(TransitionSums.previousOffset(dim) + e) * lanes + lane] +=
                        posterior[now + v] + mi * posterior[now + j * lanes];
                sums[(TransitionSums.nextOffset(dim) + e) * lanes + lane] +=
                        posterior[next + v] + ni * posterior[next + j * lanes];
            }
        }
    }
}
