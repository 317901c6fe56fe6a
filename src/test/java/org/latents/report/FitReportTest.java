package org.latents.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
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
    void ofALongTrialTheFirstTwoThousandBinsAreShown() {
        MadeUp data = MadeUp.longTrial();
        RenderedReport report = FitReport.render(data.dataset(), data.fit("poisson"), MadeUp.run());
        assertThat(report.html()).contains("Of long trials the first 2000 bins are shown.");
        assertThat(REPORT.html()).doesNotContain("Of long trials");
        double last = data.dataset().counts().binSeconds() * 2000;
        double latest = report.csv()
                .get("latents")
                .lines()
                .skip(1)
                .map(line -> line.split(","))
                .flatMap(Arrays::stream)
                .filter(cell -> cell.matches("[0-9]+[.][0-9]+"))
                .mapToDouble(Double::parseDouble)
                .filter(value -> value > 10) // times; latents of made-up fits stay below
                .max()
                .orElseThrow();
        assertThat(latest).isLessThan(last).isGreaterThan(0.99 * last);
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
