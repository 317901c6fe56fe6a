package org.latents.compute.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.latents.compute.Chain;
import org.latents.compute.Exponential;
import org.latents.compute.Lockstep;
import org.latents.compute.Packed;
import org.latents.compute.Routines;
import org.latents.compute.ScalarRoutines;
import org.latents.compute.SegmentElements;
import org.latents.compute.Softplus;
import org.latents.compute.TransitionSums;

/** The routines on vector registers: the lanes of a batch are the lanes of a vector. */
public final class VectorRoutines implements Routines {
    private static final VectorSpecies<Double> S = Species.LANES;
    private static final int WIDTH = S.length();

    private static final ScalarRoutines SCALAR = new ScalarRoutines();
    private final Warming poisson = new Warming();
    private final Warming negativeBinomial = new Warming();

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
    public void filter(Chain chain, Lockstep batch, double[] sites, double[] posterior, double[] kl, int steps) {
        for (int v = 0; v < batch.lanes(); v += WIDTH) {
            new VectorLanes(chain, batch, v).filter(sites, posterior, kl, steps);
        }
    }

    @Override
    public int elements(
            Chain chain, Lockstep batch, double[] sites, double[] posterior, double[] kl, SegmentElements elements) {
        int open = 0;
        for (int v = 0; v < batch.lanes(); v += WIDTH) {
            open = Math.max(open, new VectorSegments(chain, batch, v, elements).run(sites, posterior, kl));
        }
        return open;
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
                ExponentialLanes.of(value).intoArray(out, i);
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

    @Override
    public void softplus(double[] x, int from, int to, double[] out) {
        int i = from;
        for (; i + WIDTH <= to; i += WIDTH) {
            DoubleVector value = DoubleVector.fromArray(S, x, i);
            if (value.abs().compare(VectorOperators.LE, Exponential.LARGEST).allTrue()) {
                ExponentialLanes.softplus(value).intoArray(out, i);
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

    @Override
    public void expectPoisson(
            int[] counts,
            double[] mean,
            double[] variance,
            int from,
            int to,
            double[] value,
            double[] gradient,
            double[] curvature) {
        boolean vector = poisson.vector();
        long start = poisson.timed() ? System.nanoTime() : 0;
        if (vector) {
            ExpectationLanes.poisson(counts, mean, variance, from, to, value, gradient, curvature);
        } else {
            SCALAR.expectPoisson(counts, mean, variance, from, to, value, gradient, curvature);
        }
        if (poisson.timed()) {
            poisson.took(vector, to - from, System.nanoTime() - start);
        }
    }

    @Override
    public boolean expectNegativeBinomial(
            double[] nodes,
            int[] counts,
            double[] mean,
            double[] variance,
            double shape,
            double logShape,
            int from,
            int to,
            double[] value,
            double[] gradient,
            double[] curvature,
            double[] sums) {
        boolean vector = negativeBinomial.vector();
        long start = negativeBinomial.timed() ? System.nanoTime() : 0;
        boolean left = vector
                ? ExpectationLanes.negativeBinomial(
                        nodes, counts, mean, variance, shape, logShape, from, to, value, gradient, curvature, sums)
                : SCALAR.expectNegativeBinomial(
                        nodes, counts, mean, variance, shape, logShape, from, to, value, gradient, curvature, sums);
        if (negativeBinomial.timed()) {
            negativeBinomial.took(vector, to - from, System.nanoTime() - start);
        }
        return left;
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
