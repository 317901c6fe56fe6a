package org.latents.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latents.evaluation.VerdictRates;
import org.latents.evaluation.VerdictStudy;
import org.latents.execution.TaskRunners;

class VerdictStudyFilesTest {
    private static final Path DEFINITION = Path.of("diagnostics/verdict.study.yaml");
    private static final Path EXPECTED = Path.of("diagnostics/verdict.expected.json");

    @TempDir
    private Path folder;

    @Test
    void theShippedDefinitionIsRead() throws IOException {
        VerdictStudy.Definition full = VerdictStudyFiles.read(DEFINITION, VerdictStudyFiles.Size.FULL);
        assertThat(full.replicates()).isGreaterThanOrEqualTo(200);
        assertThat(full.dispersions()).contains(Double.POSITIVE_INFINITY, 1, 3, 10, 30);
        assertThat(full.binSeconds()).isEqualTo(0.02);
        VerdictStudy.Definition small = VerdictStudyFiles.read(DEFINITION, VerdictStudyFiles.Size.SMALL);
        assertThat(small.seed()).isEqualTo(full.seed());
        assertThat(small.replicates()).isLessThan(20);
    }

    @Test
    @Tag("slow")
    void theSmallSizeGivesWhatIsExpected() throws IOException {
        VerdictStudy.Definition small = VerdictStudyFiles.read(DEFINITION, VerdictStudyFiles.Size.SMALL);
        List<VerdictRates> rows = new VerdictStudy(small).run(TaskRunners.serial(), row -> {});
        List<VerdictRates> expected = VerdictStudyFiles.readRates(EXPECTED, VerdictStudyFiles.Size.SMALL);
        assertThat(VerdictStudyFiles.differences(expected, rows)).isEmpty();
    }

    @Test
    void theFullResultsKeepTheStatedErrorRates() throws IOException {
        List<VerdictRates> rows = VerdictStudyFiles.readRates(EXPECTED, VerdictStudyFiles.Size.FULL);
        assertThat(rows).isNotEmpty();
        for (VerdictRates row : rows) {
            double sets = row.replicates();
            double chance = 3 * Math.sqrt(0.05 * 0.95 / sets); // three binomial standard errors of 5 %
            int wrong = row.meanDifference() > 0 ? row.poisson() : row.negbin();
            assertThat(wrong / sets).as(row.toString()).isLessThan(0.05 + chance);
            if (Double.isInfinite(row.dispersion())) {
                assertThat(row.anyDiscovered()).as(row.toString()).isLessThan(0.05 + chance);
                assertThat(row.unitsRejected()).as(row.toString()).isLessThan(0.06);
            }
        }
    }

    @Test
    void resultsAreReadAsTheyWereWritten() throws IOException {
        List<VerdictRates> rows = List.of(row(Double.POSITIVE_INFINITY, 10, 3), row(3, 40, 0));
        Path file = folder.resolve("r.json");
        Files.writeString(file, Json.text(VerdictStudyFiles.toMap(List.of(), rows)));
        assertThat(VerdictStudyFiles.readRates(file, VerdictStudyFiles.Size.FULL))
                .isEqualTo(rows);
        assertThat(VerdictStudyFiles.readRates(file, VerdictStudyFiles.Size.SMALL))
                .isEmpty();
    }

    @Test
    void whatChanceCannotMakeIsADifference() {
        List<VerdictRates> expected = List.of(row(3, 10, 4));
        assertThat(VerdictStudyFiles.differences(expected, List.of(row(3, 10, 9))))
                .isEmpty();
        assertThat(VerdictStudyFiles.differences(expected, List.of(row(3, 10, 60))))
                .hasSize(2) // and as many fewer are undecided
                .first()
                .asString()
                .contains("dispersion 3.0, 10 trials, poisson");
        assertThat(VerdictStudyFiles.differences(expected, List.of())).hasSize(1);
    }

    @Test
    void anotherStudyIsRefused() throws IOException {
        Path file = folder.resolve("s.yaml");
        Files.writeString(file, "study: other\n");
        assertThatThrownBy(() -> VerdictStudyFiles.read(file, VerdictStudyFiles.Size.SMALL))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("expected verdict");
        Files.writeString(file, "study: verdict\nseed: 1\n");
        assertThatThrownBy(() -> VerdictStudyFiles.read(file, VerdictStudyFiles.Size.SMALL))
                .hasMessageContaining("units: is missing");
    }

    private static VerdictRates row(double dispersion, int trials, int poisson) {
        return new VerdictRates(
                dispersion, trials, 200, 0, poisson, 0, 200 - poisson, -1.5, 1.02, 0.04, 0.01, 0.03, 0.95, 0.04, 0.05);
    }
}
