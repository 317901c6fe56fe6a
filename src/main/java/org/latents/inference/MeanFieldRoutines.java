package org.latents.inference;

import java.util.Arrays;
import org.latents.compute.Chain;
import org.latents.compute.Lockstep;
import org.latents.compute.Routines;
import org.latents.compute.SegmentElements;
import org.latents.compute.TransitionSums;

/** Routines whose smoothing ends with the step to a mean-field family; everything else is as it was. */
final class MeanFieldRoutines implements Routines {
    private final Routines base;
    private final Family family;

    private MeanFieldRoutines(Routines base, Family family) {
        this.base = base;
        this.family = family;
    }

    /** Returns the routines that give q the form of a family. */
    static Routines of(Routines base, Family family) {
        return family == Family.STRUCTURED ? base : new MeanFieldRoutines(base, family);
    }

    @Override
    public String description() {
        return base.description() + ", " + family.key();
    }

    @Override
    public void smooth(Chain chain, Lockstep batch, double[] sites, double[] posterior, double[] kl) {
        base.smooth(chain, batch, sites, posterior, kl);
        new MeanField(chain, family).apply(batch, sites, posterior, kl);
    }

    @Override
    public void smooth(
            Chain chain, Lockstep batch, double[] sites, double[] posterior, double[] kl, TransitionSums sums) {
        base.smooth(chain, batch, sites, posterior, kl);
        MeanField field = new MeanField(chain, family);
        field.apply(batch, sites, posterior, kl);
        field.addTransitions(batch, posterior, sums);
    }

    @Override
    public void smooth(Chain chain, Lockstep batch, double[] sites, double[] posterior, double[] kl, double[] lag) {
        smooth(chain, batch, sites, posterior, kl);
        Arrays.fill(lag, 0);
    }

    @Override
    public void filter(Chain chain, Lockstep batch, double[] sites, double[] posterior, double[] kl, int steps) {
        base.filter(chain, batch, sites, posterior, kl, steps);
    }

    @Override
    public boolean takesSegments() {
        return false;
    }

    @Override
    public int elements(
            Chain chain, Lockstep batch, double[] sites, double[] posterior, double[] kl, SegmentElements elements) {
        throw new UnsupportedOperationException("the covariances of a mean field depend on the bins around a segment");
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
        base.multiply(m, mOff, rows, inner, x, xOff, xRow, xStep, out, oOff, oRow, oStep, steps, accumulate);
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
        base.correlate(w, wOff, wRow, wStep, rows, z, zOff, zRow, zStep, columns, out, oOff, oRow, steps);
    }

    @Override
    public void addPrecisionTimesMean(Lockstep batch, double[] posterior, double[] target) {
        base.addPrecisionTimesMean(batch, posterior, target);
    }

    @Override
    public void exp(double[] x, int from, int to, double[] out) {
        base.exp(x, from, to, out);
    }

    @Override
    public void softplus(double[] x, int from, int to, double[] out) {
        base.softplus(x, from, to, out);
    }

    @Override
    public void interpolate(double[] from, double[] to, double step, double[] target, int length) {
        base.interpolate(from, to, step, target, length);
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
        base.expectPoisson(counts, mean, variance, from, to, value, gradient, curvature);
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
        return base.expectNegativeBinomial(
                nodes, counts, mean, variance, shape, logShape, from, to, value, gradient, curvature, sums);
    }
}
