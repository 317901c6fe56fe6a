package org.latents.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.latents.data.BinnedCounts;
import org.latents.data.Dataset;
import org.latents.data.NumberRanges;
import org.latents.evaluation.ChosenHoldOut;
import org.latents.evaluation.HoldOut;
import org.latents.random.Seed;
import picocli.CommandLine.Option;

/** Options that keep units and trials from a fit. */
final class HoldoutOptions {
    private static final double TRIALS_BESIDE_UNITS = 0.2;

    @Option(
            names = "--holdout-trials",
            paramLabel = "LIST",
            description = "Trials to keep from the fit and to predict: a fraction such as 0.25, drawn by the seed, or "
                    + "numbers from 1 as in trials.csv, such as 3,7,10-14, or @FILE with such numbers (default: none, "
                    + "or a fifth where units are held out).")
    private Optional<String> trials;

    @Option(
            names = "--holdout-units",
            paramLabel = "LIST",
            description = "Units to predict in the held-out trials from the other units: a fraction, numbers as in "
                    + "units.csv, or @FILE (default: every quarter of the units in turn).")
    private Optional<String> units;

    /** Whether anything is held out. */
    boolean isGiven() {
        return trials.isPresent() || units.isPresent();
    }

    /** The settings in effect where nobody gave them. */
    Map<String, String> effective() {
        Map<String, String> map = new LinkedHashMap<>();
        if (units.isPresent() && trials.isEmpty()) {
            map.put("holdout-trials", String.valueOf(TRIALS_BESIDE_UNITS));
        }
        return map;
    }

    /** What is held out, with a sentence on what cannot be seen from it. */
    record Choice(HoldOut part, List<String> notes) {}

    /**
     * Returns what is held out of a dataset; empty where no option is given.
     *
     * @param segments whether trials are pieces of a continuous recording: a fraction of them is then one block, with a
     *     guard on either side
     * @throws InputException if a number names nothing that is used, or nothing is left
     */
    Optional<Choice> choose(Usage usage, Dataset dataset, boolean segments, Seed seed) throws IOException {
        if (!isGiven()) {
            return Optional.empty();
        }
        BinnedCounts counts = dataset.counts();
        Seed own = seed.child("held-out");
        int[] trialNumbers =
                dataset.keptTrials().stream().mapToInt(Dataset.TrialRow::number).toArray();
        int[] unitNumbers =
                dataset.keptUnits().stream().mapToInt(Dataset.UnitRow::number).toArray();
        Selection trial = new Selection("--holdout-trials", "trial", trialNumbers);
        Selection unit = new Selection("--holdout-units", "unit", unitNumbers);
        if (counts.trials() < 2 || counts.units() < 2) {
            throw new InputException("--holdout-trials, --holdout-units: need at least two trials and two units, there "
                    + "are " + counts.trials() + " and " + counts.units());
        }
        String asked = trials.orElse(String.valueOf(TRIALS_BESIDE_UNITS));
        int[] held = trial.of(usage, asked, segments, own.child("trials"));
        int[] hidden = units.isPresent() ? unit.of(usage, units.get(), false, own.child("units")) : new int[0];
        boolean guarded = segments && isFraction(asked);
        int[] guards = guarded ? guards(held, counts.trials()) : new int[0];
        try {
            HoldOut part = ChosenHoldOut.of(counts, held, guards, hidden, own.child("groups"));
            return Optional.of(new Choice(part, notes(trialNumbers, held, guards)));
        } catch (IllegalArgumentException e) {
            throw new InputException("nothing is left to learn or to predict from: " + e.getMessage(), e);
        }
    }

    private static List<String> notes(int[] numbers, int[] held, int[] guards) {
        String text = "Held out and not learnt from: trials " + numbers(numbers, held) + ".";
        return guards.length == 0
                ? List.of(text)
                : List.of(text + " Not learnt from either, as their neighbours: trials " + numbers(numbers, guards)
                        + ".");
    }

    private static String numbers(int[] numbers, int[] indices) {
        return NumberRanges.text(Arrays.stream(indices).map(i -> numbers[i]).toArray());
    }

    private static int[] guards(int[] held, int trials) {
        TreeSet<Integer> guards = new TreeSet<>();
        for (int trial : held) {
            guards.add(Math.max(0, trial - 1));
            guards.add(Math.min(trials - 1, trial + 1));
        }
        Arrays.stream(held).forEach(guards::remove);
        return guards.stream().mapToInt(Integer::intValue).toArray();
    }

    private static boolean isFraction(String text) {
        return text.matches("0?\\.[0-9]+");
    }

    /** Turns what an option says into indices from 0. */
    private record Selection(String option, String kind, int[] numbers) {
        int[] of(Usage usage, String text, boolean block, Seed seed) throws IOException {
            if (isFraction(text)) {
                double fraction = Double.parseDouble(text);
                usage.require(fraction > 0, option, "expected a fraction above 0, got " + text);
                return block
                        ? ChosenHoldOut.drawBlock(numbers.length, fraction, seed)
                        : ChosenHoldOut.draw(numbers.length, fraction, seed);
            }
            String list = text.startsWith("@") ? read(text.substring(1)) : text;
            int[] wanted;
            try {
                wanted = NumberRanges.parse(list);
            } catch (IllegalArgumentException e) {
                throw usage.error(
                        option, "expected a fraction such as 0.25, or numbers such as 3,7,10-14: " + e.getMessage());
            }
            return Arrays.stream(wanted).map(this::index).sorted().toArray();
        }

        private static String read(String file) throws IOException {
            return Files.readString(Path.of(file), StandardCharsets.UTF_8);
        }

        private int index(int number) {
            for (int i = 0; i < numbers.length; i++) {
                if (numbers[i] == number) {
                    return i;
                }
            }
            throw new InputException(option + ": " + kind + " " + number + " is not there or not used; used are "
                    + NumberRanges.text(numbers));
        }
    }
}
