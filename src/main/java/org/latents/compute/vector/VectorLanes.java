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
    private static final int LOG_GROUP = 8;

    private final Chain chain;
    private final Lockstep batch;
    private final int lane;
    private final int lanes;
    private final int dim;
    private final LaneMatrices matrices;
    private final double[] mean;
    private final double[] covariance;
    private final double[] predictedMean;
    private final double[] predicted;
    private final double[] transported;
    private final double[] factor;
    private final double[] reciprocal;
    private final double[] work;
    private final double[] inner;
    private final double[] innerReciprocal;
    private final double[] precision;
    private final double[] residual;
    private final double[] nextMean;
    private final double[] nextCovariance;

    VectorLanes(Chain chain, Lockstep batch, int lane) {
        this.chain = chain;
        this.batch = batch;
        this.lane = lane;
        this.lanes = batch.lanes();
        this.dim = chain.dim();
        matrices = new LaneMatrices(dim);
        int vector = dim * W;
        int square = dim * dim * W;
        mean = new double[vector];
        covariance = new double[square];
        predictedMean = new double[vector];
        predicted = new double[square];
        transported = new double[square];
        factor = new double[square];
        reciprocal = new double[vector];
        work = new double[square];
        inner = new double[square];
        innerReciprocal = new double[vector];
        precision = new double[square];
        residual = new double[vector];
        nextMean = new double[vector];
        nextCovariance = new double[square];
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
        matrices.affine(chain.a(), chain.b(), mean, predictedMean);
        matrices.leftMultiply(chain.a(), covariance, transported);
        matrices.rightMultiplyTransposed(transported, chain.a(), chain.q(), predicted);
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
                DoubleVector value =
                        DoubleVector.fromArray(S, predicted, (i * dim + j) * W).blend(chain.p0()[e], starts);
                value.intoArray(predicted, (i * dim + j) * W);
                value.intoArray(predicted, (j * dim + i) * W);
            }
        }
    }

    private void update(int t, double[] sites, double[] kl) {
        int site = t * batch.entries() * lanes + lane;
        loadPrecision(site, sites);
        matrices.factorise(predicted, factor, reciprocal);
        matrices.timesLower(precision, factor, work);
        matrices.lowerTransposedTimesPlusIdentity(factor, work, inner);
        matrices.factorise(inner, inner, innerReciprocal);
        DoubleVector log = logDiagonal();
        matrices.solveLowerTransposed(inner, innerReciprocal, factor, work);
        matrices.gram(work, covariance);
        for (int i = 0; i < dim; i++) {
            DoubleVector lambda = DoubleVector.fromArray(S, sites, site + i * lanes);
            DoubleVector sum = lambda;
            for (int j = 0; j < dim; j++) {
                sum = sum.sub(DoubleVector.fromArray(S, precision, (i * dim + j) * W)
                        .mul(DoubleVector.fromArray(S, predictedMean, j * W)));
            }
            sum.intoArray(residual, i * W);
            log = lambda.add(sum).mul(0.5).fma(DoubleVector.fromArray(S, predictedMean, i * W), log);
        }
        for (int i = 0; i < dim; i++) {
            DoubleVector shift = DoubleVector.zero(S);
            for (int j = 0; j < dim; j++) {
                shift = DoubleVector.fromArray(S, covariance, (i * dim + j) * W)
                        .fma(DoubleVector.fromArray(S, residual, j * W), shift);
            }
            DoubleVector.fromArray(S, predictedMean, i * W).add(shift).intoArray(mean, i * W);
            log = DoubleVector.fromArray(S, residual, i * W).mul(0.5).fma(shift, log);
        }
        log.neg().intoArray(kl, t * lanes + lane);
    }

    /** −½ log|B| = Σ log(1/Rᵢᵢ), a logarithm for every few factors; 1/Rᵢᵢ ≤ 1. */
    private DoubleVector logDiagonal() {
        DoubleVector log = DoubleVector.zero(S);
        for (int i = 0; i < dim; i += LOG_GROUP) {
            DoubleVector product = DoubleVector.fromArray(S, innerReciprocal, i * W);
            for (int j = i + 1; j < Math.min(dim, i + LOG_GROUP); j++) {
                product = product.mul(DoubleVector.fromArray(S, innerReciprocal, j * W));
            }
            log = log.add(product.lanewise(VectorOperators.LOG));
        }
        return log;
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
            System.arraycopy(mean, 0, nextMean, 0, mean.length);
            System.arraycopy(covariance, 0, nextCovariance, 0, covariance.length);
        }
    }

    private void stepBack(int next) {
        predict();
        matrices.factorise(predicted, factor, reciprocal);
        matrices.solve(factor, reciprocal, transported, work);
        if (!batch.plain()[next]) {
            // No gain where step `next` starts another trial.
            VectorMask<Double> starts =
                    DoubleVector.fromArray(S, batch.keep(), next * lanes + lane).compare(VectorOperators.EQ, 0.0);
            for (int e = 0; e < dim * dim; e++) {
                DoubleVector.fromArray(S, work, e * W).blend(0.0, starts).intoArray(work, e * W);
            }
        }
        matrices.subtract(nextMean, predictedMean, residual, dim);
        matrices.addTransposedTimes(work, residual, mean);
        matrices.subtractSymmetric(nextCovariance, predicted, inner);
        matrices.multiply(inner, work, transported);
        matrices.addTransposedProduct(work, transported, covariance);
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
