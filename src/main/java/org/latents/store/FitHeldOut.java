package org.latents.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.latents.data.BinnedCounts;
import org.latents.data.NumberRanges;
import org.latents.evaluation.Comparison;
import org.latents.evaluation.HeldOut;
import org.latents.evaluation.HeldOutFit;
import org.latents.evaluation.Predictions;

/**
 * What a fit predicts of trials and units that were kept from it.
 *
 * @param trials numbers of the held-out trials, as in {@code trials.csv} (not copied)
 * @param groups numbers of the units that were predicted together, as in {@code units.csv} (not copied)
 * @param heldOut scores; arrays over trials are those of the held-out trials, arrays over units those of all units
 * @param baselines scores of predictions without latent states
 * @param predictions the predicted cells; empty in a run that was read back
 */
public record FitHeldOut(
        int[] trials,
        int[][] groups,
        HeldOut heldOut,
        List<Comparison.Baseline> baselines,
        Optional<Predictions> predictions) {
    private static final String DESCRIPTION = "Learnt from the other trials with all units; in the held-out trials"
            + " each group of units is predicted from the other units.";
    private static final String FORMAT = "latents-predictions/1";

    /**
     * Returns the scores with the numbers that people see.
     *
     * @param trialNumbers number of each trial of the data that were split
     * @param unitNumbers number of each unit
     */
    public static FitHeldOut of(HeldOutFit.Scores scores, int[] trialNumbers, int[] unitNumbers) {
        int[][] groups = scores.part().predicted().stream()
                .map(cells -> IntStream.range(0, unitNumbers.length)
                        .filter(cells::concerns)
                        .map(n -> unitNumbers[n])
                        .toArray())
                .toArray(int[][]::new);
        int[] trials = Arrays.stream(scores.part().evaluated())
                .map(k -> trialNumbers[k])
                .toArray();
        return new FitHeldOut(trials, groups, scores.heldOut(), scores.baselines(), Optional.of(scores.predictions()));
    }

    /** Returns the fields of {@code held_out} in {@code metrics.json}. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("description", DESCRIPTION);
        map.put("trials", trials);
        map.put("unit_groups", groups);
        map.putAll(HeldOutJson.toMap(heldOut));
        map.remove("folds");
        map.put("baselines", baselines.stream().map(HeldOutJson::baseline).toList());
        return map;
    }

    static Optional<FitHeldOut> read(Path folder) throws IOException {
        JsonFields metrics = Json.read(folder.resolve(RunPaths.METRICS));
        if (!metrics.has("held_out")) {
            return Optional.empty();
        }
        JsonFields fields = metrics.object("held_out");
        return Optional.of(new FitHeldOut(
                fields.integers("trials"),
                fields.integerLists("unit_groups"),
                HeldOutJson.read(fields),
                HeldOutJson.readBaselines(fields),
                Optional.empty()));
    }

    /** Returns the table of units with the scores of those that were held out. */
    CsvTable extend(CsvTable units) {
        List<String> header = new ArrayList<>(units.header());
        header.addAll(List.of(
                "co_bits_per_spike",
                "own_bits_per_spike",
                "held_out_log_score",
                "ranked_probability_score",
                "dawid_sebastiani_score"));
        CsvTable table = new CsvTable(header);
        for (int n = 0; n < units.size(); n++) {
            List<Object> row = new ArrayList<>();
            for (String column : units.header()) {
                row.add(units.get(n, column));
            }
            row.add(heldOut.unitBitsPerSpike()[n]);
            row.add(heldOut.detail().unitOwnBitsPerSpike()[n]);
            row.add(heldOut.unitLogScore()[n]);
            row.add(heldOut.detail().unitRankedProbability()[n]);
            row.add(heldOut.detail().unitDawidSebastiani()[n]);
            table.row(row.toArray());
        }
        return table;
    }

    /** Writes what was held out, and its predictions. */
    void write(RunFolder folder) throws OutputException {
        CsvTable table = new CsvTable("scheme", "part", "trials", "units", "bins");
        for (int[] group : groups) {
            table.row("chosen", 1, NumberRanges.text(trials), NumberRanges.text(group), "all");
        }
        folder.put(RunPaths.HELD_OUT, table.text());
        if (predictions.isPresent()) {
            folder.put(RunPaths.PREDICTIONS, file -> write(file, predictions.get()));
        }
    }

    /** Expected counts of the units that were predicted, bins × units; NaN for a cell that was not observed. */
    private static void write(Path file, Predictions predictions) throws IOException {
        BinnedCounts counts = predictions.counts();
        int[] units = predictions.units();
        if (units.length == 0) {
            return;
        }
        double[][] rates = new double[counts.bins()][units.length];
        double[][] logs = new double[counts.bins()][units.length];
        int[][] observed = new int[counts.bins()][units.length];
        for (int k = 0; k < counts.trials(); k++) {
            for (int t = 0; t < counts.length(k); t++) {
                int bin = counts.start(k) + t;
                for (int i = 0; i < units.length; i++) {
                    rates[bin][i] = predictions.rates()[bin * counts.units() + units[i]];
                    logs[bin][i] = predictions.logProbability()[bin * counts.units() + units[i]];
                    observed[bin][i] = counts.countOrUnobserved(k, t, units[i]);
                }
            }
        }
        new Hdf5Output()
                .attribute("format", FORMAT)
                .attribute("bin_seconds", counts.binSeconds())
                .dataset("", "expected_counts", rates)
                .dataset("", "log_probability", logs)
                .dataset("", "counts", observed)
                .dataset("", "units", units)
                .dataset("", "trial_start", counts.trialStarts())
                .write(file);
    }
}
