package org.latents.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latents.calibration.Study;
import org.latents.inference.parameters.ParameterMethod;
import org.latents.inference.parameters.ParameterOptions;
import org.latents.inference.parameters.ParameterPriors;
import org.latents.inference.parameters.Quantity.Cell;

/** Declared studies of parameters that are drawn from their prior. */
class UnknownStudyFileTest {
    private static final String TEXT = String.join(
            "\n",
            "name: my-study",
            "purpose: To test.",
            "parameters: prior",
            "posterior: nested",
            "likelihood: negbin",
            "latents: 1",
            "units: 2",
            "trials: 4",
            "bins: 30",
            "bin: 50ms",
            "priors:",
            "  rate: 8",
            "  loading-sd: 0.5",
            "draws: 60",
            "");

    private static Study study(String text) throws IOException {
        return StudyFile.parse(Path.of("my.study.yaml"), text);
    }

    @Test
    void sizesPriorsAndMethodAreRead() throws IOException {
        Study.Unknown unknown = (Study.Unknown) study(TEXT).subject();
        assertThat(unknown.options().method()).isEqualTo(ParameterMethod.NESTED);
        assertThat(unknown.options().draws()).isEqualTo(60);
        assertThat(unknown.options().priors()).isEqualTo(new ParameterPriors(0.2, 0.5, 1, 0.5, 8, 1.5, 5, 1.5));
        assertThat(unknown.size().likelihood().name()).isEqualTo("negbin");
        assertThat(unknown.size().trialLengths()).containsExactly(30, 30, 30, 30);
        assertThat(unknown.size().binSeconds()).isEqualTo(0.05);
        assertThat(unknown.experiment().quantities())
                .extracting(org.latents.calibration.Quantity::name)
                .containsExactly(
                        "eigenvalue[1]",
                        "time_constant[1]",
                        "offset[1]",
                        "offset[2]",
                        "log_dispersion[1]",
                        "log_dispersion[2]",
                        "loading_product[1,1]",
                        "loading_product[2,1]",
                        "loading_product[2,2]",
                        "log_rate[1,1,1]",
                        "log_rate[3,16,2]",
                        "log_rate[4,30,2]",
                        "log_likelihood",
                        "log_joint");
    }

    @Test
    void cellsAreThoseOfTheSizesAlsoWhereThereIsOneOfEach() throws IOException {
        String one = TEXT.replace("units: 2", "units: 1").replace("trials: 4", "trials: 1");
        Study.Unknown unknown =
                (Study.Unknown) study(one.replace("bins: 30", "bins: 1")).subject();
        assertThat(unknown.options().cells()).containsOnly(new Cell(0, 0, 0)).hasSize(3);
    }

    @Test
    void whatIsNotSaidIsTheDefault() throws IOException {
        String bare =
                TEXT.replace("priors:\n  rate: 8\n  loading-sd: 0.5\n", "").replace("draws: 60\n", "");
        Study.Unknown unknown = (Study.Unknown) study(bare).subject();
        assertThat(unknown.options().priors()).isEqualTo(ParameterPriors.DEFAULT);
        assertThat(unknown.options().draws()).isEqualTo(ParameterOptions.DEFAULT_DRAWS);
    }

    @Test
    void whatIsWrongIsNamedWithItsLine() {
        refused(TEXT.replace("posterior: nested", "posterior: guess"), "line 4", "'guess'", "importance");
        refused(TEXT.replace("posterior: nested\n", ""), "'posterior' is missing");
        refused(TEXT.replace("draws: 60", "draws: 20"), "line 14", "at least 50, got 20");
        refused(TEXT.replace("rate: 8", "rate: -8"), "rate", "positive", "-8");
        refused(TEXT.replace("rate: 8", "rat: 8"), "line 12", "did you mean 'priors.rate'");
        refused(TEXT.replace("latents: 1", "latents: 3"), "line 6", "at most as many as units, 2");
        refused(TEXT + "A: [0.9]\n", "line 15", "'A'", "parameters: known");
        refused(TEXT + "fit: fit.h5\n", "'fit'", "parameters: known");
        refused(TEXT + "family: structured\n", "'family'", "parameters: known");
        refused(TEXT.replace("parameters: prior\n", ""), "'posterior'", "parameters: prior");
    }

    private static void refused(String text, String... words) {
        assertThatThrownBy(() -> study(text))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("my.study.yaml")
                .hasMessageContainingAll(words);
    }

    @ParameterizedTest
    @CsvSource({
        "posterior: nested, posterior: factorised",
        "likelihood: negbin, likelihood: poisson",
        "latents: 1, latents: 2",
        "units: 2, units: 3",
        "trials: 4, trials: 5",
        "bins: 30, bins: 31",
        "bin: 50ms, bin: 51ms",
        "rate: 8, rate: 8.0000001",
        "loading-sd: 0.5, loading-sd: 0.6",
        "draws: 60, draws: 61"
    })
    void studiesThatDifferInAnythingThatIsDrawnOrFitHaveAnotherIdentity(String part, String other) throws IOException {
        assertThat(TEXT).contains(part);
        assertThat(StudyFile.identity(study(TEXT.replace(part, other)))).isNotEqualTo(StudyFile.identity(study(TEXT)));
    }

    @Test
    void theSameBinsInOtherTrialsAreAnotherStudy() throws IOException {
        String other = TEXT.replace("trials: 4", "trials: 8").replace("bins: 30", "bins: 15");
        assertThat(StudyFile.identity(study(other))).isNotEqualTo(StudyFile.identity(study(TEXT)));
    }

    @Test
    void aPurposeIsNotPartOfTheIdentity() throws IOException {
        String other = TEXT.replace("To test.", "To test again.") + "simulations: 3\n";
        assertThat(StudyFile.identity(study(other))).isEqualTo(StudyFile.identity(study(TEXT)));
    }

    @Test
    void theStudiesThatShipCanBeRead() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("diagnostics"))) {
            List<Path> unknown = files.filter(
                            file -> file.getFileName().toString().matches("unknown-.*\\.study\\.yaml"))
                    .toList();
            assertThat(unknown).isNotEmpty();
            for (Path file : unknown) {
                Study study = StudyFile.read(file);
                assertThat(study.subject()).as(file.toString()).isInstanceOf(Study.Unknown.class);
                assertThat(file.getFileName()).hasToString(study.name() + StudyFile.ENDING);
            }
        }
    }
}
