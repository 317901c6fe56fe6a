package org.latents.compute.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.latents.compute.Exponential;
import org.latents.compute.NegativeBinomialCell;
import org.latents.compute.Routines;
import org.latents.compute.ScalarRoutines;
import org.latents.compute.SoftplusSeries;

/** Gaussian expectations of log likelihoods, a cell per lane; the operations of {@link ScalarRoutines}. */
// spotless:off (one argument a line would hide the loops)
final class ExpectationLanes {
    private static final VectorSpecies<Double> S = Species.LANES;
    private static final int WIDTH = S.length();
    private static final VectorSpecies<Integer> I =
            VectorSpecies.of(int.class, VectorShape.forBitSize(S.vectorBitSize() / 2));
    private static final ScalarRoutines SCALAR = new ScalarRoutines();

    /** Cells that are handled together: a multiple of the lanes, so few that their room costs nothing. */
    private static final int CHUNK = 24;

    private ExpectationLanes() {}

    static void poisson(
            int[] counts, double[] mean, double[] variance, int from, int to,
            double[] value, double[] gradient, double[] curvature) {
        int i = from;
        for (; i + WIDTH <= to; i += WIDTH) {
            DoubleVector m = DoubleVector.fromArray(S, mean, i);
            DoubleVector exponent = DoubleVector.fromArray(S, variance, i).mul(0.5).add(m);
            if (!exponent.abs().compare(VectorOperators.LE, Exponential.LARGEST).allTrue()) {
                SCALAR.expectPoisson(counts, mean, variance, i, i + WIDTH, value, gradient, curvature);
                continue;
            }
            DoubleVector y = (DoubleVector) IntVector.fromArray(I, counts, i).convertShape(VectorOperators.I2D, S, 0);
            VectorMask<Double> observed = y.compare(VectorOperators.GE, 0.0);
            DoubleVector zero = DoubleVector.zero(S);
            DoubleVector rate = ExponentialLanes.of(exponent);
            DoubleVector term = zero.blend(y.mul(m).sub(rate), observed);
            DoubleVector.fromArray(S, value, i).add(term).intoArray(value, i);
            zero.blend(y.sub(rate), observed).intoArray(gradient, i);
            zero.blend(rate, observed).intoArray(curvature, i);
        }
        SCALAR.expectPoisson(counts, mean, variance, i, to, value, gradient, curvature);
    }

    static boolean negativeBinomial(
            double[] nodes, int[] counts, double[] mean, double[] variance, double shape, double logShape,
            int from, int to, double[] value, double[] gradient, double[] curvature, double[] sums) {
        boolean left = false;
        int i = from;
        double[] lanes = new double[2 * Routines.LANES];
        if (i + WIDTH <= to) {
            int[] at = new int[CHUNK];
            double[] series = new double[3 * CHUNK];
            double[] terms = new double[SoftplusSeries.TERMS * CHUNK];
            while (i + WIDTH <= to) {
                int cells = Math.min(CHUNK, (to - i) / WIDTH * WIDTH);
                left |= locate(counts, mean, variance, logShape, i, cells, at, series);
                gather(nodes, at, cells, terms);
                sum(terms, cells, series);
                finish(counts, mean, shape, logShape, i, cells, series, value, gradient, curvature, lanes);
                i += cells;
            }
        }
        left |= SCALAR.expectNegativeBinomial(
                nodes, counts, mean, variance, shape, logShape, from, i, to, value, gradient, curvature, lanes);
        NegativeBinomialCell.addLanes(lanes, sums);
        return left;
    }

    /**
     * Writes the place of each cell in the grid and its distances from the node, of mean and of variance; the first is
     * NaN where it has no place. Returns whether a cell that was observed has none.
     */
    private static boolean locate(
            int[] counts, double[] mean, double[] variance, double logShape, int from, int cells,
            int[] at, double[] series) {
        DoubleVector zero = DoubleVector.zero(S);
        boolean left = false;
        for (int k = 0; k < cells; k += WIDTH) {
            DoubleVector y = count(counts, from + k);
            DoubleVector a = DoubleVector.fromArray(S, mean, from + k).sub(logShape).abs().neg();
            DoubleVector v = DoubleVector.fromArray(S, variance, from + k);
            VectorMask<Double> observed = y.compare(VectorOperators.GE, 0.0);
            VectorMask<Double> inside = a.compare(VectorOperators.GT, SoftplusSeries.LOWEST)
                    .and(v.compare(VectorOperators.GT, 0.0))
                    .and(v.compare(VectorOperators.LT, SoftplusSeries.LARGEST_VARIANCE));
            DoubleVector missing = zero;
            if (!inside.allTrue()) {
                left |= observed.andNot(inside).anyTrue();
                missing = DoubleVector.broadcast(S, Double.NaN).blend(zero, inside);
                a = zero.blend(a, inside);
                v = zero.blend(v, inside);
            }
            DoubleVector above = v.add(1.0);
            LongVector bits = above.reinterpretAsLongs();
            DoubleVector centre = bits.and(SoftplusSeries.ROW_MASK).or(SoftplusSeries.HALF_ROW).reinterpretAsDoubles();
            DoubleVector shifted = a.fma(
                    DoubleVector.broadcast(S, -SoftplusSeries.PER_UNIT),
                    DoubleVector.broadcast(S, Exponential.ROUNDER));
            DoubleVector column = shifted.sub(Exponential.ROUNDER);
            column.fma(DoubleVector.broadcast(S, 1.0 / SoftplusSeries.PER_UNIT), a).add(missing).intoArray(series, k);
            above.sub(centre).intoArray(series, CHUNK + k);
            IntVector row = (IntVector) bits.lanewise(VectorOperators.LSHR, SoftplusSeries.ROW_SHIFT)
                    .convertShape(VectorOperators.L2I, I, 0);
            ((IntVector) shifted.reinterpretAsLongs().convertShape(VectorOperators.L2I, I, 0))
                    .add(row.sub(SoftplusSeries.FIRST_ROW).mul(SoftplusSeries.COLUMNS))
                    .mul(SoftplusSeries.TERMS)
                    .intoArray(at, k);
        }
        return left;
    }

    private static DoubleVector count(int[] counts, int at) {
        return (DoubleVector) IntVector.fromArray(I, counts, at).convertShape(VectorOperators.I2D, S, 0);
    }

    /** Copies the derivatives of the nodes to a row for each; not by a gather, which not every processor does well. */
    private static void gather(double[] nodes, int[] at, int cells, double[] terms) {
        for (int k = 0; k < cells; k++) {
            int node = at[k];
            terms[k] = nodes[node];
            terms[CHUNK + k] = nodes[node + 1];
            terms[2 * CHUNK + k] = nodes[node + 2];
            terms[3 * CHUNK + k] = nodes[node + 3];
            terms[4 * CHUNK + k] = nodes[node + 4];
            terms[5 * CHUNK + k] = nodes[node + 5];
            terms[6 * CHUNK + k] = nodes[node + 6];
            terms[7 * CHUNK + k] = nodes[node + 7];
            terms[8 * CHUNK + k] = nodes[node + 8];
            terms[9 * CHUNK + k] = nodes[node + 9];
            terms[10 * CHUNK + k] = nodes[node + 10];
            terms[11 * CHUNK + k] = nodes[node + 11];
        }
    }

    /** {@link SoftplusSeries#sum}: replaces the distances by E softplus, E σ and E σ'. */
    private static void sum(double[] terms, int cells, double[] series) {
        for (int k = 0; k < cells; k += WIDTH) {
            DoubleVector d = DoubleVector.fromArray(S, series, k);
            DoubleVector e = DoubleVector.fromArray(S, series, CHUNK + k);
            DoubleVector h2 = d.fma(d, e).mul(0.5);
            DoubleVector h3 = d.mul(1.0 / 3).fma(h2, e.mul(1.0 / 3).mul(d));
            DoubleVector h4 = d.mul(1.0 / 4).fma(h3, e.mul(1.0 / 4).mul(h2));
            DoubleVector h5 = d.mul(1.0 / 5).fma(h4, e.mul(1.0 / 5).mul(h3));
            DoubleVector h6 = d.mul(1.0 / 6).fma(h5, e.mul(1.0 / 6).mul(h4));
            DoubleVector h7 = d.mul(1.0 / 7).fma(h6, e.mul(1.0 / 7).mul(h5));
            DoubleVector h8 = d.mul(1.0 / 8).fma(h7, e.mul(1.0 / 8).mul(h6));
            DoubleVector h9 = d.mul(1.0 / 9).fma(h8, e.mul(1.0 / 9).mul(h7));
            DoubleVector c1 = DoubleVector.fromArray(S, terms, CHUNK + k);
            DoubleVector c2 = DoubleVector.fromArray(S, terms, 2 * CHUNK + k);
            DoubleVector c3 = DoubleVector.fromArray(S, terms, 3 * CHUNK + k);
            DoubleVector s0 = c1.fma(d, DoubleVector.fromArray(S, terms, k));
            DoubleVector s1 = c2.fma(d, c1);
            DoubleVector s2 = c3.fma(d, c2);
            DoubleVector c4 = DoubleVector.fromArray(S, terms, 4 * CHUNK + k);
            s0 = c2.fma(h2, s0);
            s1 = c3.fma(h2, s1);
            s2 = c4.fma(h2, s2);
            DoubleVector c5 = DoubleVector.fromArray(S, terms, 5 * CHUNK + k);
            s0 = c3.fma(h3, s0);
            s1 = c4.fma(h3, s1);
            s2 = c5.fma(h3, s2);
            DoubleVector c6 = DoubleVector.fromArray(S, terms, 6 * CHUNK + k);
            s0 = c4.fma(h4, s0);
            s1 = c5.fma(h4, s1);
            s2 = c6.fma(h4, s2);
            DoubleVector c7 = DoubleVector.fromArray(S, terms, 7 * CHUNK + k);
            s0 = c5.fma(h5, s0);
            s1 = c6.fma(h5, s1);
            s2 = c7.fma(h5, s2);
            DoubleVector c8 = DoubleVector.fromArray(S, terms, 8 * CHUNK + k);
            s0 = c6.fma(h6, s0);
            s1 = c7.fma(h6, s1);
            s2 = c8.fma(h6, s2);
            DoubleVector c9 = DoubleVector.fromArray(S, terms, 9 * CHUNK + k);
            s0 = c7.fma(h7, s0);
            s1 = c8.fma(h7, s1);
            s2 = c9.fma(h7, s2);
            DoubleVector c10 = DoubleVector.fromArray(S, terms, 10 * CHUNK + k);
            s0 = c8.fma(h8, s0);
            s1 = c9.fma(h8, s1);
            s2 = c10.fma(h8, s2);
            s0 = c9.fma(h9, s0);
            s1 = c10.fma(h9, s1);
            s2 = DoubleVector.fromArray(S, terms, 11 * CHUNK + k).fma(h9, s2);
            s0.intoArray(series, k);
            s1.intoArray(series, CHUNK + k);
            s2.intoArray(series, 2 * CHUNK + k);
        }
    }

    /** {@link NegativeBinomialCell}: a lane adds to its own sums. */
    private static void finish(
            int[] counts, double[] mean, double shape, double logShape, int from, int cells, double[] series,
            double[] value, double[] gradient, double[] curvature, double[] lanes) {
        DoubleVector zero = DoubleVector.zero(S);
        for (int k = 0; k < cells; k += WIDTH) {
            int i = from + k;
            DoubleVector s1 = DoubleVector.fromArray(S, series, CHUNK + k);
            DoubleVector y = count(counts, i);
            DoubleVector m = DoubleVector.fromArray(S, mean, i);
            DoubleVector z = m.sub(logShape);
            VectorMask<Double> inside = y.compare(VectorOperators.GE, 0.0).and(s1.compare(VectorOperators.EQ, s1));
            VectorMask<Double> positive = z.compare(VectorOperators.GT, 0.0);
            DoubleVector total = y.add(shape);
            DoubleVector slope = total.mul(s1);
            DoubleVector whole = DoubleVector.fromArray(S, series, k).add(zero.blend(z, positive));
            DoubleVector term = y.mul(m).sub(total.mul(whole));
            DoubleVector.fromArray(S, value, i).add(zero.blend(term, inside)).intoArray(value, i);
            zero.blend(y.sub(slope).blend(slope.sub(shape), positive), inside).intoArray(gradient, i);
            DoubleVector bend = total.mul(DoubleVector.fromArray(S, series, 2 * CHUNK + k));
            zero.blend(bend, inside).intoArray(curvature, i);
            DoubleVector sigmoid = s1.blend(s1.neg().add(1.0), positive);
            DoubleVector difference = whole.sub(sigmoid);
            DoubleVector tails = y.mul(s1);
            DoubleVector counted = tails.blend(y.min(1.0).sub(tails), positive);
            int first = k % Routines.LANES;
            int second = first + Routines.LANES;
            DoubleVector.fromArray(S, lanes, first)
                    .add(zero.blend(counted.sub(difference.mul(shape)), inside)).intoArray(lanes, first);
            DoubleVector.fromArray(S, lanes, second)
                    .sub(zero.blend(difference.sub(sigmoid).mul(shape).add(bend), inside)).intoArray(lanes, second);
        }
    }
}
// spotless:on
