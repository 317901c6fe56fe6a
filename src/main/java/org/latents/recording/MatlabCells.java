package org.latents.recording;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.latents.data.Recording;
import org.latents.data.RecordingFormatException;

/**
 * The cell arrays of a MATLAB 7.3 file, which are datasets of references; a field of a struct array is stored like one,
 * without its name. Finds the one that holds the spike times of units, one cell each.
 */
final class MatlabCells {
    static final String CLASS = "MATLAB_class";
    static final Set<String> NUMBERS =
            Set.of("double", "single", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64");
    private static final String EMPTY = "MATLAB_empty";
    private static final String REFERENCES = "/#refs#";
    private static final List<String> LIKELY =
            List.of("spikes", "spike_times", "spiketimes", "spikeTimes", "times", "units", "spk", "spks", "st");
    private static final int MOST_CELLS = 1_000_000;

    private final Hdf5Survey survey;

    MatlabCells(Hdf5Survey survey) {
        this.survey = survey;
    }

    /** Returns the cells with spike times; says of several which one it took, and of likely ones why they are not. */
    Optional<Hdf5Dataset> spikes(List<String> warnings) {
        List<Hdf5Dataset> candidates = new ArrayList<>();
        for (Hdf5Dataset data : survey.datasets()) {
            try {
                if (!data.path().startsWith(REFERENCES) && isCells(data)) {
                    Optional<String> problem = problem(data);
                    if (problem.isEmpty()) {
                        candidates.add(data);
                    } else if (rank(data) < LIKELY.size()) {
                        survey.unreadable().add(new Recording.Unreadable(data.path(), problem.get()));
                    }
                }
            } catch (RecordingFormatException e) {
                survey.report(e, data.path());
            }
        }
        candidates.sort(Comparator.comparingInt(MatlabCells::rank));
        if (candidates.size() > 1 && rank(candidates.get(0)) == rank(candidates.get(1))) {
            warnings.add("Several cell arrays could hold spike times; "
                    + candidates.get(0).path()
                    + " was used, not "
                    + String.join(
                            ", ",
                            candidates.stream().skip(1).map(Hdf5Object::path).toList())
                    + ". Name the right one spikes.");
        }
        return candidates.stream().findFirst();
    }

    /** Place among the likely names; then names with "spike" or "spk" in them, then all others. */
    private static int rank(Hdf5Dataset data) {
        int position = LIKELY.indexOf(data.name());
        String path = data.path().toLowerCase(Locale.ROOT);
        return position >= 0
                ? position
                : path.contains("spike") || path.contains("spk") ? LIKELY.size() : LIKELY.size() + 1;
    }

    /** Whether a dataset is a cell array or a field of a struct array. */
    boolean isCells(Hdf5Dataset data) {
        Optional<String> type = data.text(CLASS);
        boolean isCell = type.isPresent() ? type.get().equals("cell") : isInStruct(data);
        return isCell && data.isReference() && data.size() <= MOST_CELLS;
    }

    private boolean isInStruct(Hdf5Dataset data) {
        String parent = data.path().substring(0, data.path().lastIndexOf('/'));
        return survey.groups().stream()
                .filter(group -> group.path().equals(parent))
                .anyMatch(group -> group.text(CLASS).filter("struct"::equals).isPresent());
    }

    /** Returns why cells are not the spike times of one unit each, if they are not. */
    private Optional<String> problem(Hdf5Dataset cells) {
        boolean any = false;
        long[] addresses = cells.references();
        for (int i = 0; i < addresses.length; i++) {
            Optional<Hdf5Dataset> cell = at(cells, addresses[i]);
            String type = cell.flatMap(found -> found.text(CLASS)).orElse("something else");
            if (cell.isEmpty() || !NUMBERS.contains(type)) {
                return Optional.of("cell " + (i + 1) + " holds " + type + ", not the spike times of a unit");
            }
            if (isEmpty(cell.get())) {
                continue;
            }
            if (!PlainTrials.isVector(cell.get().shape()) || !cell.get().isNumeric()) {
                return Optional.of("cell " + (i + 1) + " holds no vector of spike times");
            }
            any = true;
        }
        if (!any) {
            return Optional.of("all cells are empty");
        }
        return PlainTrials.isVector(cells.shape())
                ? Optional.empty()
                : Optional.of("a cell array of " + cells.shape()[1] + " × " + cells.shape()[0]
                        + ", where one cell for each unit was expected; join the cells of a unit, in session time");
    }

    /** Returns the dataset that a cell leads to, if it does to one. */
    Optional<Hdf5Dataset> at(Hdf5Dataset cells, long address) {
        String path = survey.pathOf(address).orElse("");
        return !path.isEmpty() && cells.file().root().at(path) instanceof Hdf5Dataset cell
                ? Optional.of(cell)
                : Optional.empty();
    }

    /** Whether a variable is empty; what is stored then is its shape. */
    static boolean isEmpty(Hdf5Dataset variable) {
        return variable.number(EMPTY).orElse(0) == 1;
    }
}
