package org.latents.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.latents.data.Dataset;

/** The part of a dataset that a fit learnt from. */
final class TrainingData {
    private TrainingData() {}

    /** Returns the dataset without the trials that were kept from the fit; its table says why they are missing. */
    static Dataset of(Dataset dataset, HoldoutOptions.Choice choice) {
        Set<Integer> training = IntStream.of(choice.part().training()).boxed().collect(Collectors.toSet());
        Set<Integer> heldOut = IntStream.of(choice.part().evaluated()).boxed().collect(Collectors.toSet());
        List<Dataset.TrialRow> rows = new ArrayList<>();
        int index = 0;
        for (Dataset.TrialRow row : dataset.trials()) {
            if (row.kept() && !training.contains(index)) {
                String reason = heldOut.contains(index) ? "held out" : "guard beside held-out trials";
                rows.add(new Dataset.TrialRow(row.number(), row.start(), row.stop(), 0, false, reason));
            } else {
                rows.add(row);
            }
            index += row.kept() ? 1 : 0;
        }
        List<String> notes = new ArrayList<>(dataset.notes());
        notes.addAll(choice.notes());
        return new Dataset(
                dataset.counts().selectTrials(choice.part().training()),
                dataset.units(),
                List.copyOf(rows),
                dataset.source(),
                List.copyOf(notes),
                dataset.losses());
    }
}
