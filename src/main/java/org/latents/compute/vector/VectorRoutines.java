package org.latents.compute.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.latents.compute.Chain;
import org.latents.compute.Exponential;
import org.latents.compute.Lockstep;
import org.latents.compute.Packed;
import org.latents.compute.Routines;
import org.latents.compute.Softplus;
import org.latents.compute.TransitionSums;

/** The routines on vector registers: the lanes of a batch are the lanes of a vector. */
public final class VectorRoutines implements Routines {
    private static final VectorSpecies<Double> S = Species.LANES;
    private static final int WIDTH = S.length();
    private static final DoubleVector ROUNDER = DoubleVector.broadcast(S, Exponential.ROUNDER);
    private static final double C12 = Exponential.coefficient(12);
    private static final double C11 = Exponential.coefficient(11);
    private static final double C10 = Exponential.coefficient(10);
    private static final double C9 = Exponential.coefficient(9);
    private static final double C8 = Exponential.coefficient(8);
    private static final double C7 = Exponential.coefficient(7);
    private static final double C6 = Exponential.coefficient(6);
    private static final double C5 = Exponential.coefficient(5);
    private static final double C4 = Exponential.coefficient(4);
    private static final double C3 = Exponential.coefficient(3);
    private static final double L9 = Softplus.coefficient(9);
    private static final double L8 = Softplus.coefficient(8);
    private static final double L7 = Softplus.coefficient(7);
    private static final double L6 = Softplus.coefficient(6);
    private static final double L5 = Softplus.coefficient(5);
    private static final double L4 = Softplus.coefficient(4);
    private static final double L3 = Softplus.coefficient(3);
    private static final double L2 = Softplus.coefficient(2);
    private static final double L1 = Softplus.coefficient(1);

    /** Creates the routines; fails to link where the module jdk.incubator.vector is not there. */
    public VectorRoutines() {}

    @Override
    public String description() {
        return "vector, " + S.vectorBitSize() + " bits";
    }

    @Override
    public void multiply(
            double[] m,
            int mOff,
            int rows,
            int inner,
            double[] x,
            int xOff,
            int xRow,
            int xStep,
            double[] out,
            int oOff,
            int oRow,
            int oStep,
            int steps,
            boolean accumulate) {
        MatrixRoutines.multiply(m, mOff, rows, inner, x, xOff, xRow, xStep, out, oOff, oRow, oStep, steps, accumulate);
    }

    @Override
    public void correlate(
            double[] w,
            int wOff,
            int wRow,
            int wStep,
            int rows,
            double[] z,
            int zOff,
            int zRow,
            int zStep,
            int columns,
            double[] out,
            int oOff,
            int oRow,
            int steps) {
        MatrixRoutines.correlate(w, wOff, wRow, wStep, rows, z, zOff, zRow, zStep, columns, out, oOff, oRow, steps);
    }

    @Override
    public void filter(Chain chain, Lockstep batch, double[] sites, double[] posterior, double[] kl) {
        for (int v = 0; v < batch.lanes(); v += WIDTH) {
            new VectorLanes(chain, batch, v).filter(sites, posterior, kl);
        }
    }

    @Override
    public void smooth(Chain chain, Lockstep batch, double[] sites, double[] posterior, double[] kl) {
        for (int v = 0; v < batch.lanes(); v += WIDTH) {
            new VectorLanes(chain, batch, v).smooth(sites, posterior, kl, NONE, NONE);
        }
    }

    @Override
    public void smooth(
            Chain chain, Lockstep batch, double[] sites, double[] posterior, double[] kl, TransitionSums sums) {
        for (int v = 0; v < batch.lanes(); v += WIDTH) {
            new VectorLanes(chain, batch, v).smooth(sites, posterior, kl, sums.values(), NONE);
        }
    }

    @Override
    public void smooth(Chain chain, Lockstep batch, double[] sites, double[] posterior, double[] kl, double[] lag) {
        for (int v = 0; v < batch.lanes(); v += WIDTH) {
            new VectorLanes(chain, batch, v).smooth(sites, posterior, kl, NONE, lag);
        }
    }

    private static final double[] NONE = {};

    @Override
    public void addPrecisionTimesMean(Lockstep batch, double[] posterior, double[] target) {
        int dim = batch.dim();
        int lanes = batch.lanes();
        for (int t = 0; t < batch.steps(); t++) {
            int step = t * batch.entries() * lanes;
            for (int v = 0; v < lanes; v += WIDTH) {
                for (int i = 0; i < dim; i++) {
                    DoubleVector sum = DoubleVector.fromArray(S, target, step + i * lanes + v);
                    for (int j = 0; j < dim; j++) {
                        int lambda = step + (dim + Packed.index(i, j)) * lanes + v;
                        sum = DoubleVector.fromArray(S, target, lambda)
                                .fma(DoubleVector.fromArray(S, posterior, step + j * lanes + v), sum);
                    }
                    sum.intoArray(target, step + i * lanes + v);
                }
            }
        }
    }

    @Override
    public void exp(double[] x, int from, int to, double[] out) {
        int i = from;
        for (; i + WIDTH <= to; i += WIDTH) {
            DoubleVector value = DoubleVector.fromArray(S, x, i);
            if (value.abs().compare(VectorOperators.LE, Exponential.LARGEST).allTrue()) {
                exp(value).intoArray(out, i);
            } else {
                for (int j = i; j < i + WIDTH; j++) {
                    out[j] = Exponential.of(x[j]);
                }
            }
        }
        for (; i < to; i++) {
            out[i] = Exponential.of(x[i]);
        }
    }

    /** The operations of {@link Exponential#of}, lane by lane. */
    private static DoubleVector exp(DoubleVector x) {
        DoubleVector shifted = x.fma(DoubleVector.broadcast(S, Exponential.INVERSE_LOG2), ROUNDER);
        DoubleVector n = shifted.sub(ROUNDER).neg();
        DoubleVector r = n.fma(
                DoubleVector.broadcast(S, Exponential.LOG2_LOW),
                n.fma(DoubleVector.broadcast(S, Exponential.LOG2_HIGH), x));
        DoubleVector sum = DoubleVector.broadcast(S, Exponential.coefficient(13));
        sum = sum.fma(r, DoubleVector.broadcast(S, C12));
        sum = sum.fma(r, DoubleVector.broadcast(S, C11));
        sum = sum.fma(r, DoubleVector.broadcast(S, C10));
        sum = sum.fma(r, DoubleVector.broadcast(S, C9));
        sum = sum.fma(r, DoubleVector.broadcast(S, C8));
        sum = sum.fma(r, DoubleVector.broadcast(S, C7));
        sum = sum.fma(r, DoubleVector.broadcast(S, C6));
        sum = sum.fma(r, DoubleVector.broadcast(S, C5));
        sum = sum.fma(r, DoubleVector.broadcast(S, C4));
        sum = sum.fma(r, DoubleVector.broadcast(S, C3));
        sum = sum.fma(r, DoubleVector.broadcast(S, 0.5));
        sum = sum.fma(r, DoubleVector.broadcast(S, 1.0));
        sum = sum.fma(r, DoubleVector.broadcast(S, 1.0));
        LongVector power = shifted.reinterpretAsLongs().add(1023).lanewise(VectorOperators.LSHL, 52);
        return sum.mul(power.reinterpretAsDoubles());
    }

    @Override
    public void softplus(double[] x, int from, int to, double[] out) {
        int i = from;
        for (; i + WIDTH <= to; i += WIDTH) {
            DoubleVector value = DoubleVector.fromArray(S, x, i);
            if (value.abs().compare(VectorOperators.LE, Exponential.LARGEST).allTrue()) {
                softplus(value).intoArray(out, i);
            } else {
                for (int j = i; j < i + WIDTH; j++) {
                    out[j] = Softplus.of(x[j]);
                }
            }
        }
        for (; i < to; i++) {
            out[i] = Softplus.of(x[i]);
        }
    }

    /** The operations of {@link Softplus#of}, lane by lane. */
    private static DoubleVector softplus(DoubleVector x) {
        DoubleVector size = x.abs();
        DoubleVector t = exp(size.neg());
        DoubleVector w = t.div(t.add(2));
        DoubleVector square = w.mul(w);
        DoubleVector sum = DoubleVector.broadcast(S, L9);
        sum = sum.fma(square, DoubleVector.broadcast(S, L8));
        sum = sum.fma(square, DoubleVector.broadcast(S, L7));
        sum = sum.fma(square, DoubleVector.broadcast(S, L6));
        sum = sum.fma(square, DoubleVector.broadcast(S, L5));
        sum = sum.fma(square, DoubleVector.broadcast(S, L4));
        sum = sum.fma(square, DoubleVector.broadcast(S, L3));
        sum = sum.fma(square, DoubleVector.broadcast(S, L2));
        sum = sum.fma(square, DoubleVector.broadcast(S, L1));
        sum = sum.fma(square, DoubleVector.broadcast(S, 2.0));
        // max(x, 0), which is several instructions for the sake of −0 and NaN; neither is here.
        return sum.fma(w, size.add(x).mul(0.5));
    }

    @Override
    public void interpolate(double[] from, double[] to, double step, double[] target, int length) {
        DoubleVector factor = DoubleVector.broadcast(S, step);
        int i = 0;
        for (; i + WIDTH <= length; i += WIDTH) {
            DoubleVector start = DoubleVector.fromArray(S, from, i);
            DoubleVector.fromArray(S, to, i).sub(start).fma(factor, start).intoArray(target, i);
        }
        for (; i < length; i++) {
            target[i] = Math.fma(step, to[i] - from[i], from[i]);
        }
    }
}
