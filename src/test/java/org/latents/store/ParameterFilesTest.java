package org.latents.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latents.inference.parameters.ParameterMethod;
import org.latents.inference.parameters.ParameterPosterior;
import org.latents.inference.parameters.ParameterPriors;
import org.latents.inference.parameters.Quantity;

class ParameterFilesTest {
    private static final List<Quantity> QUANTITIES =
            List.of(new Quantity("offset[1]", "log spikes/s"), new Quantity("loading_product[1,1]", ""));

    @TempDir
    private Path folder;

    private static ParameterPosterior weighted() {
        return new ParameterPosterior(
                ParameterMethod.IMPORTANCE,
                ParameterPriors.DEFAULT.withLoadingSd(0.5),
                QUANTITIES,
                new double[][] {{1, 0.1}, {2, 0.2}, {3, 0.4}},
                new double[] {0, -1.5, Double.NEGATIVE_INFINITY},
                0.4,
                1.6,
                true,
                List.of("a remark"));
    }

    private Optional<ParameterPosterior> writtenAndRead(ParameterPosterior posterior) throws IOException {
        new FitFile(Fixtures.model("poisson"), Optional.empty())
                .write(folder.resolve(RunPaths.FIT), Optional.of(posterior));
        Files.writeString(
                folder.resolve(RunPaths.PARAMETERS),
                ParameterFiles.table(posterior).text());
        Path metrics = folder.resolve(RunPaths.METRICS);
        Files.writeString(metrics, Json.text(Map.of(ParameterFiles.KEY, ParameterFiles.fields(posterior))));
        return ParameterFiles.read(folder, Json.read(metrics));
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        ParameterPosterior back = writtenAndRead(weighted()).orElseThrow();

        assertThat(back).usingRecursiveComparison().isEqualTo(weighted());
        assertThat(FitFile.read(folder).model().units())
                .isEqualTo(Fixtures.model("poisson").units());
    }

    @Test
    void aPosteriorWithoutDrawsIsReadBackAsFailed() throws IOException {
        ParameterPosterior failed = new ParameterPosterior(
                ParameterMethod.NESTED,
                ParameterPriors.DEFAULT,
                QUANTITIES,
                new double[0][],
                new double[0],
                Double.NaN,
                0,
                false,
                List.of("no draw has a weight"));
        ParameterPosterior back = writtenAndRead(failed).orElseThrow();

        assertThat(back.isFailed()).isTrue();
        assertThat(back.remarks()).containsExactly("no draw has a weight");
    }

    @Test
    void theTableHasARowForEachQuantity() {
        CsvTable table = ParameterFiles.table(weighted());

        assertThat(table.size()).isEqualTo(2);
        assertThat(table.get(0, "name")).isEqualTo("offset[1]");
        // weights 1, e^-1.5, 0
        double second = Math.exp(-1.5) / (1 + Math.exp(-1.5));
        assertThat(Double.parseDouble(table.get(0, "estimate"))).isEqualTo(1 + second, within(1e-12));
        assertThat(table.get(0, "5%")).isEqualTo("1.0");
        assertThat(table.get(0, "95%")).isEqualTo("2.0");
        assertThat(table.get(1, "method")).isEqualTo("importance");
    }
}
