package org.latents.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latents.evaluation.Comparison;
import org.latents.evaluation.evidence.Evidence;

/** The page of a comparison with evidence, and its section for few and for many trials. */
class EvidenceSectionTest extends ReportContract {
    private static final MadeUp DATA = MadeUp.typical();
    private static final RenderedReport REPORT =
            ComparisonReport.render(DATA.dataset(), withEvidence(DATA.comparison(), 40), MadeUp.run());

    private static Comparison withEvidence(Comparison made, int trials) {
        return made.with(List.of(
                made.models().get(0).with(evidence(trials, 0.25)),
                made.models().get(1).with(evidence(trials, 0.05))));
    }

    private static Evidence evidence(int trials, double gap) {
        double[] elbo = new double[trials];
        double[] log = new double[trials];
        double[] error = new double[trials];
        Arrays.setAll(elbo, k -> -200 - k % 7);
        Arrays.setAll(log, k -> elbo[k] + gap * (1 + 0.5 * Math.sin(k)));
        Arrays.fill(error, 0.02);
        int[] particles = new int[trials];
        Arrays.fill(particles, 16);
        return new Evidence(
                log,
                error,
                elbo,
                particles,
                8,
                new Evidence.ImportanceSampling(new int[] {0}, new double[] {log[0]}, new double[] {0.413}, 0),
                List.of("1 of " + trials + " trials <was> hard."));
    }

    @Override
    RenderedReport report() {
        return REPORT;
    }

    @Test
    void theTablesHoldEvidenceBoundAndGap() {
        assertThat(REPORT.svg()).containsKey("evidence");
        assertThat(REPORT.csv().get("evidence")).contains("trial 40", "Minus Poisson", "Evidence");
        assertThat(REPORT.html()).contains("8 × 16", "0.41", "What the ELBO misses", "trials &lt;was&gt; hard.");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100, 101, 3000})
    void anyNumberOfTrialsIsDrawn(int trials) {
        Optional<Section> section = EvidenceSection.of(withEvidence(DATA.comparison(), trials));
        Figure figure = section.orElseThrow().figures().get(0);
        assertThat(figure.panels()).hasSize(2);
        assertThat(FigureRenderer.wide(figure)).contains("<svg").doesNotContain("NaN");
        assertThat(EvidenceSection.of("poisson", evidence(trials, 0.1))
                        .figures()
                        .get(0)
                        .panels())
                .hasSize(1);
    }

    @Test
    void withoutEvidenceThereIsNoSection() {
        assertThat(EvidenceSection.of(DATA.comparison())).isEmpty();
    }
}
