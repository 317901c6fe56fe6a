package org.latents.compute;

import java.util.Arrays;

/** Filtering and smoothing of one lane; holds the small matrices of a step, row-major D×D. */
final class ScalarLane {
    /** Hears of the transition t → t+1 while smoothing passes t. */
    interface Transition {
        Transition IGNORE = t -> {};

        void at(int t);
    }

    final Chain chain;
    final Lockstep batch;
    final int lane;
    final int dim;
    private final double[] mean;
    private final double[] covariance;
    private final double[] predictedMean;
    private final double[] predicted;
    private final double[] transported; // A P_f, or P_s⁺ J
    private final double[] factor; // L
    private final double[] work;
    private final double[] inner; // B, then R
    final double[] residual; // λ − Λ m
    private final double[] gain; // J
    private final double[] nextMean;
    private final double[] nextCovariance;

    ScalarLane(Chain chain, Lockstep batch, int lane) {
        this.chain = chain;
        this.batch = batch;
        this.lane = lane;
        this.dim = chain.dim();
        int square = dim * dim;
        mean = new double[dim];
        covariance = new double[square];
        predictedMean = new double[dim];
        predicted = new double[square];
        transported = new double[square];
        factor = new double[square];
        work = new double[square];
        inner = new double[square];
        residual = new double[dim];
        gain = new double[square];
        nextMean = new double[dim];
        nextCovariance = new double[square];
    }

    void filter(double[] sites, double[] posterior, double[] kl, int steps) {
        for (int t = 0; t < steps; t++) {
            if (continues(t)) {
                predict();
            } else if (isGiven(t)) {
                load(t, posterior);
                System.arraycopy(mean, 0, predictedMean, 0, dim);
                System.arraycopy(covariance, 0, predicted, 0, dim * dim);
            } else {
                restart();
            }
            kl[t * batch.lanes() + lane] = -update(t, sites);
            store(t, posterior);
        }
    }

    boolean continues(int t) {
        return t > 0 && batch.keep()[t * batch.lanes() + lane] != 0;
    }

    boolean isGiven(int t) {
        return batch.hasGiven() && batch.given()[t * batch.lanes() + lane];
    }

    void restart() {
        System.arraycopy(chain.m0(), 0, predictedMean, 0, dim);
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j < dim; j++) {
                predicted[i * dim + j] = chain.p0()[Packed.index(i, j)];
            }
        }
    }

    /** A first state of zero, with any covariance at all: {@link #fixState} takes it away again. */
    void restartAtZero() {
        for (int i = 0; i < dim; i++) {
            predictedMean[i] = 0;
            for (int j = 0; j < dim; j++) {
                predicted[i * dim + j] = i == j ? 1 : 0;
            }
        }
    }

    /** The state is zero, whatever the site says. */
    void fixState() {
        Arrays.fill(mean, 0);
        Arrays.fill(covariance, 0);
    }

    /** Standard deviation of an entry of the filtered state. */
    double deviation(int i) {
        return Math.sqrt(covariance[i * dim + i]);
    }

    /** F ← P_f P⁻¹ F = W'R⁻¹L⁻¹F, the part of the prediction that the site leaves. */
    void contract(double[] f) {
        solveForward(factor, f);
        solveForward(inner, f);
        System.arraycopy(f, 0, gain, 0, dim * dim);
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j < dim; j++) {
                double sum = 0;
                for (int k = 0; k < dim; k++) {
                    sum += work[k * dim + i] * gain[k * dim + j];
                }
                f[i * dim + j] = sum;
            }
        }
    }

    /** From the filtered moments: m⁺ = A m + b, P⁺ = A P A' + Q, and A P. */
    void predict() {
        double[] a = chain.a();
        for (int i = 0; i < dim; i++) {
            double sum = chain.b()[i];
            for (int k = 0; k < dim; k++) {
                sum += a[i * dim + k] * mean[k];
            }
            predictedMean[i] = sum;
        }
        multiply(a, covariance, transported);
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = chain.q()[Packed.index(i, j)];
                for (int k = 0; k < dim; k++) {
                    sum += transported[i * dim + k] * a[j * dim + k];
                }
                predicted[i * dim + j] = sum;
                predicted[j * dim + i] = sum;
            }
        }
    }

    /** Multiplies the prediction by the site; returns the log normaliser. */
    double update(int t, double[] sites) {
        int site = t * batch.entries() * batch.lanes() + lane;
        factorise(predicted, factor);
        double log = innerMatrix(site, sites);
        // P_f = W'W with W = R⁻¹L'
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j < dim; j++) {
                double sum = factor[j * dim + i];
                for (int k = 0; k < i; k++) {
                    sum -= inner[i * dim + k] * work[k * dim + j];
                }
                work[i * dim + j] = sum / inner[i * dim + i];
            }
        }
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < dim; k++) {
                    sum += work[k * dim + i] * work[k * dim + j];
                }
                covariance[i * dim + j] = sum;
                covariance[j * dim + i] = sum;
            }
        }
        return log + shiftMean(site, sites);
    }

    /** B = I + L'ΛL and its factor R; returns −½ log|B|. */
    private double innerMatrix(int site, double[] sites) {
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j < dim; j++) {
                double sum = 0;
                for (int k = j; k < dim; k++) {
                    sum += precision(site, sites, i, k) * factor[k * dim + j];
                }
                work[i * dim + j] = sum;
            }
        }
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = i == j ? 1 : 0;
                for (int k = i; k < dim; k++) {
                    sum += factor[k * dim + i] * work[k * dim + j];
                }
                predicted[i * dim + j] = sum;
            }
        }
        factorise(predicted, inner);
        double log = 0;
        for (int i = 0; i < dim; i++) {
            log -= Math.log(inner[i * dim + i]);
        }
        return log;
    }

    /** m_f = m + P_f e; returns λ'm − ½m'Λm + ½e'P_f e. */
    private double shiftMean(int site, double[] sites) {
        double log = 0;
        for (int i = 0; i < dim; i++) {
            double lambda = sites[site + i * batch.lanes()];
            double sum = lambda;
            for (int j = 0; j < dim; j++) {
                sum -= precision(site, sites, i, j) * predictedMean[j];
            }
            residual[i] = sum;
            log += 0.5 * (lambda + sum) * predictedMean[i];
        }
        for (int i = 0; i < dim; i++) {
            double shift = 0;
            for (int j = 0; j < dim; j++) {
                shift += covariance[i * dim + j] * residual[j];
            }
            mean[i] = predictedMean[i] + shift;
            log += 0.5 * residual[i] * shift;
        }
        return log;
    }

    double precision(int site, double[] sites, int i, int j) {
        return sites[site + (dim + Packed.index(i, j)) * batch.lanes()];
    }

    void smooth(double[] sites, double[] posterior, double[] kl, Transition listener) {
        for (int t = batch.steps() - 1; t >= 0; t--) {
            load(t, posterior);
            if (t + 1 < batch.steps() && batch.keep()[(t + 1) * batch.lanes() + lane] != 0) {
                stepBack();
                listener.at(t);
                store(t, posterior);
            }
            kl[t * batch.lanes() + lane] += siteTerm(t, sites);
            System.arraycopy(mean, 0, nextMean, 0, dim);
            System.arraycopy(covariance, 0, nextCovariance, 0, dim * dim);
        }
    }

    private void stepBack() {
        predict();
        factorise(predicted, factor);
        System.arraycopy(transported, 0, gain, 0, dim * dim);
        solve(factor, gain);
        for (int i = 0; i < dim; i++) {
            residual[i] = nextMean[i] - predictedMean[i];
        }
        for (int i = 0; i < dim; i++) {
            double sum = 0;
            for (int k = 0; k < dim; k++) {
                sum += gain[k * dim + i] * residual[k];
            }
            mean[i] += sum;
        }
        for (int i = 0; i < dim * dim; i++) {
            work[i] = nextCovariance[i] - predicted[i];
        }
        multiply(work, gain, inner);
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = covariance[i * dim + j];
                for (int k = 0; k < dim; k++) {
                    sum += gain[k * dim + i] * inner[k * dim + j];
                }
                covariance[i * dim + j] = sum;
                covariance[j * dim + i] = sum;
            }
        }
        multiply(nextCovariance, gain, transported);
    }

    /** E[λ'x − ½x'Λx] at the smoothed moments. */
    private double siteTerm(int t, double[] sites) {
        int site = t * batch.entries() * batch.lanes() + lane;
        double sum = 0;
        for (int i = 0; i < dim; i++) {
            sum += sites[site + i * batch.lanes()] * mean[i];
            for (int j = 0; j < dim; j++) {
                sum -= 0.5 * precision(site, sites, i, j) * (covariance[i * dim + j] + mean[i] * mean[j]);
            }
        }
        return sum;
    }

    /** Adds the transition t → t+1; the smoothed step t+1 is still held. */
    void addTransition(int t, double[] posterior, TransitionSums sums) {
        int lanes = batch.lanes();
        double[] v = sums.values();
        for (int i = 0; i < dim; i++) {
            v[(TransitionSums.previousMeanOffset(dim) + i) * lanes + lane] += mean[i];
            v[(TransitionSums.nextMeanOffset(dim) + i) * lanes + lane] += nextMean[i];
            for (int j = 0; j < dim; j++) {
                v[(i * dim + j) * lanes + lane] += transported[i * dim + j] + nextMean[i] * mean[j];
            }
            for (int j = 0; j <= i; j++) {
                int e = Packed.index(i, j);
                v[(TransitionSums.previousOffset(dim) + e) * lanes + lane] +=
                        covariance[i * dim + j] + mean[i] * mean[j];
                v[(TransitionSums.nextOffset(dim) + e) * lanes + lane] +=
                        nextCovariance[i * dim + j] + nextMean[i] * nextMean[j];
            }
        }
    }

    void writeLag(int t, double[] lag) {
        for (int e = 0; e < dim * dim; e++) {
            lag[(t * dim * dim + e) * batch.lanes() + lane] = transported[e];
        }
    }

    void store(int t, double[] posterior) {
        int offset = t * batch.entries() * batch.lanes() + lane;
        for (int i = 0; i < dim; i++) {
            posterior[offset + i * batch.lanes()] = mean[i];
            for (int j = 0; j <= i; j++) {
                posterior[offset + (dim + Packed.index(i, j)) * batch.lanes()] = covariance[i * dim + j];
            }
        }
    }

    private void load(int t, double[] posterior) {
        int offset = t * batch.entries() * batch.lanes() + lane;
        for (int i = 0; i < dim; i++) {
            mean[i] = posterior[offset + i * batch.lanes()];
            for (int j = 0; j < dim; j++) {
                covariance[i * dim + j] = posterior[offset + (dim + Packed.index(i, j)) * batch.lanes()];
            }
        }
    }

    void multiply(double[] x, double[] y, double[] out) {
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j < dim; j++) {
                double sum = 0;
                for (int k = 0; k < dim; k++) {
                    sum += x[i * dim + k] * y[k * dim + j];
                }
                out[i * dim + j] = sum;
            }
        }
    }

    /**
     * Lower factor of a symmetric matrix; a pivot that is not positive gives NaN, which the caller finds in the bound.
     */
    private void factorise(double[] matrix, double[] lower) {
        for (int j = 0; j < dim; j++) {
            for (int i = j; i < dim; i++) {
                double sum = matrix[i * dim + j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i * dim + k] * lower[j * dim + k];
                }
                lower[i * dim + j] = i == j ? Math.sqrt(sum) : sum / lower[j * dim + j];
            }
        }
    }

    /** Replaces X by L⁻¹ X. */
    private void solveForward(double[] lower, double[] x) {
        for (int i = 0; i < dim; i++) {
            for (int c = 0; c < dim; c++) {
                double sum = x[i * dim + c];
                for (int k = 0; k < i; k++) {
                    sum -= lower[i * dim + k] * x[k * dim + c];
                }
                x[i * dim + c] = sum / lower[i * dim + i];
            }
        }
    }

    /** Replaces X by (L L')⁻¹ X. */
    private void solve(double[] lower, double[] x) {
        solveForward(lower, x);
        for (int i = dim - 1; i >= 0; i--) {
            for (int c = 0; c < dim; c++) {
                double sum = x[i * dim + c];
                for (int k = i + 1; k < dim; k++) {
                    sum -= lower[k * dim + i] * x[k * dim + c];
                }
                x[i * dim + c] = sum / lower[i * dim + i];
            }
        }
    }
}
