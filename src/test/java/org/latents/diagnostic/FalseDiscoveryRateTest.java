package org.latents.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.latents.random.Seed;

class FalseDiscoveryRateTest {
    @Test
    void adjustedProbabilitiesAreThoseOfTheTextbook() {
        // p m / rank: 0.04, 0.05, 0.04 (from rank 3), 0.05; then the smallest from above
        double[] adjusted = FalseDiscoveryRate.adjusted(new double[] {0.01, 0.05, 0.03, 0.025});
        assertThat(adjusted).containsExactly(new double[] {0.04, 0.05, 0.04, 0.04}, within(1e-15));
    }

    @Test
    void noTestStaysNoTest() {
        double[] adjusted = FalseDiscoveryRate.adjusted(new double[] {Double.NaN, 0.02, 0.5});
        assertThat(adjusted[0]).isNaN();
        assertThat(adjusted[1]).isCloseTo(0.04, within(1e-15)); // of two tests
        assertThat(FalseDiscoveryRate.adjusted(new double[0])).isEmpty();
    }

    @Property(tries = 200)
    void adjustedIsNoSmallerAndKeepsTheOrder(@ForAll @Size(min = 1, max = 12) List<@DoubleRange(max = 1) Double> p) {
        double[] values = p.stream().mapToDouble(Double::doubleValue).toArray();
        double[] adjusted = FalseDiscoveryRate.adjusted(values);
        for (int i = 0; i < values.length; i++) {
            assertThat(adjusted[i]).isBetween(values[i], 1.0);
            for (int j = 0; j < values.length; j++) {
                assertThat(values[i] < values[j] && adjusted[i] > adjusted[j]).isFalse();
            }
        }
    }

    @Test
    void withoutAnyEffectSomethingIsFoundAsOftenAsStated() {
        UniformRandomProvider random = new Seed(77).generator();
        int found = 0;
        int sets = 1000;
        for (int i = 0; i < sets; i++) {
            double[] adjusted = FalseDiscoveryRate.adjusted(
                    IntStream.range(0, 20).mapToDouble(n -> random.nextDouble()).toArray());
            found += Arrays.stream(adjusted).anyMatch(q -> q <= 0.05) ? 1 : 0;
        }
        assertThat(found).isBetween(25, 80); // binomial: 50 ± 6.9
    }
}
