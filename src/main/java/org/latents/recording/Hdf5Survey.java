package org.latents.recording;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.latents.data.Recording.Unreadable;
import org.latents.data.RecordingFormatException;

/** All groups of a file with what cannot be read, found by walking from the root without touching any data. */
final class Hdf5Survey {
    private static final int DEEPEST = 24;
    private static final int MOST_FILTERS = 1000;
    private static final int MOST_OBJECTS = 200_000;

    private final List<Hdf5Group> groups = new ArrayList<>();
    private final List<Hdf5Dataset> datasets = new ArrayList<>();
    private final List<Unreadable> unreadable = new ArrayList<>();
    private final Map<Long, String> pathOfAddress = new HashMap<>();
    private final Set<Long> visited = new HashSet<>();
    private final Hdf5File file;

    private Hdf5Survey(Hdf5File file) {
        this.file = file;
    }

    /**
     * Walks through a file.
     *
     * @param skip groups whose children are not looked at
     */
    static Hdf5Survey of(Hdf5File file, Predicate<Hdf5Group> skip) {
        Hdf5Survey survey = new Hdf5Survey(file);
        survey.walk(file.root(), skip, 0);
        return survey;
    }

    private void walk(Hdf5Group group, Predicate<Hdf5Group> skip, int depth) {
        groups.add(group);
        boolean inThisFile = group.file() == file;
        if (inThisFile && !visited.add(group.address()) || depth > DEEPEST || skip.test(group)) {
            return;
        }
        for (String name : group.names()) {
            if (groups.size() + datasets.size() > MOST_OBJECTS) {
                throw RecordingFormatException.ofFile(
                        file.shown(), "it has more than " + MOST_OBJECTS + " objects", "");
            }
            try {
                Hdf5Object child = group.child(name);
                if (child.file() == file) {
                    pathOfAddress.putIfAbsent(child.address(), child.path());
                }
                if (child instanceof Hdf5Group inner) {
                    walk(inner, skip, depth + 1);
                } else {
                    datasets.add((Hdf5Dataset) child);
                }
            } catch (RecordingFormatException e) {
                unreadable.add(new Unreadable(group.pathOf(name), e.problem()));
            }
        }
    }

    /** All groups, the root first, each before its children. */
    List<Hdf5Group> groups() {
        return groups;
    }

    /** All datasets. */
    List<Hdf5Dataset> datasets() {
        return datasets;
    }

    /** What could not be opened; readers add to it. */
    List<Unreadable> unreadable() {
        return unreadable;
    }

    /** Path of the object at an address, if it was seen. */
    Optional<String> pathOf(long address) {
        return Optional.ofNullable(pathOfAddress.get(address));
    }

    /** Names of the filters of the datasets that have some, by path; of at most a thousand datasets. */
    Map<String, List<String>> filters() {
        Map<String, List<String>> filters = new LinkedHashMap<>();
        for (Hdf5Dataset dataset : datasets) {
            List<String> names = filters.size() < MOST_FILTERS ? dataset.filters() : List.of();
            if (!names.isEmpty()) {
                filters.put(dataset.path(), names);
            }
        }
        return filters;
    }

    /** Notes that something could not be read. */
    void report(RecordingFormatException problem, String path) {
        unreadable.add(new Unreadable(problem.place().isEmpty() ? path : problem.place(), problem.problem()));
    }
}
