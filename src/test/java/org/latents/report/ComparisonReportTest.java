package org.latents.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.latents.evaluation.Comparison;

class ComparisonReportTest extends ReportContract {
    private static final MadeUp DATA = MadeUp.typical();
    private static final RenderedReport REPORT =
            ComparisonReport.render(DATA.dataset(), DATA.comparison(), MadeUp.run());

    @Override
    RenderedReport report() {
        return REPORT;
    }

    @Test
    void everyFigureOfAComparisonIsThere() {
        assertThat(REPORT.svg().keySet())
                .containsExactlyInAnyOrder(
                        "held-out-models",
                        "held-out-units",
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
    void verdictStandsBeforeEverythingElse() {
        String html = REPORT.html();
        assertThat(html.indexOf("1,100 ± 84 nats")).isPositive().isLessThan(html.indexOf("<h2>What was loaded"));
        assertThat(html).contains("+1,100.3 ± 84.2 nats");
    }

    @Test
    void tableHoldsEveryModelAndBaseline() {
        assertThat(REPORT.html())
                .contains("−99,420.8", "−98,231.4", "+0.1820", "+0.1860", "Constant rate", "Shuffled bins");
    }

    @Test
    void droppedUnitsAndTrialsStandWithTheirReasons() {
        assertThat(REPORT.html())
                .contains(
                        "2 units left out",
                        "no spikes",
                        "rate 0.02 spikes/s is not &gt; 0.1",
                        "shorter than a segment");
    }

    @Test
    void undecidedComparisonShowsTheModelWithTheBetterLogScore() {
        MadeUp small = MadeUp.small();
        Comparison made = small.comparison();
        Comparison undecided = new Comparison(
                made.models(),
                made.baselines(),
                new Comparison.Verdict(Optional.empty(), 3.1, 4.9, "Not decidable: 3.1 ± 4.9 nats.", List.of()));
        String html = ComparisonReport.render(small.dataset(), undecided, MadeUp.run())
                .html();
        assertThat(html).contains("Not decidable", "those of the negative binomial model");
    }

    @Test
    void oneModelAloneIsReportedWithoutADifference() {
        MadeUp small = MadeUp.small();
        Comparison made = small.comparison();
        Comparison alone = new Comparison(made.models().subList(0, 1), List.of(), made.verdict());
        RenderedReport report = ComparisonReport.render(small.dataset(), alone, MadeUp.run());
        assertThat(report.svg()).doesNotContainKey("dispersion").containsKey("held-out-units");
        assertThat(report.html()).doesNotContain("Difference, in the colour");
    }

    @Test
    void textFromTheFileCannotBreakThePage() {
        assertThat(REPORT.html()).contains("rat 7 &lt;male&gt; &amp; well").doesNotContain("<male>");
    }

    @Test
    void sameInputsGiveTheSamePage() {
        MadeUp small = MadeUp.small();
        String first = ComparisonReport.render(small.dataset(), small.comparison(), MadeUp.run())
                .html();
        String second = ComparisonReport.render(small.dataset(), small.comparison(), MadeUp.run())
                .html();
        assertThat(second).isEqualTo(first);
    }
}
