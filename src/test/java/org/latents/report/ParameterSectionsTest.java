package org.latents.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.latents.evaluation.CountFindings;
import org.latents.inference.parameters.ParameterMethod;
import org.latents.inference.parameters.ParameterPosterior;
import org.latents.inference.parameters.ParameterPriors;
import org.latents.inference.parameters.Quantity;

class ParameterSectionsTest extends ReportContract {
    private static final MadeUp DATA = MadeUp.small();
    private static final RenderedReport REPORT = render(posterior(ParameterMethod.IMPORTANCE, 40));

    private static RenderedReport render(ParameterPosterior posterior) {
        return FitReport.render(
                DATA.dataset(),
                DATA.fit("negbin"),
                new ShownFindings(CountFindings.NONE, Optional.empty(), Optional.empty(), Optional.of(posterior)),
                MadeUp.run());
    }

    private static ParameterPosterior posterior(ParameterMethod method, int draws) {
        List<Quantity> quantities = new ArrayList<>();
        quantities.add(new Quantity("eigenvalue_modulus[1]", ""));
        quantities.add(new Quantity("time_constant[1]", "s"));
        for (int n = 1; n <= DATA.units; n++) {
            quantities.add(new Quantity("offset[" + n + "]", "log spikes/s"));
            quantities.add(new Quantity("log_dispersion[" + n + "]", ""));
            quantities.add(new Quantity("loading_product[" + n + "," + n + "]", ""));
            quantities.add(new Quantity("loading_product[" + n + ",99]", ""));
        }
        double[][] values = new double[draws][quantities.size()];
        for (int i = 0; i < draws; i++) {
            for (int q = 0; q < quantities.size(); q++) {
                values[i][q] = 0.3 * q + 0.01 * i;
            }
        }
        return new ParameterPosterior(
                method,
                ParameterPriors.DEFAULT,
                quantities,
                values,
                new double[draws],
                method == ParameterMethod.NESTED ? Double.NaN : 0.42,
                draws,
                true,
                draws == 0 ? List.of("no draw has a weight") : List.of());
    }

    @Override
    RenderedReport report() {
        return REPORT;
    }

    @Test
    void intervalsAreDrawnAndListed() {
        assertThat(REPORT.svg()).containsKey("parameter-intervals");
        assertThat(REPORT.html()).contains("How well are the parameters known?", "time_constant[1]", "k-hat 0.42");
        assertThat(REPORT.html()).doesNotContain("loading_product[1,99]");
    }

    @Test
    void aNestedPosteriorHasNoWeights() {
        assertThat(render(posterior(ParameterMethod.NESTED, 40)).html())
                .contains("a Gaussian at the mode")
                .doesNotContain("NaN");
    }

    @Test
    void aFailureIsTold() {
        assertThat(render(posterior(ParameterMethod.IMPORTANCE, 0)).html())
                .contains("gave no result: no draw has a weight");
    }
}
