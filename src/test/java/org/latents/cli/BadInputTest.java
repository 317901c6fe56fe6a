package org.latents.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latents.cli.Commands.names;
import static org.latents.cli.Commands.run;
import static org.latents.cli.Commands.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latents.data.BinnedCounts;

/** Every kind of bad input: the right exit code, one clear message, nothing half-written, no stack trace. */
class BadInputTest {
    @TempDir
    private Path inputs;

    @TempDir
    private Path results;

    private Path counts;
    private Path out;

    @BeforeEach
    void makeCounts() throws IOException {
        counts = Commands.writeCounts(inputs.resolve("counts.h5"));
        out = results.resolve("run");
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        assertThat(names(results)).isEmpty();
    }

    @Test
    void noSuchFile() {
        Path none = inputs.resolve("none.nwb");
        for (String command : List.of("fit", "compare")) {
            run(command, none, "--out", out).expectFailure(3, none + ": no such file or folder");
        }
        run("infer", none, counts, "--out", out).expectFailure(3, none + ": no such file or folder");
        run("simulate", none, "--out", out).expectFailure(3, none + ": no such file or folder");
        run("report", none).expectFailure(3, none + ": no such file or folder");
    }

    @Test
    void notHdf5() throws IOException {
        run("fit", torture("24_text.nwb"), "--out", out).expectFailure(3, "24_text.nwb", "text file");
        run("fit", torture("25_zip.nwb"), "--out", out).expectFailure(3, "25_zip.nwb", "zip");
        run("infer", torture("24_text.nwb"), counts, "--out", out).expectFailure(3, "not an HDF5 file");
    }

    @Test
    void aFileCutShort() throws IOException {
        run("fit", torture("23_truncated_half.nwb"), "--out", out).expectFailure(3, "23_truncated_half.nwb");
        run("fit", torture("23c_empty_file.nwb"), "--out", out).expectFailure(3, "23c_empty_file.nwb", "empty");
        byte[] bytes = Files.readAllBytes(counts);
        Path cut = Files.write(inputs.resolve("cut.h5"), Arrays.copyOf(bytes, bytes.length / 2));
        run("fit", cut, "--out", out).expectFailure(3, "cut.h5");
        run("infer", cut, counts, "--out", out).expectFailure(3, "cut.h5", "cut short");
    }

    @Test
    void noUnits() {
        run("fit", torture("29_empty_units.nwb"), "--out", out).expectFailure(3, "29_empty_units.nwb");
        run("fit", torture("29b_units_without_spike_times.nwb"), "--out", out)
                .expectFailure(3, "29b_units_without_spike_times.nwb");
    }

    @Test
    void aUnitWithoutSpikesIsDroppedWithItsReason() throws IOException {
        run("fit", torture("05_zero_spike_units.nwb"), "--latents", 1, "--max-iterations", 2, "--dry-run", "--out", out)
                .expectCode(0);
        run("fit", torture("05_zero_spike_units.nwb"), "--units", "spikes<1", "--out", out)
                .expectFailure(3, "05_zero_spike_units.nwb", "no spikes");
    }

    @Test
    void aWindowLongerThanTheData() {
        run("fit", torture("01_plain.nwb"), "--align", "start_time", "--window", "-5000s..5000s", "--out", out)
                .expectFailure(3, "01_plain.nwb", "--window", "longer than the recording");
    }

    @Test
    void aBinWithoutUnitOfTime() {
        run("fit", counts, "--bin", "10", "--out", out).expectFailure(2, "--bin", "'10'", "10ms");
        run("fit", counts, "--bin", "tenms", "--out", out).expectFailure(2, "--bin", "'tenms'");
        run("fit", counts, "--bin", "-10ms", "--out", out).expectFailure(2, "--bin", "above 0");
    }

    @Test
    void aBinLargerThanEveryTrial() {
        run("fit", torture("01_plain.nwb"), "--bin", "10min", "--out", out).expectFailure(3, "01_plain.nwb", "bin");
    }

    @Test
    void allCellsUnobserved() throws IOException {
        BinnedCounts.Builder builder = BinnedCounts.builder(2, new int[] {3}, 0.02);
        for (int t = 0; t < 3; t++) {
            builder.hide(0, t, 0).hide(0, t, 1);
        }
        Path hidden = Commands.write(inputs.resolve("hidden.h5"), builder.build());

        run("fit", hidden, "--latents", 1, "--out", out).expectFailure(3, "hidden.h5", "observed");
    }

    @Test
    void moreLatentsThanUnits() {
        run("fit", counts, "--latents", 6, "--out", out)
                .expectFailure(3, "counts.h5", "6 latents", "more than the 5 units");
        run("compare", counts, "--latents", 6, "--out", out).expectFailure(3, "6 latents", "5 units");
    }

    @Test
    void anUnknownKeyInAYamlFile() throws IOException {
        Path config = Files.writeString(inputs.resolve("my.yaml"), "latents: 2\nlatnets: 3\n");
        run("fit", counts, "--config", config, "--out", out)
                .expectFailure(3, "my.yaml: line 2", "unknown key 'latnets'", "did you mean 'latents'?");

        Path model = Files.writeString(
                inputs.resolve("model.yaml"), "name: m\npurpose: p\nreference: r\nlikelyhood: negbin\n");
        run("fit", counts, "--model", model, "--out", out)
                .expectFailure(3, "model.yaml: line 4", "'likelyhood'", "did you mean 'likelihood'?");
    }

    @Test
    void aWrongValueInAYamlFileIsNamedByItsLine() throws IOException {
        Path config = Files.writeString(inputs.resolve("my.yaml"), "bin: 20ms\nlatents: many\n");
        run("fit", counts, "--config", config, "--out", out).expectFailure(3, "my.yaml: line 2", "many");
        Files.writeString(config, "latents: 0\n");
        run("fit", counts, "--config", config, "--out", out).expectFailure(3, "my.yaml: line 1", "at least 1");
        run("fit", counts, "--config", inputs.resolve("none.yaml")).expectFailure(3, "none.yaml", "no such file");
    }

    @Test
    void aModelThatIsNeitherFileNorName() {
        run("fit", counts, "--model", "no-such-model", "--out", out).expectFailure(3, "no-such-model");
    }

    @Test
    void theResultIsThereAlready() throws IOException {
        Path existing = Files.createDirectory(inputs.resolve("existing"));
        Files.writeString(existing.resolve("run.json"), "{}");
        for (String command : List.of("fit", "compare")) {
            run(command, counts, "--latents", 2, "--out", existing)
                    .expectFailure(3, existing + ": exists already", "--on-exists overwrite");
        }
        assertThat(names(existing)).containsExactly("run.json");
        assertThat(existing.resolve("run.json")).hasContent("{}");
    }

    @Test
    void aFolderThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(inputs.resolve("file"), "");
        run("fit", counts, "--latents", 2, "--out", file.resolve("run"))
                .expectFailure(3, file.resolve("run").toString(), "is not a folder");
        Path system = Path.of("/proc/latents-test");
        if (Files.isDirectory(system.getParent())) {
            run("fit", counts, "--latents", 2, "--out", system)
                    .expectFailure(3, system.toString(), "cannot be written");
        }
    }

    @Test
    void aModelOfOtherUnitsOrBins() throws IOException {
        Path model = Commands.writeModel(inputs.resolve("fit.h5"), "poisson");
        Path fewer = Commands.write(
                inputs.resolve("fewer.h5"),
                BinnedCounts.builder(3, new int[] {4}, 0.02).build());
        Path wider = Commands.write(
                inputs.resolve("wider.h5"),
                BinnedCounts.builder(5, new int[] {4}, 0.05).build());

        run("infer", model, fewer, "--out", out).expectFailure(3, "fewer.h5", "3 units", "5");
        run("infer", model, wider, "--out", out).expectFailure(3, "wider.h5", "0.05", "0.02");
    }

    @Test
    void mistypedWordsGetSuggestions() {
        run("fti", counts).expectFailure(2, "'fti' is not a command; did you mean 'fit'?", "latents --help");
        run("fit", counts, "--latnets", 3)
                .expectFailure(2, "unknown option '--latnets'; did you mean '--latents'?", "latents fit --help");
        run("fit", counts, "--likelihood", "poison").expectFailure(2, "did you mean 'poisson'?");
        run("fit", counts, "another").expectFailure(2, "one argument too many: 'another'");
        run("fit").expectFailure(2, "FILE");
    }

    @Test
    void valuesOutOfRangeAreErrorsOfTheCommandLine() {
        run("fit", counts, "--latents", 0).expectFailure(2, "--latents", "at least 1");
        run("fit", counts, "--threads", 0).expectFailure(2, "--threads", "at least 1");
        run("fit", counts, "--tolerance", 0).expectFailure(2, "--tolerance", "between 0 and 1");
        run("fit", counts, "--max-iterations", 0).expectFailure(2, "--max-iterations", "at least 1");
        run("fit", counts, "--restarts", 0).expectFailure(2, "--restarts", "at least 1");
        run("fit", counts, "--seed", "x").expectFailure(2, "--seed", "'x'");
        run("fit", counts, "--format", "xml").expectFailure(2, "--format", "xml");
        run("compare", counts, "--folds", 1).expectFailure(2, "--folds", "at least 2");
        run("compare", counts, "--likelihood", "poisson,poisson").expectFailure(2, "twice");
        run("fit", counts, "--align", "start_time").expectFailure(2, "--align and --window go together");
        run("fit", counts, "--window", "1s..0s", "--align", "a").expectFailure(2, "--window");
    }
}
