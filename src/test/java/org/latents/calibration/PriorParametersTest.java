package org.latents.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latents.inference.parameters.ParameterMethod;
import org.latents.inference.parameters.ParameterOptions;
import org.latents.inference.parameters.Quantity.Cell;
import org.latents.observation.NegativeBinomialLikelihood;
import org.latents.random.Seed;

/** A study sees the posterior over parameters as named draws, the same for the same seed. */
class PriorParametersTest {
    private static PriorParameters parameters(ParameterMethod method) {
        return PriorParameters.of(
                ParameterOptions.withDefaults(method).withDraws(60).withCells(List.of(new Cell(1, 3, 0))),
                new PriorParameters.Size(1, 2, new int[] {12, 10}, 0.05, new NegativeBinomialLikelihood()));
    }

    @ParameterizedTest
    @EnumSource(ParameterMethod.class)
    void everyMethodRanksEveryQuantity(ParameterMethod method) {
        Simulated simulated = new UnknownParameters(parameters(method)).simulate(new Seed(3));

        assertThat(simulated.observations().keySet())
                .containsExactlyElementsOf(parameters(method).quantities().stream()
                        .map(Quantity::name)
                        .toList());
        assertThat(simulated.measures()).containsKey(Simulated.EFFECTIVE_DRAWS);
    }

    @Test
    void quantitiesHaveGroupsAndUnits() {
        assertThat(parameters(ParameterMethod.NESTED).quantities())
                .contains(
                        new Quantity("offset[2]", "offset", 2),
                        new Quantity("log_dispersion[1]", "log dispersion", 1),
                        new Quantity("loading_product[2,1]", "loading product", 0),
                        new Quantity("log_rate[2,4,1]", "log rate", 0),
                        new Quantity("log_joint", "log joint", 0));
    }

    @Test
    void theSameSeedGivesTheSameTruth() {
        PriorParameters one = parameters(ParameterMethod.NESTED);
        assertThat(one.draw(new Seed(4)).values())
                .isEqualTo(one.draw(new Seed(4)).values());
        assertThat(one.draw(new Seed(4)).values())
                .isNotEqualTo(one.draw(new Seed(5)).values());
    }
}
