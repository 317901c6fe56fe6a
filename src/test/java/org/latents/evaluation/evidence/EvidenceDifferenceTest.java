package org.latents.evaluation.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class EvidenceDifferenceTest {
    private static Evidence evidence(double[] log, double[] error, double[] elbo) {
        return new Evidence(
                log,
                error,
                elbo,
                new int[log.length],
                8,
                new Evidence.ImportanceSampling(new int[0], new double[0], new double[0], 0),
                List.of());
    }

    @Test
    void numbersByHand() {
        Evidence first = evidence(new double[] {-10, -20, -30}, new double[] {0, 0, 0.3}, new double[] {-11, -21, -31});
        Evidence second =
                evidence(new double[] {-9, -18, -27}, new double[] {0.4, 0, 0}, new double[] {-9.5, -18.5, -27.5});
        EvidenceDifference difference = EvidenceDifference.of(first, second);
        assertThat(difference.evidence()).isEqualTo(6);
        assertThat(difference.elbo()).isEqualTo(7.5);
        assertThat(difference.monteCarloError()).isCloseTo(0.5, within(1e-15));
        // differences 1, 2, 3: standard deviation 1, times √3
        assertThat(difference.trialError()).isCloseTo(Math.sqrt(3), within(1e-15));
    }

    @Test
    void oneTrialHasNoErrorOverTrials() {
        Evidence one = evidence(new double[] {-1}, new double[] {0.1}, new double[] {-2});
        assertThat(EvidenceDifference.of(one, one).trialError()).isNaN();
        assertThat(EvidenceDifference.of(one, one).evidence()).isZero();
    }

    @Test
    void modelsMustHaveTheSameTrials() {
        Evidence one = evidence(new double[1], new double[1], new double[1]);
        Evidence two = evidence(new double[2], new double[2], new double[2]);
        assertThatThrownBy(() -> EvidenceDifference.of(one, two)).hasMessageContaining("expected 1 trials, got 2");
    }
}
