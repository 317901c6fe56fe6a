package org.latents.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.latents.cli.Commands.run;
import static org.latents.cli.Commands.torture;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a command reads a recording, which part of it, and what beside the spikes. */
class DataChoiceTest {
    private static final Object[] SHORT = {"--latents", 1, "--max-iterations", 2, "--quiet", "--seed", 1};

    @TempDir
    private Path folder;

    private Path out;

    @BeforeEach
    void nameTheRun() {
        out = folder.resolve("run");
    }

    private static Commands.Outcome runShort(Object... args) {
        Object[] all = new Object[args.length + SHORT.length];
        System.arraycopy(args, 0, all, 0, args.length);
        System.arraycopy(SHORT, 0, all, args.length, SHORT.length);
        return run(all);
    }

    @Test
    void covariatesAreWrittenWithARowPerBin() {
        runShort("fit", torture("31_behavior.nwb"), "--covariates", "hand_position,hand_velocity", "--out", out)
                .expectCode(0);
        try (HdfFile file = new HdfFile(out.resolve("covariates.h5"));
                HdfFile fit = new HdfFile(out.resolve("fit.h5"))) {
            double[][] mean =
                    (double[][]) fit.getDatasetByPath("/posterior/mean").getData();
            double[][] position = (double[][])
                    file.getDatasetByPath("/covariates/hand_position").getData();
            double[][] velocity = (double[][])
                    file.getDatasetByPath("/covariates/hand_velocity").getData();
            double[] time = (double[]) file.getDatasetByPath("/time").getData();
            assertThat(position.length).isEqualTo(mean.length);
            assertThat(time).hasSize(mean.length);
            assertThat(position[0]).hasSize(2);
            assertThat(file.getDatasetByPath("/covariates/hand_position")
                            .getAttribute("unit")
                            .getData())
                    .isEqualTo("meters");
            assertThat(file.getAttribute("format").getData()).isEqualTo("latents-covariates/1");
            // The velocity begins at 0.5 s: bins of 20 ms from the first trial's start at 0 s.
            assertThat(time[24]).isCloseTo(0.48, within(1e-12)); // rounding of a sum
            assertThat(velocity[24]).containsOnly(Double.NaN);
            assertThat(velocity[25]).doesNotContain(Double.NaN);
        }
        assertThat(out.resolve("config.resolved.yaml")).content().contains("covariates:");
    }

    @Test
    void withoutCovariatesThereIsNoFileOfThem() {
        runShort("fit", torture("31_behavior.nwb"), "--out", out).expectCode(0);
        assertThat(out.resolve("covariates.h5")).doesNotExist();
    }

    @Test
    void inferenceWritesCovariatesOfItsOwnData() {
        runShort("fit", torture("31_behavior.nwb"), "--out", out).expectCode(0);
        Path other = folder.resolve("other");
        run("infer", out, torture("31_behavior.nwb"), "--covariates", "pupil", "--time", "0s..8s", "--out", other)
                .expectCode(0);
        try (HdfFile file = new HdfFile(other.resolve("covariates.h5"))) {
            assertThat(file.getDatasetByPath("/covariates/pupil").getDimensions())
                    .containsExactly(4 * 75, 1); // four trials of 1.5 s begin within 8 s
        }
    }

    @Test
    void anUnknownCovariateIsAnErrorOfTheCommandLineWithASuggestion() throws IOException {
        run("fit", torture("31_behavior.nwb"), "--covariates", "pupli", "--out", out)
                .expectFailure(2, "--covariates", "'pupli'", "did you mean 'pupil'?", "hand_position");
        Path counts = Commands.writeCounts(folder.resolve("counts.h5"));
        run("compare", counts, "--covariates", "speed", "--out", out)
                .expectFailure(2, "no series 'speed'", "none at all");
    }

    @Test
    void everyCommandReadsCountsAtAPath() throws IOException {
        Path file = folder.resolve("any.h5");
        byte[][] counts = new byte[60][5];
        for (int t = 0; t < 60; t++) {
            for (int n = 0; n < 5; n++) {
                counts[t][n] = (byte) ((7 * t + 3 * n) % 4);
            }
        }
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            WritableGroup group = hdf.putGroup("binned");
            group.putDataset("y", counts);
        }
        Object[] path = {"--counts-path", "/binned/y", "--bin", "20ms", "--segment", "200ms"};
        assertThat(runShort(with("fit", file, path)).expectCode(0).out()).contains("5 of 5 units, 6 of 6 trials");
        run("infer", out, file, "--counts-path", "/binned/y", "--bin", "20ms", "--out", folder.resolve("i"))
                .expectCode(0);
        Object[] compare = with("compare", file, path);
        compare[compare.length - 1] = folder.resolve("c");
        assertThat(run(with2(compare, "--dry-run", "--latents", 1))
                        .expectCode(0)
                        .out())
                .contains("5 of 5 units");
        run("fit", file, "--counts-path", "/binned/x", "--out", folder.resolve("n"))
                .expectFailure(3, "any.h5", "/binned/x");
    }

    private Object[] with(String command, Path file, Object... more) {
        return with2(with2(new Object[] {command, file}, more), "--out", out);
    }

    private static Object[] with2(Object[] first, Object... more) {
        Object[] all = java.util.Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }

    @Test
    void aFormatHintThatIsNoFormatIsAnErrorOfTheCommandLine() {
        for (String command : new String[] {"fit", "compare"}) {
            run(command, torture("01_plain.nwb"), "--format-hint", "nbw", "--out", out)
                    .expectFailure(2, "--format-hint", "'nbw'", "nwb");
        }
        run("inspect", torture("01_plain.nwb"), "--format-hint", "nbw").expectFailure(2, "'nbw'");
        run("fit", torture("01_plain.nwb"), "--format-hint", "phy", "--out", out)
                .expectFailure(3, "01_plain.nwb");
    }

    @Test
    void conditionsThatCannotBeReadPointAtTheCharacter() {
        Path file = torture("11_bool_columns.nwb");
        run("fit", file, "--units", "rate > > 1", "--out", out)
                .expectFailure(2, "--units", "at character 8", "\n  rate > > 1\n         ^");
        run("fit", file, "--units", "spiks > 1", "--out", out)
                .expectFailure(2, "unknown column 'spiks'", "did you mean 'spikes'?", "\n  spiks > 1\n  ^");
        run("fit", file, "--trials", "start_time > 'a'", "--out", out)
                .expectFailure(2, "--trials", "expected a number", "at character 14");
        run("fit", file, "--intervals", "trails", "--out", out)
                .expectFailure(2, "--intervals", "did you mean 'trials'?");
        run("fit", file, "--align", "stop_tim", "--window", "-1s..0s", "--out", out)
                .expectFailure(2, "--align", "did you mean 'stop_time'?");
    }

    @Test
    void inAFileAWrongConditionIsNamedByItsLine() throws IOException {
        Path config = Files.writeString(folder.resolve("my.yaml"), "latents: 1\nunits: spiks > 1\n");
        run("fit", torture("01_plain.nwb"), "--config", config, "--out", out)
                .expectFailure(3, "my.yaml: line 2", "did you mean 'spikes'?");
    }
}
