package org.latents.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.junit.jupiter.api.Test;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunners;
import org.latents.random.Seed;

/** Posteriors over one rate with a gamma prior, whose exact posterior is known, by draws with and without weights. */
class UnknownParametersTest {
    private static final int BINS = 20;

    /** How draws are made of the exact posterior Gamma(2 + spikes, 1 / (1 + bins)) of a rate per bin. */
    private enum Way {
        EXACT,
        WEIGHTED,
        TOO_NARROW
    }

    private record Rate(Way way) implements TestedPosterior {
        @Override
        public List<Quantity> quantities() {
            return List.of(new Quantity("rate", "rates", 1));
        }

        @Override
        public Truth draw(Seed seed) {
            UniformRandomProvider random = seed.generator();
            double rate = GammaDistribution.of(2, 1).createSampler(random).sample();
            BinnedCounts.Builder counts = BinnedCounts.builder(1, new int[] {BINS}, 0.02);
            for (int t = 0; t < BINS; t++) {
                int y = org.apache.commons.statistics.distribution.PoissonDistribution.of(rate)
                        .createSampler(random)
                        .sample();
                counts.set(0, t, 0, y);
            }
            return new Truth(counts.build(), Map.of("rate", rate));
        }

        @Override
        public Draws infer(BinnedCounts counts, Seed seed) {
            double shape = 2 + counts.spikes();
            double scale = 1.0 / (1 + BINS);
            GammaDistribution exact = GammaDistribution.of(shape, scale);
            UniformRandomProvider random = seed.generator();
            if (way == Way.EXACT) {
                double[] values = exact.createSampler(random).samples(99).toArray();
                return new Draws(Map.of("rate", values), new double[0], true, Map.of());
            }
            double mean = shape * scale;
            double sd = Math.sqrt(shape) * scale * (way == Way.WEIGHTED ? 1.5 : 0.7);
            ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
            double[] values = new double[2000];
            double[] weights = new double[values.length];
            for (int s = 0; s < values.length; s++) {
                double z = normal.sample();
                values[s] = mean + sd * z;
                weights[s] = values[s] <= 0 ? Double.NEGATIVE_INFINITY : exact.logDensity(values[s]) + 0.5 * z * z;
            }
            return new Draws(Map.of("rate", values), way == Way.WEIGHTED ? weights : new double[0], true, Map.of());
        }
    }

    private static QuantityResult study(Way way) {
        Experiment experiment = new UnknownParameters(new Rate(way));
        List<Simulated> all = StudyRunner.run(
                        experiment,
                        StudyPlan.of(200, 0.01, new Seed(21)),
                        List.of(),
                        TaskRunners.serial(),
                        simulated -> {})
                .simulated();
        return Judgement.of(experiment.quantities(), all, 0.01).quantities().get(0);
    }

    @Test
    void exactDrawsPassByRanks() {
        QuantityResult result = study(Way.EXACT);
        assertThat(result.verdict().kind()).as(result.verdict().sentence()).isEqualTo(Verdict.Kind.INSIDE);
        assertThat(result.draws()).isEqualTo(99);
        assertThat(result.ranks().orElseThrow()).hasSize(200);
        assertThat(Arrays.stream(result.ranks().orElseThrow()).max().getAsInt()).isBetween(80, 99);
        assertThat(result.contraction().orElseThrow()).isBetween(0.8, 1.0); // about 20 / 21 of the variance
    }

    @Test
    void weightedDrawsPassByTheirWeights() {
        QuantityResult result = study(Way.WEIGHTED);
        assertThat(result.verdict().kind()).as(result.verdict().sentence()).isEqualTo(Verdict.Kind.INSIDE);
        assertThat(result.ranks()).isEmpty();
    }

    @Test
    void theSameDrawsWithoutTheirWeightsAreFoundOut() {
        QuantityResult result = study(Way.TOO_NARROW);
        assertThat(result.verdict().kind()).isEqualTo(Verdict.Kind.TOO_NARROW);
        assertThat(result.spread().width()).isBetween(1.2, 1.7); // 1 / 0.7 ± 4 errors of 5 %
    }

    /** A posterior that cannot be found for every second data set. */
    private record Failing(TestedPosterior other) implements TestedPosterior {
        @Override
        public List<Quantity> quantities() {
            return other.quantities();
        }

        @Override
        public Truth draw(Seed seed) {
            return other.draw(seed);
        }

        @Override
        public Draws infer(BinnedCounts counts, Seed seed) {
            if (Math.floorMod(seed.value(), 2) == 0) {
                throw new IllegalStateException("no draw has a weight");
            }
            return other.infer(counts, seed);
        }
    }

    @Test
    void posteriorsThatAreNotFoundCountAsFailures() {
        Experiment experiment = new UnknownParameters(new Failing(new Rate(Way.EXACT)));
        StudyPlan plan = StudyPlan.of(60, 0.01, new Seed(8));
        List<Simulated> all = StudyRunner.run(experiment, plan, List.of(), TaskRunners.serial(), s -> {})
                .simulated();
        Calibration result = Judgement.of(experiment.quantities(), all, 0.01);
        assertThat(result.failures()).isBetween(10, 50); // half of 60, ± 5 standard deviations
        assertThat(all.stream().flatMap(s -> s.failure().stream()).toList())
                .allMatch(reason -> reason.contains("no draw has a weight"));
        assertThat(result.quantities().get(0).verdict().kind()).isEqualTo(Verdict.Kind.UNDECIDED);
        assertThat(result.isPassed()).isFalse();
    }
}
