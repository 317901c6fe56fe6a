package org.latents.smoothing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.latents.linalg.Cholesky;
import org.latents.linalg.Matrix;
import org.latents.linalg.NotPositiveDefiniteException;

/**
 * Puts the segments of one trial together: from what each says about its first state, the exact distribution of the
 * first state of every segment, given the sites before it and given all sites. Linear in the number of segments; the
 * equations stand in the package.
 */
public final class SegmentChain {
    private SegmentChain() {}

    /**
     * A segment whose first state is u, up to the first state x of the next: x | u ~ N(f + F u, P) given the segment's
     * sites, whose product integrates to exp(η'u − ½u'Ju) times a constant.
     *
     * @param transition F, D×D; zero for the first segment, which has a prior
     * @param mean f
     * @param covariance P
     * @param vector η
     * @param precision J, positive semi-definite
     */
    public record Element(Matrix transition, double[] mean, Matrix covariance, double[] vector, Matrix precision) {}

    /**
     * A Gaussian.
     *
     * @param mean its mean, D
     * @param covariance its covariance, D×D
     */
    public record Moments(double[] mean, Matrix covariance) {}

    /**
     * The first state of a segment.
     *
     * @param predicted given the sites of the segments before
     * @param smoothed given all sites of the trial
     */
    public record Boundary(Moments predicted, Moments smoothed) {}

    /**
     * Returns the boundaries of all segments but the first, one fewer than there are elements; NaN where the sites or
     * the dynamics are no more finite or positive definite.
     */
    public static List<Boundary> boundaries(List<Element> elements) {
        try {
            return combine(elements);
        } catch (NotPositiveDefiniteException e) {
            int dim = elements.get(0).mean().length;
            double[] values = new double[dim * dim];
            Arrays.fill(values, Double.NaN);
            Moments none = new Moments(Arrays.copyOf(values, dim), Matrix.of(dim, dim, values));
            return Collections.nCopies(elements.size() - 1, new Boundary(none, none));
        }
    }

    private static List<Boundary> combine(List<Element> elements) {
        int last = elements.size() - 1;
        Moments[] predicted = new Moments[last + 1];
        for (int s = 0; s < last; s++) {
            Element e = elements.get(s);
            predicted[s + 1] = s == 0 ? new Moments(e.mean(), e.covariance()) : advance(e, predicted[s]);
        }
        List<Boundary> boundaries = new ArrayList<>();
        double[] vector = elements.get(last).vector();
        Matrix precision = elements.get(last).precision();
        for (int s = last; s > 0; s--) {
            boundaries.add(new Boundary(predicted[s], update(predicted[s], vector, precision).moments));
            if (s > 1) {
                Element e = elements.get(s - 1);
                Update update = update(new Moments(e.mean(), e.covariance()), vector, precision);
                Matrix left = update.contraction.times(e.transition());
                double[] carried = left.transpose().times(residual(e.mean(), vector, precision));
                Matrix weight = e.transition().transpose().times(precision.times(left));
                vector = sum(e.vector(), carried);
                precision = e.precision().plus(weight).symmetrised();
            }
        }
        Collections.reverse(boundaries);
        return boundaries;
    }

    /** The first state of the next segment, given this one's sites and what was predicted for its first state. */
    private static Moments advance(Element e, Moments first) {
        Moments u = update(first, e.vector(), e.precision()).moments;
        Matrix f = e.transition();
        Matrix spread = f.times(u.covariance()).times(f.transpose());
        return new Moments(
                sum(e.mean(), f.times(u.mean())), e.covariance().plus(spread).symmetrised());
    }

    /** The product of a Gaussian N(m, P) and a potential, and P_f P⁻¹. */
    private record Update(Moments moments, Matrix contraction) {}

    /** With P = L L' and B = I + L'JL: P_f = L B⁻¹ L', P_f P⁻¹ = L B⁻¹ L⁻¹. */
    private static Update update(Moments prior, double[] vector, Matrix precision) {
        Cholesky factor = Cholesky.of(prior.covariance(), "predicted covariance");
        Matrix l = factor.lower();
        int dim = l.rows();
        Matrix b = Matrix.identity(dim)
                .plus(l.transpose().times(precision).times(l))
                .symmetrised();
        Cholesky inner = Cholesky.of(b, "I + L'JL");
        Matrix covariance = l.times(inner.solve(l.transpose())).symmetrised();
        Matrix contraction = l.times(inner.solve(factor.solveLower(Matrix.identity(dim))));
        double[] shift = covariance.times(residual(prior.mean(), vector, precision));
        return new Update(new Moments(sum(prior.mean(), shift), covariance), contraction);
    }

    /** η − J m. */
    private static double[] residual(double[] mean, double[] vector, Matrix precision) {
        double[] residual = precision.times(mean);
        for (int i = 0; i < residual.length; i++) {
            residual[i] = vector[i] - residual[i];
        }
        return residual;
    }

    private static double[] sum(double[] x, double[] y) {
        double[] sum = x.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += y[i];
        }
        return sum;
    }
}
