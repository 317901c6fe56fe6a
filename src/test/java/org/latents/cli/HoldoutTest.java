package org.latents.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.latents.cli.Commands.names;
import static org.latents.cli.Commands.run;

import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latents.data.BinnedCounts;
import org.latents.data.NumberRanges;
import org.latents.store.CountsFile;
import org.latents.store.CsvTable;
import org.latents.store.FitFile;
import org.latents.store.Json;
import org.latents.store.JsonFields;

/** Units and trials that are kept from a fit, held-out schemes, and a search over numbers of latents. */
class HoldoutTest {
    @TempDir
    private Path folder;

    private Path counts;
    private Path out;

    @BeforeEach
    void makeCounts() throws IOException {
        counts = Commands.writeCounts(folder.resolve("counts.h5"));
        out = folder.resolve("run");
    }

    @Test
    void scoresAreThoseOfThePredictionsThatWereWritten() throws IOException {
        fit(counts, out, "--holdout-trials", "2,5-6", "--holdout-units", "1,4").expectCode(0);

        JsonFields heldOut = Json.read(out.resolve("metrics.json")).object("held_out");
        assertThat(heldOut.integers("trials")).containsExactly(2, 5, 6);
        assertThat(heldOut.integerLists("unit_groups")).isDeepEqualTo(new int[][] {{1, 4}});
        double[][] rates = (double[][]) read(out, "/expected_counts");
        double[][] logs = (double[][]) read(out, "/log_probability");
        int[][] seen = heldOutCounts();
        assertThat((int[][]) read(out, "/counts")).isDeepEqualTo(seen);
        double bits = 0;
        double spikes = 0;
        double log = 0;
        for (int n = 0; n < 2; n++) {
            double sum = 0;
            for (int[] row : seen) {
                sum += row[n];
            }
            double mean = sum / seen.length;
            spikes += sum;
            for (int t = 0; t < seen.length; t++) {
                bits += seen[t][n] * Math.log(rates[t][n] / mean) - rates[t][n] + mean;
                log += logs[t][n];
            }
        }
        // sums of 240 terms of size one
        assertThat(heldOut.number("co_bits_per_spike")).isCloseTo(bits / spikes / Math.log(2), within(1e-12));
        assertThat(heldOut.number("log_score")).isCloseTo(log, within(1e-10));
        assertThat(heldOut.numbers("trial_log_likelihood")).hasSize(3);
        CsvTable trials = CsvTable.read(out.resolve("trials.csv"));
        assertThat(trials.get(1, "reason")).isEqualTo("held out");
        assertThat(Json.read(out.resolve("metrics.json")).integer("trials")).isEqualTo(5);
        assertThat(Files.readString(out.resolve("held_out.csv"))).contains("chosen,1,\"2,5,6\",\"1,4\",all");
    }

    @Test
    void whatIsHeldOutChangesNeitherTheFitNorThePredictions() throws IOException {
        Path changed = Commands.write(folder.resolve("changed.h5"), withHeldOutCountsSetTo(3));
        Object[] choice = {"--holdout-trials", "2,5-6", "--holdout-units", "1,4", "--likelihood", "negbin"};
        fit(counts, out, choice).expectCode(0);
        fit(changed, folder.resolve("other"), choice).expectCode(0);

        assertThat((double[][]) read(folder.resolve("other"), "/expected_counts"))
                .isDeepEqualTo((double[][]) read(out, "/expected_counts"));
        FitFile first = FitFile.read(out);
        FitFile second = FitFile.read(folder.resolve("other"));
        assertThat(second.model().emission().loading())
                .isEqualTo(first.model().emission().loading());
        assertThat(second.model().shape()).isEqualTo(first.model().shape());
        assertThat((int[][]) read(folder.resolve("other"), "/counts"))
                .as("the counts that came are others")
                .isNotEqualTo((int[][]) read(out, "/counts"));
    }

    @Test
    void fractionsAreDrawnByTheSeedAndListsMayStandInAFile() throws IOException {
        fit(counts, out, "--holdout-trials", "0.25").expectCode(0);
        JsonFields drawn = Json.read(out.resolve("metrics.json")).object("held_out");
        assertThat(drawn.integers("trials")).hasSize(2);
        assertThat(Stream.of(drawn.integerLists("unit_groups"))
                        .mapToInt(group -> group.length)
                        .sum())
                .as("every unit in turn")
                .isEqualTo(5);
        Path list = Files.writeString(folder.resolve("list.txt"), "1\n3,4\n");
        fit(counts, folder.resolve("list"), "--holdout-trials", "@" + list).expectCode(0);
        assertThat(Json.read(folder.resolve("list/metrics.json"))
                        .object("held_out")
                        .integers("trials"))
                .containsExactly(1, 3, 4);
    }

    @Test
    void choicesThatLeaveNothingAreRefused() {
        fit(counts, out, "--holdout-units", "1-5").expectFailure(3, "5 of 5", "none to predict them from");
        fit(counts, out, "--holdout-trials", "1-8").expectFailure(3, "none of 8 to learn from");
        fit(counts, out, "--holdout-trials", "9").expectFailure(3, "--holdout-trials", "trial 9", "1-8");
        fit(counts, out, "--holdout-units", "2-1").expectFailure(2, "--holdout-units", "2-1");
        fit(counts, out, "--holdout-units", "half").expectFailure(2, "--holdout-units", "half", "0.25");
        run("fit", counts, "--latents", "1:3", "--out", out).expectFailure(2, "--latents", "one number");
    }

    @Test
    @Tag("slow")
    void aSearchIsExtendedWithoutLearningAgain() throws IOException {
        search("1:2").expectCode(0);
        CsvTable before = CsvTable.read(out.resolve("latents.csv"));
        Commands.Outcome outcome = search("1:3").expectCode(0);

        CsvTable after = CsvTable.read(out.resolve("latents.csv"));
        assertThat(before.size()).isEqualTo(2);
        assertThat(after.size()).isEqualTo(3);
        for (int row = 0; row < 2; row++) {
            assertThat(after.get(row, "log_score")).isEqualTo(before.get(row, "log_score"));
        }
        assertThat(outcome.out()).contains("poisson: D = ", "one-standard-error rule; the maximum is at");
        assertThat(outcome.err()).contains("is extended");
        assertThat(names(out.resolve("grid"))).hasSize(2 * 3 + 1); // two folds, three numbers, what it was made from
        assertThat(names(folder)).as("no checkpoint is left").containsExactly("counts.h5", "run");
        search("1:3").expectCode(0);
        String report = Files.readString(out.resolve("report.html"));
        run("report", out).expectCode(0);
        assertThat(out.resolve("report.html")).hasContent(report);
    }

    @Test
    @Tag("slow")
    void everySchemeWritesWhatItHeldOut() throws IOException {
        run(
                        "compare",
                        counts,
                        "--models",
                        "poisson-lds,negbin-lds",
                        "--latents",
                        1,
                        "--folds",
                        2,
                        "--scheme",
                        "all",
                        "--max-iterations",
                        3,
                        "--bin",
                        "20ms",
                        "--seed",
                        1,
                        "--out",
                        out)
                .expectCode(0);

        JsonFields comparison = Json.read(out.resolve("comparison.json"));
        assertThat(comparison.objects("models").stream().map(model -> model.text("name")))
                .containsExactly("poisson-lds", "negbin-lds");
        assertThat(comparison.objects("schemes").stream().map(scheme -> scheme.text("name")))
                .containsExactly("crossed", "trials", "units", "cells", "forward");
        assertThat(comparison.objects("beats_baselines")).isNotEmpty();
        CsvTable heldOut = CsvTable.read(out.resolve("held_out.csv"));
        List<String> cells = new ArrayList<>();
        TreeSet<Integer> trials = new TreeSet<>();
        for (int row = 0; row < heldOut.size(); row++) {
            if (heldOut.get(row, "scheme").equals("cells")) {
                for (int bin : NumberRanges.parse(heldOut.get(row, "bins"))) {
                    cells.add(heldOut.get(row, "trials") + " " + heldOut.get(row, "units") + " " + bin);
                }
            } else if (heldOut.get(row, "scheme").equals("trials")) {
                for (int trial : NumberRanges.parse(heldOut.get(row, "trials"))) {
                    trials.add(trial);
                }
            }
        }
        assertThat(cells).hasSize(8 * 40 * 5).doesNotHaveDuplicates();
        assertThat(trials).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void modelsThatCannotBeComparedAreRefused() {
        run("compare", counts, "--models", "poisson-lds", "--likelihood", "negbin")
                .expectFailure(2, "--likelihood", "not both");
        run("compare", counts, "--models", "poisson-lds,poisson-lds").expectFailure(2, "--models", "same name");
        run("compare", counts, "--scheme", "loo").expectFailure(2, "--scheme", "crossed, trials, units, cells");
        run("compare", counts, "--latents", "3:1").expectFailure(2, "--latents", "3:1");
        run("compare", counts, "--latents", "1:6").expectFailure(3, "6 latents", "5 units");
    }

    private Commands.Outcome search(String latents) {
        return run(
                "compare",
                counts,
                "--likelihood",
                "poisson",
                "--latents",
                latents,
                "--folds",
                2,
                "--max-iterations",
                3,
                "--seed",
                1,
                "--on-exists",
                "resume",
                "--out",
                out);
    }

    private static Commands.Outcome fit(Path file, Path target, Object... more) {
        List<Object> words = new ArrayList<>(List.of(
                "fit",
                file,
                "--latents",
                1,
                "--max-iterations",
                5,
                "--seed",
                1,
                "--progress",
                "none",
                "--out",
                target));
        words.addAll(List.of(more));
        return run(words.toArray());
    }

    private static Object read(Path run, String dataset) {
        try (HdfFile file = new HdfFile(run.resolve("held_out.h5"))) {
            return file.getDatasetByPath(dataset).getData();
        }
    }

    /** Counts of units 1 and 4 in trials 2, 5 and 6. */
    private int[][] heldOutCounts() throws IOException {
        BinnedCounts all = CountsFile.readCounts(counts);
        int[][] rows = new int[120][];
        int row = 0;
        for (int trial : new int[] {1, 4, 5}) {
            for (int t = 0; t < 40; t++) {
                rows[row++] = new int[] {all.countOrUnobserved(trial, t, 0), all.countOrUnobserved(trial, t, 3)};
            }
        }
        return rows;
    }

    private BinnedCounts withHeldOutCountsSetTo(int y) throws IOException {
        BinnedCounts all = CountsFile.readCounts(counts);
        BinnedCounts.Builder builder = BinnedCounts.builder(all.units(), all.lengths(), all.binSeconds());
        all.forEachCell((k, t, n, count) -> {
            boolean heldOut = (k == 1 || k == 4 || k == 5) && (n == 0 || n == 3);
            builder.set(k, t, n, heldOut ? y : count);
        });
        return builder.build();
    }
}
