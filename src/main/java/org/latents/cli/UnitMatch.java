package org.latents.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.latents.data.Dataset;
import org.latents.data.Dataset.UnitRow;
import org.latents.store.RunPaths;
import org.latents.store.StoredRun;

/**
 * Finds the units of a run in other data. A run folder says which units of its recording it kept: those are looked for
 * by their identifiers, or by their numbers where identifiers are not unique. Without that, the number of units must
 * agree.
 */
final class UnitMatch {
    private final Path run;
    private final Path file;
    private final int units;
    private final Optional<List<UnitRow>> wanted;

    private UnitMatch(Path run, Path file, int units, Optional<List<UnitRow>> wanted) {
        this.run = run;
        this.file = file;
        this.units = units;
        this.wanted = wanted;
    }

    static UnitMatch of(Path run, Path file, int units) throws IOException {
        Path folder = Files.isDirectory(run) ? run : run.toAbsolutePath().getParent();
        Optional<Path> table = Optional.of(folder.resolve(RunPaths.UNITS))
                .filter(Files::exists)
                .or(() -> Optional.of(folder.resolve("../../" + RunPaths.UNITS))
                        .filter(path ->
                                folder.toAbsolutePath().normalize().getParent().endsWith(RunPaths.MODELS))
                        .filter(Files::exists));
        if (table.isEmpty()) {
            return new UnitMatch(run, file, units, Optional.empty());
        }
        List<UnitRow> kept =
                StoredRun.readUnits(table.get()).stream().filter(UnitRow::kept).toList();
        return new UnitMatch(run, file, units, kept.size() == units ? Optional.of(kept) : Optional.empty());
    }

    /**
     * Returns the data with the units of the run only, in their order.
     *
     * @throws InputException if a unit is missing, or the numbers of units differ
     */
    Dataset select(Dataset data) {
        List<UnitRow> there = data.keptUnits();
        if (wanted.isPresent() && there.size() != units) {
            return pick(data, there, indices(there, wanted.get()));
        }
        if (there.size() != units) {
            throw new InputException(file + ": has " + there.size() + " units, and the model in " + run + " has "
                    + units + "; choose the same ones with --units");
        }
        return wanted.isPresent() && hasAll(there, wanted.get())
                ? pick(data, there, indices(there, wanted.get()))
                : data;
    }

    private boolean hasAll(List<UnitRow> there, List<UnitRow> wantedUnits) {
        Map<String, Integer> byId = byId(there);
        return byId.size() == there.size() && wantedUnits.stream().allMatch(unit -> byId.containsKey(unit.id()));
    }

    private int[] indices(List<UnitRow> there, List<UnitRow> wantedUnits) {
        Map<String, Integer> byId = byId(there);
        boolean idsAreUnique = byId.size() == there.size() && byId(wantedUnits).size() == wantedUnits.size();
        Map<Integer, Integer> byNumber = new HashMap<>();
        IntStream.range(0, there.size()).forEach(n -> byNumber.put(there.get(n).number(), n));
        List<String> missing = new ArrayList<>();
        int[] indices = new int[wantedUnits.size()];
        for (int n = 0; n < indices.length; n++) {
            UnitRow unit = wantedUnits.get(n);
            Optional<Integer> index =
                    Optional.ofNullable(idsAreUnique ? byId.get(unit.id()) : byNumber.get(unit.number()));
            index.ifPresentOrElse(new Setter(indices, n)::set, () -> missing.add(unit.id()));
        }
        if (!missing.isEmpty()) {
            throw new InputException(
                    file + ": has no unit " + String.join(", ", missing) + ", which " + run + " needs");
        }
        return indices;
    }

    private record Setter(int[] values, int place) {
        void set(int value) {
            values[place] = value;
        }
    }

    private static Map<String, Integer> byId(List<UnitRow> units) {
        Map<String, Integer> byId = new HashMap<>();
        IntStream.range(0, units.size()).forEach(n -> byId.put(units.get(n).id(), n));
        return byId;
    }

    private static Dataset pick(Dataset data, List<UnitRow> there, int[] indices) {
        List<Integer> numbers =
                IntStream.of(indices).mapToObj(n -> there.get(n).number()).toList();
        List<UnitRow> picked = new ArrayList<>();
        for (int n : indices) {
            picked.add(there.get(n));
        }
        for (UnitRow unit : data.units()) {
            if (!numbers.contains(unit.number())) {
                picked.add(unit.kept() ? dropped(unit) : unit);
            }
        }
        return new Dataset(
                data.counts().selectUnits(indices), picked, data.trials(), data.source(), data.notes(), data.losses());
    }

    private static UnitRow dropped(UnitRow unit) {
        return new UnitRow(
                unit.number(), unit.id(), false, "not in the run", unit.spikes(), 0, unit.rate(), unit.columns());
    }
}
