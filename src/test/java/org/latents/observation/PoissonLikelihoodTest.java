package org.latents.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.latents.random.Seed;

class PoissonLikelihoodTest extends LikelihoodContractTest {
    @Override
    Likelihood likelihood() {
        return new PoissonLikelihood();
    }

    @Override
    double[] shapes() {
        return new double[] {Double.NaN};
    }

    @Test
    void hasNoShape() {
        assertThat(likelihood().hasShape()).isFalse();
        assertThatThrownBy(() -> likelihood()
                        .expectShapeDerivatives(new int[1], new double[1], new double[1], 1, 0, 1, new double[2]))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aMeanOfZeroGivesNoSpikes() {
        assertThat(likelihood().logProbability(0, Double.NEGATIVE_INFINITY, Double.NaN))
                .isZero();
        assertThat(likelihood().logProbability(1, Double.NEGATIVE_INFINITY, Double.NaN))
                .isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(likelihood().sample(-800, Double.NaN, new Seed(1).generator()))
                .isZero();
    }

    @Test
    void largeCountsKeepTheirDigits() {
        // log of 10^6 e^-10^6 ... at the mode: −½ log(2π·10⁶) − 1/(12·10⁶)
        assertThat(likelihood().logProbability(1_000_000, Math.log(1e6), Double.NaN))
                .isCloseTo(-0.5 * Math.log(2e6 * Math.PI) - 1 / 12e6, within(1e-12));
    }
}
