package org.latents.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latents.inference.parameters.ParameterPriors;

class ModelSpecTest {
    private static final String HEAD = "name: a\npurpose: b\nreference: c\n";

    @Test
    void priorsThatAreNotGivenAreTheDefaults() {
        ModelSpec spec = ModelSpec.parse(Path.of("m.yaml"), HEAD + "priors:\n  rate: 12\n");

        assertThat(spec.priors().rate()).isEqualTo(12);
        assertThat(spec.priors().frequency()).isEqualTo(ParameterPriors.DEFAULT.frequency());
        assertThat(spec.settings()).isEmpty();
    }

    @Test
    void priorsThatAreNoneNameTheirPlace() {
        assertThatThrownBy(() -> ModelSpec.parse(Path.of("m.yaml"), HEAD + "priors:\n  rate: fast\n"))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("line 5")
                .hasMessageContaining("'priors.rate': expected a number, got 'fast'");
        assertThatThrownBy(() -> ModelSpec.parse(Path.of("m.yaml"), HEAD + "priors:\n  rate: -1\n"))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("rate: expected a positive number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"poisson-lds", "negbin-lds"})
    void shippedModelsStateTheDefaultPriors(String name) throws IOException {
        ModelSpec spec = ModelSpec.read(Path.of("models", name + ".yaml"));

        assertThat(spec.priors()).isEqualTo(ParameterPriors.DEFAULT);
    }
}
