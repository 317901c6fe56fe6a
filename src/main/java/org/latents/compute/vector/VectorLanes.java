package org.latents.compute.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.latents.compute.Chain;
import org.latents.compute.Lockstep;
import org.latents.compute.TransitionSums;

/**
 * Filtering and smoothing of as many lanes as a vector holds, step by step as {@code ScalarLane} does it. Small
 * matrices are held as [entry][lane of the vector] in arrays that stay in the first-level cache.
 */
final class VectorLanes {
    private static final VectorSpecies<Double> S = Species.LANES;
    private static final int W = S.length();
    private static final int LOG_GROUP = 4;
    private static final int VECTORS = 8;
    private static final int SQUARES = 15;

    private final Chain chain;
    private final Lockstep batch;
    private final int lane;
    private final int lanes;
    private final int dim;
    private final double[] ratios = new double[W];
    private final LaneMatrices matrices;
    private final double[] m;
    private final int a;
    private final int aTransposed;
    private final int b;
    private final int q;
    private final int predictedMean;
    private final int predicted;
    private final int transported;
    private final int scaled;
    private final int scaledTransposed;
    private final int negated;
    private final int reciprocal;
    private final int pivots;
    private final int work;
    private final int inner;
    private final int innerNegated;
    private final int innerReciprocal;
    private final int precision;
    private final int residual;
    private final int shift;
    private int mean;
    private int covariance;
    private int nextMean;
    private int nextCovariance;

    VectorLanes(Chain chain, Lockstep batch, int lane) {
        this(chain, batch, lane, 0, 0);
    }

    /** With room for more vectors and matrices. */
    VectorLanes(Chain chain, Lockstep batch, int lane, int vectors, int squares) {
        this.chain = chain;
        this.batch = batch;
        this.lane = lane;
        this.lanes = batch.lanes();
        this.dim = chain.dim();
        matrices = new LaneMatrices(dim, VECTORS + vectors, SQUARES + squares);
        m = matrices.values();
        a = matrices.constant(chain.a());
        b = matrices.constant(chain.b());
        q = constantUpper(chain.q());
        aTransposed = matrices.square();
        matrices.transpose(a, aTransposed);
        mean = matrices.vector();
        covariance = matrices.square();
        predictedMean = matrices.vector();
        predicted = matrices.square();
        transported = matrices.square();
        scaled = matrices.square();
        scaledTransposed = matrices.square();
        negated = matrices.square();
        reciprocal = matrices.vector();
        pivots = matrices.square();
        work = matrices.square();
        inner = matrices.square();
        innerNegated = matrices.square();
        innerReciprocal = matrices.vector();
        precision = matrices.square();
        residual = matrices.vector();
        shift = matrices.vector();
        nextMean = matrices.vector();
        nextCovariance = matrices.square();
    }

    /** A packed symmetric matrix in every lane; the strict lower triangle is zero. */
    private int constantUpper(double[] packed) {
        double[] full = new double[dim * dim];
        for (int i = 0, e = 0; i < dim; i++) {
            for (int j = 0; j <= i; j++, e++) {
                full[j * dim + i] = packed[e];
            }
        }
        return matrices.constant(full);
    }

    void filter(double[] sites, double[] posterior, double[] kl, int steps) {
        for (int t = 0; t < steps; t++) {
            if (t > 0) {
                predict();
            }
            if (t == 0 || !batch.plain()[t]) {
                restart(t);
                takeGiven(t, posterior);
            }
            update(t, sites, kl);
            store(t, posterior);
        }
    }

    /** The lanes where a segment starts inside its trial. */
    VectorMask<Double> given(int t) {
        return batch.hasGiven() ? VectorMask.fromArray(S, batch.given(), t * lanes + lane) : S.maskAll(false);
    }

    /** Puts the predicted moments that {@code posterior} holds into the lanes where they are given. */
    private void takeGiven(int t, double[] posterior) {
        VectorMask<Double> given = given(t);
        if (!given.anyTrue()) {
            return;
        }
        int from = t * batch.entries() * lanes + lane;
        for (int i = 0; i < dim; i++, from += lanes) {
            blend(predictedMean + i * W, DoubleVector.fromArray(S, posterior, from), given);
        }
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j <= i; j++, from += lanes) {
                blend(predicted + (j * dim + i) * W, DoubleVector.fromArray(S, posterior, from), given);
            }
        }
    }

    private void blend(int at, DoubleVector value, VectorMask<Double> where) {
        DoubleVector.fromArray(S, m, at).blend(value, where).intoArray(m, at);
    }

    /** A first state of zero, with any covariance at all, in these lanes: {@link #fixState} takes it away again. */
    void restartAtZero(VectorMask<Double> where) {
        for (int i = 0; i < dim; i++) {
            blend(predictedMean + i * W, DoubleVector.zero(S), where);
            for (int j = i; j < dim; j++) {
                blend(predicted + (i * dim + j) * W, DoubleVector.broadcast(S, i == j ? 1.0 : 0.0), where);
            }
        }
    }

    /** The state is zero in these lanes, whatever the site says. */
    void fixState(VectorMask<Double> where) {
        for (int i = 0; i < dim; i++) {
            blend(mean + i * W, DoubleVector.zero(S), where);
        }
        for (int e = 0; e < dim * dim; e++) {
            blend(covariance + e * W, DoubleVector.zero(S), where);
        }
    }

    /** Standard deviations of an entry of the filtered state. */
    DoubleVector deviation(int i) {
        return DoubleVector.fromArray(S, m, covariance + (i * dim + i) * W).lanewise(VectorOperators.SQRT);
    }

    /** out = P_f P⁻¹ F = S'B⁻¹U'⁻¹ F, the part of the prediction that the site leaves. */
    void contract(int f, int out) {
        matrices.solveTransposed(negated, f, work);
        matrices.solveTransposed(innerNegated, work, work);
        matrices.scaleRows(innerReciprocal, work, work);
        matrices.solveUpper(innerNegated, work);
        matrices.multiply(scaledTransposed, work, out);
    }

    LaneMatrices matrices() {
        return matrices;
    }

    /** Offset of A. */
    int transition() {
        return a;
    }

    /** Offset of the Λ of the last update, both triangles. */
    int precision() {
        return precision;
    }

    /** Offset of λ − Λ m of the last update. */
    int residual() {
        return residual;
    }

    void predict() {
        matrices.rowTimes(mean, aTransposed, b, predictedMean);
        matrices.multiply(a, covariance, transported);
        matrices.multiplyUpper(transported, aTransposed, q, predicted);
    }

    /** Puts the prior of a first bin into the lanes where a trial starts. */
    void restart(int t) {
        VectorMask<Double> starts =
                DoubleVector.fromArray(S, batch.keep(), t * lanes + lane).compare(VectorOperators.EQ, 0.0);
        if (t == 0) {
            starts = S.maskAll(true);
        }
        int e = 0;
        for (int i = 0; i < dim; i++) {
            DoubleVector.fromArray(S, m, predictedMean + i * W)
                    .blend(chain.m0()[i], starts)
                    .intoArray(m, predictedMean + i * W);
            for (int j = 0; j <= i; j++, e++) {
                int at = (j * dim + i) * W;
                DoubleVector.fromArray(S, m, predicted + at)
                        .blend(chain.p0()[e], starts)
                        .intoArray(m, predicted + at);
            }
        }
    }

    /** With P = S'Δ⁻¹S the posterior covariance is (P⁻¹ + Λ)⁻¹ = S'B⁻¹S, where B = Δ + SΛS'. */
    void update(int t, double[] sites, double[] kl) {
        int site = t * batch.entries() * lanes + lane;
        loadPrecision(site, sites);
        matrices.factorise(predicted, scaled, negated, reciprocal);
        matrices.transpose(scaled, scaledTransposed);
        matrices.multiply(precision, scaledTransposed, work);
        for (int i = 0; i < dim; i++) {
            int at = (i * dim + i) * W;
            DoubleVector.fromArray(S, m, scaled + at).intoArray(m, pivots + at);
        }
        matrices.upperTimesUpper(scaled, work, pivots, inner);
        matrices.factorise(inner, inner, innerNegated, innerReciprocal);
        matrices.solveTransposed(innerNegated, scaled, work);
        matrices.scaleRows(innerReciprocal, work, inner);
        matrices.transposedProduct(work, inner, covariance);
        int out = t * lanes + lane;
        writeLogRatio(kl, out);
        updateMean(site, sites, kl, out);
    }

    /** Writes the mean; subtracts ½(λ + r)'m + ½r'(m' − m), with r = λ − Λm, m the predicted and m' the new mean. */
    private void updateMean(int site, double[] sites, double[] kl, int out) {
        DoubleVector sum = DoubleVector.zero(S);
        matrices.rowTimes(predictedMean, precision, shift);
        for (int i = 0; i < dim; i++) {
            DoubleVector lambda = DoubleVector.fromArray(S, sites, site + i * lanes);
            DoubleVector difference = lambda.sub(DoubleVector.fromArray(S, m, shift + i * W));
            difference.intoArray(m, residual + i * W);
            sum = lambda.add(difference).fma(DoubleVector.fromArray(S, m, predictedMean + i * W), sum);
        }
        matrices.rowTimes(residual, covariance, shift);
        for (int i = 0; i < dim; i++) {
            DoubleVector change = DoubleVector.fromArray(S, m, shift + i * W);
            DoubleVector.fromArray(S, m, predictedMean + i * W).add(change).intoArray(m, mean + i * W);
            sum = DoubleVector.fromArray(S, m, residual + i * W).fma(change, sum);
        }
        sum.mul(-0.5).add(DoubleVector.fromArray(S, kl, out)).intoArray(kl, out);
    }

    /**
     * Writes ½ log(|B|/|Δ|) = −½ Σ log(Δᵢ/Bᵢ) over the pivots, a logarithm for every few factors; a factor is ≤ 1.
     * Where a pivot is not positive, so that a matrix was not positive definite, this is not finite. Lane by lane by
     * Math.log: the vector form rounds otherwise before and after it is compiled.
     */
    private void writeLogRatio(double[] kl, int out) {
        DoubleVector.zero(S).intoArray(kl, out);
        for (int from = 0; from < dim; from += LOG_GROUP) {
            DoubleVector product = DoubleVector.broadcast(S, 1.0);
            for (int i = from; i < Math.min(dim, from + LOG_GROUP); i++) {
                DoubleVector pivot = DoubleVector.fromArray(S, m, pivots + (i * dim + i) * W);
                DoubleVector inverse = DoubleVector.fromArray(S, m, innerReciprocal + i * W);
                product = product.mul(pivot.max(0.0)).mul(inverse.max(0.0));
            }
            product.intoArray(ratios, 0);
            for (int l = 0; l < W; l++) {
                kl[out + l] -= 0.5 * Math.log(ratios[l]);
            }
        }
    }

    private void loadPrecision(int site, double[] sites) {
        int at = site + dim * lanes;
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j <= i; j++, at += lanes) {
                DoubleVector value = DoubleVector.fromArray(S, sites, at);
                value.intoArray(m, precision + (i * dim + j) * W);
                value.intoArray(m, precision + (j * dim + i) * W);
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
        int freeMean = nextMean;
        nextMean = mean;
        mean = freeMean;
        int freeCovariance = nextCovariance;
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
                DoubleVector.fromArray(S, m, work + e * W).blend(0.0, starts).intoArray(m, work + e * W);
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
            DoubleVector mi = DoubleVector.fromArray(S, m, mean + i * W);
            sum = DoubleVector.fromArray(S, sites, site + i * lanes).fma(mi, sum);
            for (int j = 0; j <= i; j++, at += lanes) {
                DoubleVector second = mi.fma(
                        DoubleVector.fromArray(S, m, mean + j * W),
                        DoubleVector.fromArray(S, m, covariance + (i * dim + j) * W));
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
            DoubleVector mi = DoubleVector.fromArray(S, m, mean + i * W).mul(keep);
            DoubleVector ni = DoubleVector.fromArray(S, m, nextMean + i * W).mul(keep);
            add(sums, TransitionSums.previousMeanOffset(dim) + i, mi);
            add(sums, TransitionSums.nextMeanOffset(dim) + i, ni);
            for (int j = 0; j < dim; j++) {
                DoubleVector cross = DoubleVector.fromArray(S, m, transported + (i * dim + j) * W);
                add(sums, i * dim + j, ni.fma(DoubleVector.fromArray(S, m, mean + j * W), cross));
            }
            for (int j = 0; j <= i; j++, e++) {
                DoubleVector v = DoubleVector.fromArray(S, m, covariance + (i * dim + j) * W)
                        .mul(keep);
                add(sums, previous + e, mi.fma(DoubleVector.fromArray(S, m, mean + j * W), v));
                DoubleVector n = DoubleVector.fromArray(S, m, nextCovariance + (i * dim + j) * W)
                        .mul(keep);
                add(sums, following + e, ni.fma(DoubleVector.fromArray(S, m, nextMean + j * W), n));
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
            DoubleVector.fromArray(S, m, transported + e * W).intoArray(lag, (t * dim * dim + e) * lanes + lane);
        }
    }

    void store(int t, double[] posterior) {
        int at = t * batch.entries() * lanes + lane;
        for (int i = 0; i < dim; i++, at += lanes) {
            DoubleVector.fromArray(S, m, mean + i * W).intoArray(posterior, at);
        }
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j <= i; j++, at += lanes) {
                DoubleVector.fromArray(S, m, covariance + (i * dim + j) * W).intoArray(posterior, at);
            }
        }
    }

    private void load(int t, double[] posterior) {
        int at = t * batch.entries() * lanes + lane;
        for (int i = 0; i < dim; i++, at += lanes) {
            DoubleVector.fromArray(S, posterior, at).intoArray(m, mean + i * W);
        }
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j <= i; j++, at += lanes) {
                DoubleVector value = DoubleVector.fromArray(S, posterior, at);
                value.intoArray(m, covariance + (i * dim + j) * W);
                value.intoArray(m, covariance + (j * dim + i) * W);
            }
        }
    }
}
