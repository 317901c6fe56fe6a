package org.latents.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latents.golden.Golden;
import org.latents.random.Seed;

/** Estimates and quantiles against R loo 2.10.1 (golden/README-distributions.md). */
final class GeneralisedParetoTest {
    static Stream<String> fits() {
        List<String> names = new ArrayList<>();
        Golden.read("psis_loo.json").get("gpdfit").fieldNames().forEachRemaining(names::add);
        return names.stream().filter(name -> !name.equals("n5"));
    }

    @ParameterizedTest
    @MethodSource("fits")
    void estimatesAreThoseOfTheReference(String name) {
        JsonNode golden = Golden.read("psis_loo.json").get("gpdfit").get(name);
        double[] x = Golden.numbers(golden.get("x_sorted"));
        GeneralisedPareto fit = GeneralisedPareto.fit(x);
        assertThat(fit.k()).isCloseTo(Golden.number(golden, "k_nowip"), within(1e-10));
        assertThat(fit.sigma()).isCloseTo(Golden.number(golden, "sigma"), within(1e-10));
        assertThat(fit.shrunk(x.length).k()).isCloseTo(Golden.number(golden, "k_wip"), within(1e-10));
        assertThat(fit.shrunk(x.length).sigma()).isEqualTo(fit.sigma());
    }

    @Test
    void fiveValuesAreTooFew() {
        double[] five = Golden.numbers(
                Golden.read("psis_loo.json").get("gpdfit").get("n5").get("x_sorted"));
        assertThat(GeneralisedPareto.canFit(five.length)).isFalse();
        assertThatThrownBy(() -> GeneralisedPareto.fit(five))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 6");
    }

    @Test
    void quantilesAreThoseOfTheReference() {
        for (JsonNode golden : Golden.read("psis_loo.json").get("qgpd")) {
            GeneralisedPareto distribution =
                    new GeneralisedPareto(Golden.number(golden, "k"), Golden.number(golden, "sigma"));
            double mu = Golden.number(golden, "mu");
            double[] p = Golden.numbers(golden.get("p"));
            double[] q = Golden.numbers(golden.get("q"));
            for (int i = 0; i < p.length; i++) {
                assertThat(mu + distribution.quantile(p[i]))
                        .as("k = %s, p = %s", distribution.k(), p[i])
                        .isCloseTo(q[i], within(1e-13 * Math.max(1, Math.abs(q[i]))));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.4, 0, 0.3, 0.7, 1.2})
    void parametersOfDrawsAreRecovered(double k) {
        UniformRandomProvider random = new Seed(5).generator();
        GeneralisedPareto truth = new GeneralisedPareto(k, 2.5);
        double[] x = new double[20_000];
        Arrays.setAll(x, i -> truth.quantile(random.nextDouble()));
        Arrays.sort(x);
        GeneralisedPareto fit = GeneralisedPareto.fit(x);
        // Asymptotic standard errors (1 + k)/√n and σ √(2 (1 + k)/n) of maximum likelihood, four of them.
        assertThat(fit.k()).isCloseTo(k, within(4 * (1 + Math.max(k, 0)) / Math.sqrt(x.length)));
        assertThat(fit.sigma()).isCloseTo(2.5, within(4 * 2.5 * Math.sqrt(2 * (1 + Math.max(k, 0)) / x.length)));
    }

    @Test
    void knownQuantiles() {
        Map<Double, Double> medians = Map.of(-1.0, 0.5, 1.0, 1.0, 0.0, Math.log(2));
        medians.forEach((k, median) ->
                assertThat(new GeneralisedPareto(k, 1).quantile(0.5)).isCloseTo(median, within(1e-15)));
        assertThat(new GeneralisedPareto(0.3, 1).quantile(0)).isZero();
    }
}
