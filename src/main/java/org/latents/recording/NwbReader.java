package org.latents.recording;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latents.data.Covariate;
import org.latents.data.Dataset;
import org.latents.data.IntervalTable;
import org.latents.data.Recording;
import org.latents.data.RecordingFormatException;

/**
 * Reads Neurodata Without Borders files, version 2 and its betas. Tables are found by their {@code neurodata_type},
 * wherever they are; the layout follows the NWB schema (https://nwb-schema.readthedocs.io).
 */
public final class NwbReader implements RecordingReader {
    static final String TYPE = "neurodata_type";

    /** Makes a reader; used by the service loader. */
    public NwbReader() {}

    @Override
    public String name() {
        return "nwb";
    }

    @Override
    public Recognition recognise(Path path) {
        return Hdf5Formats.recognise(path, file -> {
            Hdf5Group root = file.root();
            if (root.text("nwb_version").isPresent()
                    || root.text(TYPE).filter("NWBFile"::equals).isPresent()) {
                return Recognition.CERTAIN;
            }
            // NWB 1 keeps its version in a dataset.
            return root.has("nwb_version") ? Recognition.CERTAIN : Recognition.NO;
        });
    }

    @Override
    public Recording read(Path path, ReaderOptions options) {
        try (Hdf5File file = Hdf5File.open(path, options.followLinks())) {
            if (options.countsPath().isPresent()) {
                return CountsReader.readCounts(file, path, options);
            }
            Hdf5Group root = file.root();
            if (root.text("nwb_version").isEmpty() && root.has("nwb_version")) {
                throw RecordingFormatException.ofFile(
                        file.shown(), "a file of NWB version 1, which is not read", "Convert it to NWB 2");
            }
            return read(file, path, options);
        }
    }

    private Recording read(Hdf5File file, Path path, ReaderOptions options) {
        Hdf5Survey survey = Hdf5Survey.of(file, NwbReader::isClosed);
        List<String> warnings = new ArrayList<>();
        Optional<String> version = file.root().text("nwb_version");
        checkVersion(version, warnings);
        Hdf5Group unitsGroup = unitsGroup(file, survey, warnings);
        NwbTables tables = new NwbTables(survey);
        NwbUnits units = NwbUnits.read(unitsGroup, tables, path, options, warnings);
        List<IntervalTable> intervals = intervals(survey, tables);
        List<Covariate> covariates = NwbCovariates.find(survey, path, options);
        Dataset.Source source = new Dataset.Source(
                path.getFileName().toString(),
                path.toString(),
                "NWB" + version.map(v -> " " + v).orElse(""),
                Fingerprint.of(file.files()),
                session(survey));
        return new Recording(
                source,
                units.trains(),
                units.columns(),
                intervals,
                covariates,
                new Recording.Findings(survey.unreadable(), warnings, survey.filters()));
    }

    private static boolean isClosed(Hdf5Group group) {
        return group.path().equals("/specifications") || isUnits(group);
    }

    /** Whether a group is a table of units; the first betas of NWB 2 called the type UnitTimes. */
    private static boolean isUnits(Hdf5Group group) {
        return group.text(TYPE)
                .filter(type -> type.equals("Units") || type.equals("UnitTimes"))
                .isPresent();
    }

    private static void checkVersion(Optional<String> version, List<String> warnings) {
        if (version.isEmpty()) {
            warnings.add("The file does not say which version of NWB it has.");
        } else if (!version.get().startsWith("2.") && !version.get().startsWith("NWB-2")) {
            warnings.add("The file has version " + version.get() + " of NWB; it was read like version 2.");
        }
    }

    private static Hdf5Group unitsGroup(Hdf5File file, Hdf5Survey survey, List<String> warnings) {
        List<Hdf5Group> found = new ArrayList<>();
        for (Hdf5Group group : survey.groups()) {
            boolean named = group.path().equals("/units");
            boolean typed = isUnits(group);
            if (named) {
                found.add(0, group);
            } else if (typed) {
                found.add(group);
            }
        }
        if (found.isEmpty()) {
            survey.unreadable().stream()
                    .filter(part -> part.path().equals("/units"))
                    .findFirst()
                    .ifPresent(part -> {
                        throw RecordingFormatException.at(file.shown(), part.path(), part.reason(), "");
                    });
            throw RecordingFormatException.ofFile(
                    file.shown(),
                    "there is no units table, so it has no sorted spikes",
                    "Check that the file is the one with the sorting results");
        }
        if (found.size() > 1) {
            warnings.add("There are " + found.size() + " units tables; "
                    + found.get(0).path() + " was used, not "
                    + String.join(
                            ", ", found.stream().skip(1).map(Hdf5Group::path).toList()) + ".");
        }
        return found.get(0);
    }

    private static List<IntervalTable> intervals(Hdf5Survey survey, NwbTables tables) {
        List<IntervalTable> intervals = new ArrayList<>();
        for (Hdf5Group group : survey.groups()) {
            boolean typed = group.text(TYPE).filter("TimeIntervals"::equals).isPresent();
            boolean placed = group.path().matches("/intervals/[^/]+") && group.has(IntervalTable.START);
            if (!typed && !placed) {
                continue;
            }
            try {
                intervals.add(new IntervalTable(
                        group.name(), group.path(), group.text("description").orElse(""), tables.columns(group)));
            } catch (RecordingFormatException e) {
                survey.report(e, group.path());
            } catch (IllegalArgumentException e) {
                survey.unreadable().add(new Recording.Unreadable(group.path(), e.getMessage()));
            }
        }
        return intervals;
    }

    private static Map<String, String> session(Hdf5Survey survey) {
        Map<String, String> session = new LinkedHashMap<>();
        for (String folder : List.of("/", "/general", "/general/subject")) {
            for (Hdf5Dataset dataset : survey.datasets()) {
                String path = dataset.path();
                String parent = path.substring(0, Math.max(1, path.lastIndexOf('/')));
                if (!parent.equals(folder)) {
                    continue;
                }
                try {
                    if (dataset.isText() && dataset.size() <= 100) {
                        String prefix = folder.endsWith("subject") ? "subject_" : "";
                        String name = dataset.name().startsWith(prefix) ? dataset.name() : prefix + dataset.name();
                        session.put(name, String.join(", ", dataset.texts()).strip());
                    }
                } catch (RecordingFormatException e) {
                    survey.report(e, path);
                }
            }
        }
        return session;
    }
}
