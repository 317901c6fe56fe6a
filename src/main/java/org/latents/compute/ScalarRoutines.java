package org.latents.compute;

import java.util.Arrays;

/** The routines in plain Java, lane by lane, as the equations of the package read. */
public final class ScalarRoutines implements Routines {
    /** Creates the routines. */
    public ScalarRoutines() {}

    @Override
    public String description() {
        return "scalar";
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
        for (int i = 0; i < rows; i++) {
            for (int t = 0; t < steps; t++) {
                int o = oOff + i * oRow + t * oStep;
                if (!accumulate) {
                    Arrays.fill(out, o, o + LANES, 0);
                }
                for (int k = 0; k < inner; k++) {
                    double factor = m[mOff + i * inner + k];
                    int column = xOff + k * xRow + t * xStep;
                    for (int l = 0; l < LANES; l++) {
                        out[o + l] += factor * x[column + l];
                    }
                }
            }
        }
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
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double sum = 0;
                for (int t = 0; t < steps; t++) {
                    int wi = wOff + i * wRow + t * wStep;
                    int zj = zOff + j * zRow + t * zStep;
                    for (int l = 0; l < LANES; l++) {
                        sum += w[wi + l] * z[zj + l];
                    }
                }
                out[oOff + i * oRow + j] += sum;
            }
        }
    }

    @Override
    public void filter(Chain chain, Lockstep batch, double[] sites, double[] posterior, double[] kl, int steps) {
        for (int l = 0; l < batch.lanes(); l++) {
            new ScalarLane(chain, batch, l).filter(sites, posterior, kl, steps);
        }
    }

    @Override
    public int elements(
            Chain chain, Lockstep batch, double[] sites, double[] posterior, double[] kl, SegmentElements elements) {
        int open = 0;
        for (int l = 0; l < batch.lanes(); l++) {
            ScalarSegments segments = new ScalarSegments(new ScalarLane(chain, batch, l), elements);
            open = Math.max(open, segments.run(sites, posterior, kl));
        }
        return open;
    }

    @Override
    public void smooth(Chain chain, Lockstep batch, double[] sites, double[] posterior, double[] kl) {
        for (int l = 0; l < batch.lanes(); l++) {
            new ScalarLane(chain, batch, l).smooth(sites, posterior, kl, ScalarLane.Transition.IGNORE);
        }
    }

    @Override
    public void smooth(
            Chain chain, Lockstep batch, double[] sites, double[] posterior, double[] kl, TransitionSums sums) {
        for (int l = 0; l < batch.lanes(); l++) {
            ScalarLane lane = new ScalarLane(chain, batch, l);
            lane.smooth(sites, posterior, kl, t -> lane.addTransition(t, posterior, sums));
        }
    }

    @Override
    public void smooth(Chain chain, Lockstep batch, double[] sites, double[] posterior, double[] kl, double[] lag) {
        for (int l = 0; l < batch.lanes(); l++) {
            ScalarLane lane = new ScalarLane(chain, batch, l);
            lane.smooth(sites, posterior, kl, t -> lane.writeLag(t, lag));
        }
    }

    @Override
    public void addPrecisionTimesMean(Lockstep batch, double[] posterior, double[] target) {
        int dim = batch.dim();
        int lanes = batch.lanes();
        for (int t = 0; t < batch.steps(); t++) {
            int step = t * batch.entries() * lanes;
            for (int i = 0; i < dim; i++) {
                for (int j = 0; j < dim; j++) {
                    int lambda = step + (dim + Packed.index(i, j)) * lanes;
                    for (int l = 0; l < lanes; l++) {
                        target[step + i * lanes + l] += target[lambda + l] * posterior[step + j * lanes + l];
                    }
                }
            }
        }
    }

    @Override
    public void exp(double[] x, int from, int to, double[] out) {
        for (int i = from; i < to; i++) {
            out[i] = Exponential.of(x[i]);
        }
    }

    @Override
    public void softplus(double[] x, int from, int to, double[] out) {
        for (int i = from; i < to; i++) {
            out[i] = Softplus.of(x[i]);
        }
    }

    @Override
    public void interpolate(double[] from, double[] to, double step, double[] target, int length) {
        for (int i = 0; i < length; i++) {
            target[i] = from[i] + step * (to[i] - from[i]);
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
        for (int i = from; i < to; i++) {
            int y = counts[i];
            double rate = y < 0 ? 0 : Exponential.of(mean[i] + 0.5 * variance[i]);
            value[i] += y > 0 ? y * mean[i] - rate : -rate;
            gradient[i] = y < 0 ? 0 : y - rate;
            curvature[i] = rate;
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
        double[] lanes = new double[2 * LANES];
        boolean left = expectNegativeBinomial(
                nodes, counts, mean, variance, shape, logShape, from, from, to, value, gradient, curvature, lanes);
        NegativeBinomialCell.addLanes(lanes, sums);
        return left;
    }

    /** The same for cells in [start, to), with the sums by lanes of {@link NegativeBinomialCell}. */
    public boolean expectNegativeBinomial(
            double[] nodes,
            int[] counts,
            double[] mean,
            double[] variance,
            double shape,
            double logShape,
            int from,
            int start,
            int to,
            double[] value,
            double[] gradient,
            double[] curvature,
            double[] lanes) {
        double[] softplus = new double[3];
        boolean left = false;
        for (int i = start; i < to; i++) {
            int y = counts[i];
            double tail = -Math.abs(mean[i] - logShape);
            if (y < 0 || !SoftplusSeries.covers(tail, variance[i])) {
                left |= y >= 0;
                gradient[i] = 0;
                curvature[i] = 0;
                continue;
            }
            SoftplusSeries.evaluate(nodes, tail, variance[i], softplus);
            NegativeBinomialCell.add(from, i, y, mean[i], shape, logShape, softplus, value, gradient, curvature, lanes);
        }
        return left;
    }
}
