package org.latents.compute;

/**
 * The hot loops of inference over plain arrays. Arguments are trusted (checked by assertions only); nothing is
 * allocated per step, nothing is logged. Implementations are stateless and safe to share; they agree with
 * {@link ScalarRoutines} to rounding.
 */
public interface Routines {
    /** Lanes of a {@link Lockstep} batch; a multiple of the width of a hardware vector. */
    int LANES = 8;

    /**
     * A first state of a segment is forgotten when every |F_ij| sd_j / sd_i is below this, with the standard deviations
     * of the filtered state: below rounding, also for a first state of a hundred standard deviations.
     */
    double FORGOTTEN = 1e-19;

    /** Steps from one look at what is forgotten to the next; a power of two. */
    int LOOK_STEPS = 16;

    /** One line that says what runs, such as {@code scalar} or {@code vector, 512 bits}. */
    String description();

    /**
     * Matrix product with the columns laid out as steps × lanes: for row i in [0, rows), step t in [0, steps) and lane
     * l, out[oOff + i·oRow + t·oStep + l] = (accumulate ? itself : 0) + Σ_k m[mOff + i·inner + k] · x[xOff + k·xRow +
     * t·xStep + l].
     */
    void multiply(
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
            boolean accumulate);

    /**
     * Correlation over steps and lanes: for i in [0, rows) and j in [0, columns), out[oOff + i·oRow + j] += Σ_{t,l}
     * w[wOff + i·wRow + t·wStep + l] · z[zOff + j·zRow + t·zStep + l].
     */
    void correlate(
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
            int steps);

    /**
     * Filters: from sites (λ, Λ) of every step writes the filtered mean and covariance into {@code posterior}, and −log
     * Z increments into {@code kl[t·lanes + l]}, so that their sum over a trial is −log ∫ p(x) Π exp(λ'x − ½x'Λx) dx.
     *
     * <p>Where a segment starts inside its trial, {@code posterior} must hold the predicted moments of its first step,
     * given the sites of everything before.
     */
    default void filter(Chain chain, Lockstep batch, double[] sites, double[] posterior, double[] kl) {
        filter(chain, batch, sites, posterior, kl, batch.steps());
    }

    /** The same for the first steps only; what is written beyond stays. */
    void filter(Chain chain, Lockstep batch, double[] sites, double[] posterior, double[] kl, int steps);

    /** Whether trials may be cut into segments, so that {@link #elements} is there. */
    default boolean takesSegments() {
        return true;
    }

    /**
     * Filters segments that start inside a trial without knowledge of what is before: writes what their sites say about
     * their first state to the elements, and the filtered moments and −log Z increments given a first state of zero.
     * Where that state is forgotten these do not depend on it any more.
     *
     * @return the number of first steps that do depend on it in some lane, and are to be filtered again
     */
    int elements(
            Chain chain, Lockstep batch, double[] sites, double[] posterior, double[] kl, SegmentElements elements);

    /**
     * Smooths in place after {@link #filter}: replaces the filtered by the smoothed moments, and adds E_q[λ'x − ½x'Λx]
     * to {@code kl}, so that its sum over a trial is KL(q‖p).
     */
    void smooth(Chain chain, Lockstep batch, double[] sites, double[] posterior, double[] kl);

    /** The same, and adds to the sums over transitions. */
    void smooth(Chain chain, Lockstep batch, double[] sites, double[] posterior, double[] kl, TransitionSums sums);

    /**
     * The same, and writes lag covariances: lag[((t·D + i)·D + j)·lanes + l] = Cov(x_i(t+1), x_j(t)), zero where no
     * transition leaves step t.
     */
    void smooth(Chain chain, Lockstep batch, double[] sites, double[] posterior, double[] kl, double[] lag);

    /**
     * Adds Λ m to the vector part of every step of {@code target}, Λ its packed part and m the mean of
     * {@code posterior}.
     */
    void addPrecisionTimesMean(Lockstep batch, double[] posterior, double[] target);

    /** out[i] = exp(x[i]) for i in [from, to), to within an ulp; out may be x. */
    void exp(double[] x, int from, int to, double[] out);

    /** out[i] = log(1 + exp(x[i])) for i in [from, to), to within a few ulp; out may be x. */
    void softplus(double[] x, int from, int to, double[] out);

    /** target[i] = from[i] + step · (to[i] − from[i]) for i in [0, length). */
    void interpolate(double[] from, double[] to, double step, double[] target, int length);

    /**
     * Gaussian expectations of the Poisson log likelihood without its log y!. For cells i in [from, to) with y =
     * counts[i] ≥ 0 and e = exp(mean[i] + variance[i]/2): value[i] += y mean[i] − e, gradient[i] = y − e, curvature[i]
     * = e. Where counts[i] &lt; 0 gradient and curvature are 0.
     */
    void expectPoisson(
            int[] counts,
            double[] mean,
            double[] variance,
            int from,
            int to,
            double[] value,
            double[] gradient,
            double[] curvature);

    /**
     * Gaussian expectations of the negative binomial log likelihood without its log rising factorial and log y!. For
     * cells i in [from, to) with y = counts[i] ≥ 0 and z ~ N(mean[i] − log r, variance[i]): value[i] += y mean[i] − (y
     * + r) E softplus(z), gradient[i] = y − (y + r) E σ(z), curvature[i] = (y + r) E σ'(z); and the derivatives with
     * respect to log r, sums[0] += (y + r) E σ(z) − r E softplus(z) and sums[1] −= r (E softplus(z) − 2 E σ(z)) + (y +
     * r) E σ'(z). Where y &gt; 1 and E z &gt; 0, sums[0] gets y − 1 less: the rising factorial, which the caller adds,
     * nearly cancels it.
     *
     * <p>Where counts[i] &lt; 0, or {@link SoftplusSeries#covers} is false of −|E z| and the variance, nothing is
     * added, and gradient and curvature are 0.
     *
     * @param nodes derivatives for {@link SoftplusSeries}
     * @param sums added to, 2
     * @return whether a cell was left out that was observed
     */
    boolean expectNegativeBinomial(
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
            double[] sums);
}
