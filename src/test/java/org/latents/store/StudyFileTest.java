package org.latents.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latents.calibration.Study;
import org.latents.model.Model;

class StudyFileTest {
    private static final Path FILE = Path.of("my.study.yaml");

    private static final String TEXT = String.join(
            "\n",
            "name: my-study",
            "purpose: To test.",
            "likelihood: negbin",
            "latents: 2",
            "units: 3",
            "trials: 4",
            "bins: 30",
            "bin: 10ms",
            "A: [0.9, 0.1, -0.1, 0.8]",
            "Q: [0.5, 0.1, 0.1, 0.4]",
            "C: [1, 0, 0, 1, 0.5, -0.5]",
            "d: [1, 2, 3]",
            "r: [1, 2, 4]",
            "");

    @TempDir
    private Path folder;

    private static Study study(String text) throws IOException {
        return StudyFile.parse(FILE, text);
    }

    @Test
    void parametersAreReadByRowAndWhatIsNotSaidIsZeroOrStationary() throws IOException {
        Study study = study(TEXT);
        Study.Known known = (Study.Known) study.subject();
        Model model = known.model();
        assertThat(model.dynamics().a().get(0, 1)).isEqualTo(0.1);
        assertThat(model.emission().loading().row(2)).containsExactly(0.5, -0.5);
        assertThat(model.dynamics().b()).containsExactly(0, 0);
        assertThat(model.dynamics()
                        .a()
                        .times(model.dynamics().p0())
                        .times(model.dynamics().a().transpose())
                        .plus(model.dynamics().q())
                        .minus(model.dynamics().p0())
                        .maxAbs())
                .isCloseTo(0, within(1e-12));
        assertThat(model.shape()).containsExactly(1, 2, 4);
        assertThat(model.binSeconds()).isEqualTo(0.01);
        assertThat(known.lengths()).containsExactly(30, 30, 30, 30);
        assertThat(study.simulations()).isEqualTo(Study.SIMULATIONS);
        assertThat(study.level()).isEqualTo(0.01);
        assertThat(study.seed()).isEqualTo(OptionalLong.empty());
    }

    @Test
    void whatIsWrongIsNamedWithItsLine() {
        refused(TEXT.replace("A: [0.9, 0.1, -0.1, 0.8]", "A: [0.9, 0.1, -0.1]"), "line 9", "'A'", "4 numbers, got 3");
        refused(TEXT.replace("A: [0.9, 0.1, -0.1, 0.8]", "A: [1.9, 0, 0, 0.8]"), "line 9", "spectral radius");
        refused(TEXT.replace("d: [1, 2, 3]", "d: [1, two, 3]"), "line 12", "'two' is not a number");
        refused(TEXT.replace("bin: 10ms", "bin: 10"), "line 8", "no unit of time");
        refused(TEXT.replace("likelihood: negbin", "likelihood: gauss"), "'gauss' is not known", "negbin, poisson");
        refused(TEXT.replace("r: [1, 2, 4]\n", ""), "'r' is missing");
        refused(TEXT.replace("trials: 4", "trials: 0"), "at least 1, got 0");
        refused(TEXT + "family: banded\n", "'banded' is not known", "structured");
        refused(TEXT + "parameters: guessed\n", "expected known or prior, got 'guessed'");
        refused(TEXT + "simulation: 3\n", "did you mean 'simulations'");
        refused(TEXT + "level: 2\n", "level: expected a number in (0, 1)");
        refused(TEXT + "fit: fit.h5\n", "is given by 'fit' already");
    }

    private static void refused(String text, String... words) {
        assertThatThrownBy(() -> study(text))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("my.study.yaml")
                .hasMessageContainingAll(words);
    }

    @Test
    void aFitIsAStudyOfItsOwnParametersAndTrials() throws IOException {
        Fixtures.fit("negbin").write(folder.resolve("fit.h5"));
        Study study = StudyFile.read(folder);
        Study.Known known = (Study.Known) study.subject();
        assertThat(known.lengths()).containsExactly(3, 4);
        assertThat(known.model().dynamics().a())
                .isEqualTo(Fixtures.model("negbin").dynamics().a());
        new FitFile(Fixtures.model("poisson"), Optional.empty()).write(folder.resolve("bare.h5"));
        known = (Study.Known) StudyFile.read(folder.resolve("bare.h5")).subject();
        assertThat(known.lengths()).hasSize(20).containsOnly(100);
    }

    @Test
    void studiesThatDifferInAnyParameterHaveAnotherIdentity() throws IOException {
        String identity = StudyFile.identity(study(TEXT));
        assertThat(StudyFile.identity(study(TEXT.replace("To test.", "To test again."))))
                .isEqualTo(identity);
        assertThat(StudyFile.identity(study(TEXT + "simulations: 7\n"))).isEqualTo(identity);
        assertThat(StudyFile.identity(study(TEXT.replace("0.8]", "0.80000001]"))))
                .isNotEqualTo(identity);
        assertThat(StudyFile.identity(study(TEXT.replace("[1, 2, 4]", "[1, 2, 5]"))))
                .isNotEqualTo(identity);
        assertThat(StudyFile.identity(study(TEXT + "draws: 9\n"))).isNotEqualTo(identity);
    }

    @Test
    void expectedResultsStandBesideTheStudy() {
        assertThat(StudyFile.expected(Path.of("diagnostics/a.study.yaml")))
                .isEqualTo(Path.of("diagnostics/a.expected.json"));
    }
}
