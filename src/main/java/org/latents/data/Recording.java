package org.latents.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was found in a recording. Spikes and samples stay in the file and are streamed when they are asked for; all the
 * rest is held.
 *
 * @param source file, format, fingerprint, session metadata
 * @param activity spike trains or counts
 * @param units a row per unit in file order: {@code id} first, then every column of the file that is not the spikes
 * @param intervals every table of intervals, in the order of the file
 * @param covariates every series of samples over time
 * @param findings what could not be read, and warnings
 */
public record Recording(
        Dataset.Source source,
        Activity activity,
        List<Column> units,
        List<IntervalTable> intervals,
        List<Covariate> covariates,
        Findings findings) {
    /** Name of the column of identifiers, present in every recording. */
    public static final String ID = "id";

    /** Copies the lists and checks that there is a row for each unit. */
    public Recording {
        units = List.copyOf(units);
        intervals = List.copyOf(intervals);
        covariates = List.copyOf(covariates);
        if (units.isEmpty() || !units.get(0).name().equals(ID)) {
            throw new IllegalArgumentException("units: expected the column '" + ID + "' first");
        }
        for (Column column : units) {
            if (column.size() != activity.units()) {
                throw new IllegalArgumentException("units, column '" + column.name() + "': expected " + activity.units()
                        + " rows, got " + column.size());
            }
        }
    }

    /** Returns the table of intervals of a name or path, if there is one. */
    public Optional<IntervalTable> interval(String name) {
        return intervals.stream()
                .filter(t -> t.name().equals(name) || t.path().equals(name))
                .findFirst();
    }

    /** Returns the table that holds the trials: the one named {@code trials}, if there is one. */
    public Optional<IntervalTable> trials() {
        return interval("trials");
    }

    /** Identifier of a unit, counted from 0, as text. */
    public String unitId(int unit) {
        return units.get(0).text(unit);
    }

    /**
     * What could not be read, and what a user should know about the rest.
     *
     * @param unreadable parts that could not be read
     * @param warnings sentences
     * @param filters names of the filters of each dataset that has some, by path
     */
    public record Findings(List<Unreadable> unreadable, List<String> warnings, Map<String, List<String>> filters) {
        /** Copies the lists. */
        public Findings {
            unreadable = List.copyOf(unreadable);
            warnings = List.copyOf(warnings);
            filters = Collections.unmodifiableMap(new LinkedHashMap<>(filters));
        }
    }

    /** A part of the file that could not be read, and why. */
    public record Unreadable(String path, String reason) {}
}
