package org.latents.inference.parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.commons.rng.UniformRandomProvider;
import org.latents.data.BinnedCounts;
import org.latents.math.LogSpace;
import org.latents.math.ParetoSmoothing;
import org.latents.random.Seed;

/**
 * The draws of importance sampling under the collapsed bound, resampled by their weights, and then weighted by an
 * unbiased estimate of exp(log p(y|θ) − L(θ)). Since the estimate is unbiased for each draw, so are the averages, up to
 * normalisation, whatever its scatter; a draw that was taken m times is estimated once and counts m times.
 */
final class EvidenceDraws implements ParameterApproximation {
    private final BinnedCounts counts;
    private final LogEvidence estimator;
    private final ParameterApproximation proposals = new ImportanceDraws();

    EvidenceDraws(BinnedCounts counts, LogEvidence estimator) {
        this.counts = counts;
        this.estimator = estimator;
    }

    @Override
    public Weighted draw(LocalPosterior local, int draws, Seed seed) {
        Weighted proposed = proposals.draw(local, draws, seed);
        int[] copies = resample(proposed.logWeights(), draws / 2, seed.child("resampling"));
        List<LocalPosterior.Draw> kept = new ArrayList<>();
        List<Callable<Double>> tasks = new ArrayList<>();
        List<Integer> number = new ArrayList<>();
        for (int i = 0; i < copies.length; i++) {
            if (copies[i] > 0) {
                LocalPosterior.Draw draw = proposed.draws().get(i);
                Seed own = seed.child("evidence").child(i);
                kept.add(draw);
                number.add(copies[i]);
                tasks.add(() -> estimator.estimate(draw.model(), counts, own) - draw.bound());
            }
        }
        double[] gaps = local.run(tasks).stream().mapToDouble(x -> x).toArray();
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = Double.isNaN(gaps[i]) ? Double.NEGATIVE_INFINITY : gaps[i];
        }
        ParetoSmoothing smoothing = ParetoSmoothing.of(gaps);
        double[] logWeights = smoothing.logWeights().clone();
        for (int i = 0; i < logWeights.length; i++) {
            logWeights[i] += Math.log(number.get(i));
        }
        double kHat = Math.max(proposed.kHat(), smoothing.k());
        boolean reliable = proposed.isReliable() && smoothing.isReliable();
        return new Weighted(kept, logWeights, kHat, reliable, proposed.remarks());
    }

    /** Systematic resampling: how often each draw is taken. */
    private static int[] resample(double[] logWeights, int wanted, Seed seed) {
        UniformRandomProvider random = seed.generator();
        double total = LogSpace.logSumExp(logWeights);
        int[] copies = new int[logWeights.length];
        double position = random.nextDouble();
        double sum = 0;
        for (int i = 0; i < copies.length; i++) {
            sum += wanted * Math.exp(logWeights[i] - total);
            while (position < sum) {
                copies[i]++;
                position++;
            }
        }
        return copies;
    }
}
