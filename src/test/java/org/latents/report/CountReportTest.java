package org.latents.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.latents.diagnostic.UnitDispersion;
import org.latents.evaluation.Comparison;
import org.latents.evaluation.CountFindings;
import org.latents.evaluation.UnitDispersions;
import org.latents.execution.TaskRunners;

class CountReportTest extends ReportContract {
    private static final MadeUp DATA = MadeUp.small();
    private static final CountFindings FINDINGS =
            CountFindings.ofFit(DATA.fit("negbin"), DATA.dataset().counts(), TaskRunners.serial());
    private static final RenderedReport REPORT = FitReport.render(
            DATA.dataset(),
            DATA.fit("negbin"),
            new ShownFindings(FINDINGS, Optional.empty(), Optional.empty()),
            MadeUp.run());

    @Override
    RenderedReport report() {
        return REPORT;
    }

    @Test
    void everyFigureOfCountsIsThereOnce() {
        assertThat(REPORT.svg().keySet())
                .containsExactlyInAnyOrder(
                        "dispersion",
                        "count-transform",
                        "rootogram",
                        "unit-counts",
                        "time-rescaling",
                        "raster",
                        "latents",
                        "loadings",
                        "eigenvalues",
                        "expected-counts",
                        "mean-variance",
                        "elbo-trace");
    }

    @Test
    void theReaderIsToldWhetherPredictionsHaveSeenTheCounts() {
        assertThat(REPORT.html()).contains("the predictions have seen these counts");
        CountFindings heldOut = new CountFindings(FINDINGS.models(), FINDINGS.dispersion(), true);
        Comparison made = DATA.comparison();
        Comparison comparison = new Comparison(made.models(), made.baselines(), made.verdict(), heldOut);
        String html = ComparisonReport.render(DATA.dataset(), comparison, MadeUp.run())
                .html();
        assertThat(html).contains("Counts of units that were held out").doesNotContain("have seen these counts");
    }

    @Test
    void theSentenceOnUnitsStandsInTheReport() {
        assertThat(REPORT.html()).contains(FINDINGS.dispersion().orElseThrow().sentence());
    }

    @Test
    void intervalsOfPoissonLikeUnitsReachTheTop() {
        UnitDispersion open = new UnitDispersion(1000, 5, Double.POSITIVE_INFINITY, 0, 1);
        UnitDispersion closed = new UnitDispersion(2, 1, 4, 30, 1e-8);
        int units = DATA.dataset().counts().units();
        List<UnitDispersion> all = java.util.stream.IntStream.range(0, units)
                .mapToObj(n -> n == 0 ? closed : n == 1 ? UnitDispersion.UNKNOWN : open)
                .toList();
        Figure figure = CountSections.dispersion(DATA.dataset(), UnitDispersions.of(all, "poisson"));
        Panel panel = figure.panels().get(0);
        Layer.Line intervals = (Layer.Line) panel.layers().get(0);
        assertThat(intervals.x()).hasSize(3 * (units - 1)); // a silent unit is not drawn
        assertThat(intervals.y()).startsWith(1, 4, Double.NaN, 5, 2000, Double.NaN);
        assertThat(((Layer.Points) panel.layers().get(1)).y()).containsExactly(2);
        assertThat(figure.words().howToRead()).contains("errs on the side of Poisson");
    }

    @Test
    void withoutChecksThereIsNoSection() {
        assertThat(CountSections.of(DATA.dataset(), CountFindings.NONE)).isEqualTo(Optional.empty());
    }
}
