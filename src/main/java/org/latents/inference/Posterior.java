package org.latents.inference;

/**
 * The Gaussian posterior q(x) of all trials: marginal means and covariances of every bin and the covariances of
 * neighbouring bins, time-major and packed. The arrays are not copied: treat them as read-only.
 *
 * @param latents D
 * @param trialStart K + 1 first bins; trial k is bins [trialStart[k], trialStart[k+1])
 * @param mean mean[t·D + i]
 * @param covariance covariance[(t·D + i)·D + j] = Cov(x_i(t), x_j(t)), symmetric
 * @param lagCovariance lagCovariance[(t·D + i)·D + j] = Cov(x_i(t+1), x_j(t)); zero at a trial's last bin
 */
public record Posterior(int latents, int[] trialStart, double[] mean, double[] covariance, double[] lagCovariance) {
    /** Number of bins over all trials. */
    public int bins() {
        return trialStart[trialStart.length - 1];
    }

    /** Number of trials. */
    public int trials() {
        return trialStart.length - 1;
    }
}
