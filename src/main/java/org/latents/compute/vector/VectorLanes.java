package org.latents.compute.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.latents.compute.Chain;
import org.latents.compute.Lockstep;
import org.latents.compute.TransitionSums;

/**
 * Filtering and smoothing of as many lanes as a vector holds, step by step as {@code ScalarLane} does it. Small matrices are
 * held as [entry][lane of the vector] in arrays that stay in the first-level cache.
 */
final class VectorLanes {
    private static final VectorSpecies<Double> S = Species.LANES;
    private static final int W = S.length();
    private static final int LOG_GROUP = 4;

    private final Chain chain;
    private final Lockstep batch;
    private final int lane;
    private final int lanes;
    private final int dim;
    private final LaneMatrices matrices;
    private final double[] a;
    private final double[] aTransposed;
    private final double[] b;
    private final double[] q;
    private final double[] predictedMean;
    private final double[] predicted;
    private final double[] transported;
    private final double[] scaled;
    private final double[] scaledTransposed;
    private final double[] negated;
    private final double[] reciprocal;
    private final double[] pivots;
    private final double[] work;
    private final double[] inner;
    private final double[] innerNegated;
    private final double[] innerReciprocal;
    private final double[] precision;
    private final double[] residual;
    private final double[] shift;
    private double[] mean;
    private double[] covariance;
    private double[] nextMean;
    private double[] nextCovariance;

    VectorLanes(Chain chain, Lockstep batch, int lane) {
        this.chain = chain;
        this.batch = batch;
        this.lane = lane;
        this.lanes = batch.lanes();
        this.dim = chain.dim();
        matrices = new LaneMatrices(dim);
        a = matrices.constant(chain.a());
        b = matrices.constant(chain.b());
        q = constantUpper(chain.q());
        int vector = dim * W;
        int square = dim * dim * W;
        aTransposed = new double[square];
        matrices.transpose(a, aTransposed);
        mean = new double[vector];
        covariance = new double[square];
        predictedMean = new double[vector];
        predicted = new double[square];
        transported = new double[square];
        scaled = new double[square];
        scaledTransposed = new double[square];
        negated = new double[square];
        reciprocal = new double[vector];
        pivots = new double[square];
        work = new double[square];
        inner = new double[square];
        innerNegated = new double[square];
        innerReciprocal = new double[vector];
        precision = new double[square];
        residual = new double[vector];
        shift = new double[vector];
        nextMean = new double[vector];
        nextCovariance = new double[square];
    }

    /** A packed symmetric matrix in every lane; the strict lower triangle is zero. */
    private double[] constantUpper(double[] packed) {
        double[] full = new double[dim * dim];
        for (int i = 0, e = 0; i < dim; i++) {
            for (int j = 0; j <= i; j++, e++) {
                full[j * dim + i] = packed[e];
            }
        }
        return matrices.constant(full);
    }

    void filter(double[] sites, double[] posterior, double[] kl) {
        for (int t = 0; t < batch.steps(); t++) {
            if (t > 0) {
                predict();
            }
            if (t == 0 || !batch.plain()[t]) {
                restart(t);
            }
            update(t, sites, kl);
            store(t, posterior);
        }
    }

    private void predict() {
        matrices.rowTimes(mean, aTransposed, b, predictedMean);
        matrices.multiply(a, covariance, transported);
        matrices.multiplyUpper(transported, aTransposed, q, predicted);
    }

    /** Puts the prior of a first bin into the lanes where a trial starts. */
    private void restart(int t) {
        VectorMask<Double> starts =
                DoubleVector.fromArray(S, batch.keep(), t * lanes + lane).compare(VectorOperators.EQ, 0.0);
        if (t == 0) {
            starts = S.maskAll(true);
        }
        int e = 0;
        for (int i = 0; i < dim; i++) {
            DoubleVector.fromArray(S, predictedMean, i * W)
                    .blend(chain.m0()[i], starts)
                    .intoArray(predictedMean, i * W);
            for (int j = 0; j <= i; j++, e++) {
                int at = (j * dim + i) * W;
                DoubleVector.fromArray(S, predicted, at)
                        .blend(chain.p0()[e], starts)
                        .intoArray(predicted, at);
            }
        }
    }

    /** With P = S'Δ⁻¹S the posterior covariance is (P⁻¹ + Λ)⁻¹ = S'B⁻¹S, where B = Δ + SΛS'. */
    private void update(int t, double[] sites, double[] kl) {
        int site = t * batch.entries() * lanes + lane;
        loadPrecision(site, sites);
        matrices.factorise(predicted, scaled, negated, reciprocal);
        matrices.transpose(scaled, scaledTransposed);
        matrices.multiply(precision, scaledTransposed, work);
        for (int i = 0; i < dim; i++) {
            int at = (i * dim + i) * W;
            DoubleVector.fromArray(S, scaled, at).max(0.0).intoArray(pivots, at);
        }
        matrices.upperTimesUpper(scaled, work, pivots, inner);
        matrices.factorise(inner, inner, innerNegated, innerReciprocal);
        matrices.solveTransposed(innerNegated, scaled, work);
        matrices.scaleRows(innerReciprocal, work, inner);
        matrices.transposedProduct(work, inner, covariance);
        updateMean(site, sites, logRatio()).neg().intoArray(kl, t * lanes + lane);
    }

    /** Writes the mean; adds ½(λ + r)'m + ½r'(m' − m) to a sum, with r = λ − Λm, m the predicted and m' the new mean. */
    private DoubleVector updateMean(int site, double[] sites, DoubleVector start) {
        DoubleVector sum = start;
        matrices.rowTimes(predictedMean, precision, shift);
        for (int i = 0; i < dim; i++) {
            DoubleVector lambda = DoubleVector.fromArray(S, sites, site + i * lanes);
            DoubleVector difference = lambda.sub(DoubleVector.fromArray(S, shift, i * W));
            difference.intoArray(residual, i * W);
            sum = lambda.add(difference).mul(0.5).fma(DoubleVector.fromArray(S, predictedMean, i * W), sum);
        }
        matrices.rowTimes(residual, covariance, shift);
        for (int i = 0; i < dim; i++) {
            DoubleVector change = DoubleVector.fromArray(S, shift, i * W);
            DoubleVector.fromArray(S, predictedMean, i * W).add(change).intoArray(mean, i * W);
            sum = DoubleVector.fromArray(S, residual, i * W).mul(0.5).fma(change, sum);
        }
        return sum;
    }

    /** −½ log(|B|/|Δ|) = ½ Σ log(Δᵢ/Bᵢ) over the pivots, a logarithm for every few factors; a factor is ≤ 1. */
    private DoubleVector logRatio() {
        DoubleVector log = DoubleVector.zero(S);
        for (int i = 0; i < dim; i += LOG_GROUP) {
            DoubleVector product = ratio(i);
            for (int j = i + 1; j < Math.min(dim, i + LOG_GROUP); j++) {
                product = product.mul(ratio(j));
            }
            log = log.add(product.lanewise(VectorOperators.LOG));
        }
        return log.mul(0.5);
    }

    private DoubleVector ratio(int i) {
        return DoubleVector.fromArray(S, pivots, (i * dim + i) * W)
                .mul(DoubleVector.fromArray(S, innerReciprocal, i * W));
    }

    private void loadPrecision(int site, double[] sites) {
        int at = site + dim * lanes;
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j <= i; j++, at += lanes) {
                DoubleVector value = DoubleVector.fromArray(S, sites, at);
                value.intoArray(precision, (i * dim + j) * W);
                value.intoArray(precision, (j * dim + i) * W);
            }
        }
    }

    /** Smooths; adds to the transition sums and writes lag covariances where the arrays are not empty. */
    void smooth(double[] sites, double[] posterior, double[] kl, double[] sums, double[] lag) {
        for (int t = batch.steps() - 1; t >= 0; t--) {
            load(t, posterior);
            if (t + 1 < batch.steps()) {
                stepBack(t + 1);
                store(t, posterior);
                if (sums.length > 0) {
                    addTransition(t + 1, sums);
                }
                if (lag.length > 0) {
                    writeLag(t, lag);
                }
            }
            addSiteTerm(t, sites, kl);
            swap();
        }
    }

    private void swap() {
        double[] freeMean = nextMean;
        nextMean = mean;
        mean = freeMean;
        double[] freeCovariance = nextCovariance;
        nextCovariance = covariance;
        covariance = freeCovariance;
    }

    private void stepBack(int next) {
        predict();
        matrices.factorise(predicted, scaled, negated, reciprocal);
        matrices.solveTransposed(negated, transported, work);
        matrices.scaleRows(reciprocal, work, work);
        matrices.solveUpper(negated, work);
        if (!batch.plain()[next]) {
            // No gain where step `next` starts another trial.
            VectorMask<Double> starts =
                    DoubleVector.fromArray(S, batch.keep(), next * lanes + lane).compare(VectorOperators.EQ, 0.0);
            for (int e = 0; e < dim * dim; e++) {
                DoubleVector.fromArray(S, work, e * W).blend(0.0, starts).intoArray(work, e * W);
            }
        }
        matrices.subtract(nextMean, predictedMean, residual);
        matrices.rowTimes(residual, work, mean, mean);
        matrices.subtractSymmetric(nextCovariance, predicted, inner);
        matrices.multiply(inner, work, transported);
        matrices.addTransposedProduct(work, transported, covariance, covariance);
    }

    private void addSiteTerm(int t, double[] sites, double[] kl) {
        int site = t * batch.entries() * lanes + lane;
        int at = site + dim * lanes;
        DoubleVector sum = DoubleVector.zero(S);
        for (int i = 0; i < dim; i++) {
            DoubleVector mi = DoubleVector.fromArray(S, mean, i * W);
            sum = DoubleVector.fromArray(S, sites, site + i * lanes).fma(mi, sum);
            for (int j = 0; j <= i; j++, at += lanes) {
                DoubleVector second = mi.fma(
                        DoubleVector.fromArray(S, mean, j * W),
                        DoubleVector.fromArray(S, covariance, (i * dim + j) * W));
                sum = DoubleVector.fromArray(S, sites, at)
                        .mul(i == j ? -0.5 : -1.0)
                        .fma(second, sum);
            }
        }
        int out = t * lanes + lane;
        DoubleVector.fromArray(S, kl, out).add(sum).intoArray(kl, out);
    }

    private void addTransition(int next, double[] sums) {
        DoubleVector keep = DoubleVector.fromArray(S, batch.keep(), next * lanes + lane);
        matrices.multiply(nextCovariance, work, transported);
        int previous = TransitionSums.previousOffset(dim);
        int following = TransitionSums.nextOffset(dim);
        int e = 0;
        for (int i = 0; i < dim; i++) {
            DoubleVector mi = DoubleVector.fromArray(S, mean, i * W).mul(keep);
            DoubleVector ni = DoubleVector.fromArray(S, nextMean, i * W).mul(keep);
            add(sums, TransitionSums.previousMeanOffset(dim) + i, mi);
            add(sums, TransitionSums.nextMeanOffset(dim) + i, ni);
            for (int j = 0; j < dim; j++) {
                DoubleVector cross = DoubleVector.fromArray(S, transported, (i * dim + j) * W);
                add(sums, i * dim + j, ni.fma(DoubleVector.fromArray(S, mean, j * W), cross));
            }
            for (int j = 0; j <= i; j++, e++) {
                DoubleVector v =
                        DoubleVector.fromArray(S, covariance, (i * dim + j) * W).mul(keep);
                add(sums, previous + e, mi.fma(DoubleVector.fromArray(S, mean, j * W), v));
                DoubleVector n = DoubleVector.fromArray(S, nextCovariance, (i * dim + j) * W)
                        .mul(keep);
                add(sums, following + e, ni.fma(DoubleVector.fromArray(S, nextMean, j * W), n));
            }
        }
    }

    private void add(double[] sums, int entry, DoubleVector value) {
        int at = entry * lanes + lane;
        DoubleVector.fromArray(S, sums, at).add(value).intoArray(sums, at);
    }

    private void writeLag(int t, double[] lag) {
        matrices.multiply(nextCovariance, work, transported);
        for (int e = 0; e < dim * dim; e++) {
            DoubleVector.fromArray(S, transported, e * W).intoArray(lag, (t * dim * dim + e) * lanes + lane);
        }
    }

    private void store(int t, double[] posterior) {
        int at = t * batch.entries() * lanes + lane;
        for (int i = 0; i < dim; i++, at += lanes) {
            DoubleVector.fromArray(S, mean, i * W).intoArray(posterior, at);
        }
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j <= i; j++, at += lanes) {
                DoubleVector.fromArray(S, covariance, (i * dim + j) * W).intoArray(posterior, at);
            }
        }
    }

    private void load(int t, double[] posterior) {
        int at = t * batch.entries() * lanes + lane;
        for (int i = 0; i < dim; i++, at += lanes) {
            DoubleVector.fromArray(S, posterior, at).intoArray(mean, i * W);
        }
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j <= i; j++, at += lanes) {
                DoubleVector value = DoubleVector.fromArray(S, posterior, at);
                value.intoArray(covariance, (i * dim + j) * W);
                value.intoArray(covariance, (j * dim + i) * W);
            }
        }
    }
}
