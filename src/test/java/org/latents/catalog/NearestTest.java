package org.latents.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    @Test
    void theNearestWordIsNearOrNone() {
        assertThat(Nearest.of("fti", List.of("fit", "infer", "report"))).contains("fit");
        assertThat(Nearest.of("--latnets", List.of("--latents", "--threads"))).contains("--latents");
        assertThat(Nearest.of("xyz", List.of("fit", "infer"))).isEmpty();
        assertThat(Nearest.of("POISON", List.of("poisson", "negbin"))).contains("poisson");
    }
}
