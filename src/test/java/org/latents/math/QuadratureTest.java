package org.latents.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuadratureTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 16, 40})
    void legendreIsExactForPolynomialsOfDegreeTwiceItsSizeLessOne(int size) {
        Quadrature rule = Quadrature.legendre(size);
        for (int degree = 0; degree <= 2 * size - 1; degree++) {
            double sum = 0;
            for (int i = 0; i < rule.size(); i++) {
                sum += rule.weight(i) * Math.pow(rule.node(i), degree);
            }
            double expected = degree % 2 == 1 ? 0 : 2.0 / (degree + 1);
            assertThat(sum).isCloseTo(expected, within(1e-13));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 12, 20})
    void normalIsExactForPolynomialsOfDegreeTwiceItsSizeLessOne(int size) {
        Quadrature rule = Quadrature.normal(size);
        double moment = 1;
        for (int degree = 0; degree <= 2 * size - 2; degree += 2) {
            double sum = 0;
            for (int i = 0; i < rule.size(); i++) {
                sum += rule.weight(i) * Math.pow(rule.node(i), degree);
            }
            assertThat(sum).as("degree %s", degree).isCloseTo(moment, within(1e-11 * moment));
            moment *= degree + 1; // E Z^(d+2) = (d + 1) E Z^d
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 7, 64, 200})
    void nodesDecreaseAndWeightsArePositive(int size) {
        for (Quadrature rule : new Quadrature[] {Quadrature.legendre(size), Quadrature.normal(size)}) {
            for (int i = 0; i < size; i++) {
                assertThat(rule.weight(i)).isPositive();
                assertThat(rule.node(i)).isEqualTo(-rule.node(size - 1 - i));
                if (i > 0) {
                    assertThat(rule.node(i)).isLessThan(rule.node(i - 1));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -3})
    void aRuleWithoutNodesIsRefused(int size) {
        assertThatThrownBy(() -> Quadrature.normal(size)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Quadrature.legendre(size)).hasMessageContaining("at least 1 node");
    }
}
