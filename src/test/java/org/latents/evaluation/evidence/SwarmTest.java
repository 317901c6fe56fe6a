package org.latents.evaluation.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latents.compute.RoutinesProvider;
import org.latents.random.Seed;

/** Resampling of one repeat does not touch the others, keeps the mean weight, and gives each particle its share. */
final class SwarmTest {
    private static Swarm swarm(int particles, int repeats, long seed) {
        Swarm swarm = new Swarm(RoutinesProvider.selected(), 2, particles, repeats, new Seed(seed));
        for (int j = 0; j < particles * repeats; j++) {
            swarm.state()[j] = j;
            swarm.state()[swarm.columns() + j] = -j;
        }
        return swarm;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 6, 16, 50})
    void equalWeightsAreLeftAlone(int particles) {
        Swarm swarm = swarm(particles, 3, 1);
        Arrays.fill(swarm.logWeight(), -700.5);
        swarm.resampleWhereNeeded();
        for (int j = 0; j < 3 * particles; j++) {
            assertThat(swarm.state()[j]).isEqualTo(j);
        }
        for (double mean : swarm.logMeans()) {
            assertThat(mean).isCloseTo(-700.5, within(1e-12));
        }
    }

    @Test
    void onlyTheRepeatThatNeedsItIsResampled() {
        Swarm swarm = swarm(8, 3, 2);
        swarm.logWeight()[8 + 5] = 50;
        double[] before = swarm.logMeans();
        swarm.resampleWhereNeeded();
        assertThat(swarm.logMeans()).containsExactly(before, within(1e-12));
        for (int j = 0; j < 24; j++) {
            double expected = j / 8 == 1 ? 13 : j;
            assertThat(swarm.state()[j]).isEqualTo(expected);
            assertThat(swarm.state()[swarm.columns() + j]).isEqualTo(-expected);
            assertThat(swarm.logWeight()[j]).isZero();
        }
    }

    @Test
    void eachParticleHasOffspringInProportionToItsWeight() {
        double[] weight = {0.02, 0.5, 0.03, 0.05, 0.3, 0, 0.1, 0};
        double[] offspring = new double[8];
        int runs = 4000;
        for (int run = 0; run < runs; run++) {
            Swarm swarm = swarm(8, 1, run);
            for (int j = 0; j < 8; j++) {
                swarm.logWeight()[j] = Math.log(weight[j]);
            }
            swarm.resampleWhereNeeded();
            int[] own = new int[8];
            for (int j = 0; j < 8; j++) {
                own[(int) swarm.state()[j]]++;
            }
            for (int j = 0; j < 8; j++) {
                // systematic: the whole number below or above the share
                assertThat((double) own[j]).isBetween(Math.floor(8 * weight[j]), Math.ceil(8 * weight[j]) + 0.0);
                offspring[j] += own[j] / (8.0 * runs);
            }
        }
        for (int j = 0; j < 8; j++) {
            // offspring are Bernoulli around the share: sd at most ½ of an eighth, over 4000 runs
            assertThat(offspring[j]).isCloseTo(weight[j], within(4 * 0.5 / 8 / Math.sqrt(runs)));
        }
    }

    @Test
    void weightsThatAreAllZeroStayZero() {
        Swarm swarm = swarm(4, 2, 3);
        Arrays.fill(swarm.logWeight(), 0, 4, Double.NEGATIVE_INFINITY);
        swarm.resampleWhereNeeded();
        assertThat(swarm.logMeans()[0]).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(swarm.logMeans()[1]).isZero();
    }
}
