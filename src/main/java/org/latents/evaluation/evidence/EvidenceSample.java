package org.latents.evaluation.evidence;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.latents.data.BinnedCounts;
import org.latents.diagnostic.Subject;
import org.latents.fit.FitResult;
import org.latents.inference.Sites;
import org.latents.inference.VariationalInference;
import org.latents.math.ParetoSmoothing;

/**
 * The evidence of a few trials of a fit, by few particles and by Pareto-smoothed importance sampling of whole
 * trajectories. Both are guided by the structured q(x) whose sites are those of the fit's q(x).
 *
 * @param trials numbers of the trials, from 0
 * @param gap Σ over them of log evidence minus the fit's bound, nats
 * @param standardError Monte Carlo standard error of it, nats
 * @param kl their share by bins of KL(q‖prior), nats
 * @param weights smoothed importance weights of each
 */
record EvidenceSample(int[] trials, double gap, double standardError, double kl, List<ParetoSmoothing> weights) {
    private static final int TRIALS = 20;
    private static final int PARTICLES = 64;
    private static final int DRAWS = 1000;
    private static final int FEWEST_DRAWS = 100;
    private static final double WORK = 2e9; // cells times draws

    /** Returns that of a fit, computed once. */
    static EvidenceSample of(Subject subject) {
        return subject.shared(EvidenceSample.class, () -> estimate(subject));
    }

    private static EvidenceSample estimate(Subject subject) {
        FitResult fit = subject.fit();
        BinnedCounts counts = subject.counts();
        int size = Math.min(TRIALS, counts.trials());
        int[] trials = IntStream.range(0, size)
                .map(i -> (int) ((long) i * counts.trials() / size))
                .toArray();
        int bins = Arrays.stream(trials).map(counts::length).sum();
        double cells = (double) bins * counts.units();
        int draws = (int) Math.max(FEWEST_DRAWS, Math.min(DRAWS, WORK / cells));
        EvidenceOptions options = EvidenceOptions.withDefaults(subject.seed().child("evidence"))
                .withMaxParticles(PARTICLES)
                .withImportanceDraws(draws);
        Sites sites = VariationalInference.sites(fit.model(), counts, fit.posterior(), subject.runner());
        EvidenceEstimator estimator = new EvidenceEstimator(
                new EvidenceEstimator.Input(fit.model(), counts, sites), options, subject.runner());
        List<TrialEvidence> found = estimator.trials(Arrays.stream(trials), TrialSweeps::estimate);
        double gap = 0;
        double variance = 0;
        for (int i = 0; i < size; i++) {
            LogMean estimate = found.get(i).estimate();
            gap += estimate.value() - fit.elboPerTrial()[trials[i]];
            variance += estimate.standardError() * estimate.standardError();
        }
        return new EvidenceSample(
                trials,
                gap,
                Math.sqrt(variance),
                fit.kl() * bins / counts.bins(),
                estimator.trials(Arrays.stream(trials), TrialSweeps::wholeTrajectories));
    }
}
