package org.latents.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.latents.calibration.Calibration;
import org.latents.calibration.Judgement;
import org.latents.calibration.Observation;
import org.latents.calibration.Quantity;
import org.latents.calibration.Simulated;
import org.latents.random.Seed;

/** The report of a made-up study: unit 2 is too narrow, one fit failed. */
class CalibrationReportTest extends ReportContract {
    private static final RenderedReport REPORT = render(broken(100, 1.6));

    private static RenderedReport render(Calibration calibration) {
        StudyNote note = new StudyNote(
                "made up <study>", "To test & to see.", Map.of("likelihood", "poisson", "bin_seconds", "0.02"), 100, 7);
        return CalibrationReport.render(note, calibration, MadeUp.run());
    }

    private static Calibration broken(int simulations, double width) {
        List<Quantity> quantities = new ArrayList<>();
        for (int n = 1; n <= 4; n++) {
            quantities.add(new Quantity("log rate, unit " + n, "log rates", n));
        }
        quantities.add(new Quantity("count to come, unit 1", "counts to come", 1));
        UniformRandomProvider random = new Seed(31).generator();
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        List<Simulated> all = new ArrayList<>();
        for (int s = 0; s < simulations; s++) {
            Map<String, Observation> observations = new LinkedHashMap<>();
            for (Quantity quantity : quantities) {
                double z = normal.sample() * (quantity.name().equals("log rate, unit 2") ? width : 1);
                double mean = 2 * normal.sample();
                double pit = NormalDistribution.of(0, 1).cumulativeProbability(z);
                boolean count = quantity.group().startsWith("counts");
                observations.put(
                        quantity.name(),
                        Observation.exact(pit, mean + z, count ? Double.NaN : mean, count ? Double.NaN : 1));
            }
            all.add(
                    s == 5
                            ? Simulated.failed(s, "Q: not positive <definite>")
                            : new Simulated(
                                    s, Optional.empty(), true, observations, Map.of(Simulated.DIVERGENCE, 0.3 + z(s))));
        }
        return Judgement.of(quantities, all, 0.01);
    }

    private static double z(int s) {
        return 0.01 * (s % 7);
    }

    @Override
    RenderedReport report() {
        return REPORT;
    }

    @Test
    void everyFigureIsThere() {
        assertThat(REPORT.svg().keySet()).containsExactly("ecdf-differences", "coverage", "contraction");
    }

    @Test
    void atMostFiveSentencesStandAtTheTop() {
        String top = REPORT.html().substring(REPORT.html().indexOf("class=\"verdict\""));
        top = top.substring(0, top.indexOf("</div>"));
        assertThat(top.split("<li>|<p class=\"sentence\">")).hasSizeLessThanOrEqualTo(1 + 5);
        assertThat(top)
                .contains("1 of 5 quantities is rejected", "&#39;log rate, unit 2&#39;".replace("&#39;", "'"))
                .contains("U-shape: posterior too narrow; true spread about 1.")
                .contains("All that is rejected belongs to unit 2; the other 3 units are inside")
                .contains("1 of 100 fits failed; if all of their 90 % intervals had missed");
    }

    @Test
    void failuresAreListedWithTheirReason() {
        assertThat(REPORT.html()).contains("Fits that failed", "Q: not positive &lt;definite&gt;");
    }

    @Test
    void numbersOfTheTableAreThoseOfTheResult() {
        Calibration calibration = broken(100, 1.6);
        calibration
                .quantities()
                .forEach(q -> assertThat(REPORT.html())
                        .contains(
                                Numbers.fixed(q.spread().width(), 3),
                                Numbers.signed(q.spread().bias(), 3)));
    }

    @Test
    void figureTableNamesEveryQuantity() {
        assertThat(REPORT.csv().get("ecdf-differences")).contains("\"log rate, unit 2\"", "95 % band of one quantity");
        assertThat(REPORT.csv().get("coverage")).contains("\"count to come, unit 1\"");
    }

    @Test
    void aStudyWithTooFewFitsIsReportedWithoutFigures() {
        List<Simulated> failed = List.of(Simulated.failed(0, "a"), Simulated.failed(1, "b"));
        RenderedReport report = render(Judgement.of(List.of(Quantity.of("a", "all")), failed, 0.01));
        assertThat(report.svg()).isEmpty();
        assertThat(report.html()).contains("No verdict: 2 of 2 fits failed");
    }

    @Test
    void sameInputsGiveTheSamePage() {
        assertThat(render(broken(100, 1.6)).html()).isEqualTo(REPORT.html());
    }
}
