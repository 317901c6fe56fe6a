package org.latents.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.latents.evaluation.CountFindings;

class FitReportTest extends ReportContract {
    private static final MadeUp DATA = MadeUp.typical();
    private static final RenderedReport REPORT = FitReport.render(DATA.dataset(), DATA.fit("negbin"), MadeUp.run());

    @Override
    RenderedReport report() {
        return REPORT;
    }

    @Test
    void everyFigureOfAFitIsThere() {
        assertThat(REPORT.svg().keySet())
                .containsExactlyInAnyOrder(
                        "raster",
                        "latents",
                        "loadings",
                        "eigenvalues",
                        "expected-counts",
                        "mean-variance",
                        "dispersion",
                        "elbo-trace");
    }

    @Test
    void poissonFitHasNoDispersion() {
        MadeUp small = MadeUp.small();
        RenderedReport report = FitReport.render(small.dataset(), small.fit("poisson"), MadeUp.run());
        assertThat(report.svg()).doesNotContainKey("dispersion");
    }

    @Test
    void heldOutScoreIsShownWhereThereIsOne() {
        MadeUp small = MadeUp.small();
        String html = FitReport.render(
                        small.dataset(),
                        small.fit("poisson"),
                        new ShownFindings(
                                CountFindings.NONE,
                                Optional.empty(),
                                Optional.of(new ShownHeldOut(small.heldOut(0.1234, -900, 1), List.of()))),
                        MadeUp.run())
                .html();
        assertThat(html).contains("+0.1234 bits per spike");
    }

    @Test
    void fitThatStoppedAtItsLimitSaysSoInTheFirstSentence() {
        MadeUp small = MadeUp.small();
        String html = FitReport.render(small.dataset(), small.unconverged("poisson"), MadeUp.run())
                .html();
        assertThat(html).contains("<p class=\"sentence\">Learning stopped at its iteration limit, before it converged");
    }

    @Test
    void stateThatDoesNotDecayHasADashAndAReason() {
        MadeUp small = MadeUp.small();
        String html = FitReport.render(small.dataset(), small.growing("poisson"), MadeUp.run())
                .html();
        assertThat(html).contains("<td>—</td>", "the modulus is 1 or more").doesNotContain("NaN");
    }
}
