package org.latents.recording;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.latents.data.Column;
import org.latents.data.Dataset;
import org.latents.data.Recording;
import org.latents.data.RecordingFormatException;
import org.latents.data.SpikeTrains;

/**
 * Reads the folder that Kilosort writes and Phy curates: {@code spike_times.npy} in samples, {@code spike_clusters.npy}
 * or else {@code spike_templates.npy}, {@code params.py} with the sample rate, and the tables {@code cluster_*.tsv}.
 * params.py is searched for {@code sample_rate = NUMBER}; it is never run.
 */
public final class PhyReader implements RecordingReader {
    private static final String TIMES = "spike_times.npy";
    private static final String CLUSTERS = "spike_clusters.npy";
    private static final String TEMPLATES = "spike_templates.npy";
    private static final String PARAMS = "params.py";
    private static final int MOST_CLUSTERS = 1_000_000;
    private static final String NUMBER = "(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?";
    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?m)^\\s*(\\w+)\\s*=\\s*(?:r?['\"](.*?)['\"]|([^#\\n]*?))\\s*(?:#.*)?$");

    /** Makes a reader; used by the service loader. */
    public PhyReader() {}

    @Override
    public String name() {
        return "phy";
    }

    @Override
    public Recognition recognise(Path path) {
        return Files.isDirectory(path) && Files.exists(path.resolve(TIMES)) ? Recognition.CERTAIN : Recognition.NO;
    }

    @Override
    public Recording read(Path folder, ReaderOptions options) {
        if (!Files.isDirectory(folder) || !Files.exists(folder.resolve(TIMES))) {
            throw RecordingFormatException.ofFile(folder.toString(), "expected a folder with " + TIMES, "");
        }
        List<String> warnings = new ArrayList<>();
        Path labelFile = labels(folder, warnings);
        Map<String, String> params = params(folder);
        double rate = sampleRate(folder, params);
        NpyFile times = NpyFile.open(folder.resolve(TIMES));
        NpyFile labels = NpyFile.open(labelFile);
        if (times.size() != labels.size()) {
            throw RecordingFormatException.at(
                    folder.toString(),
                    labelFile.getFileName().toString(),
                    "it has " + labels.size() + " values for " + times.size() + " spike times",
                    "Export the sorting again");
        }
        SortedMap<Double, Long> counts = counts(labels, labelFile);
        double[] units =
                counts.keySet().stream().mapToDouble(Double::doubleValue).toArray();
        SpikeTrains trains = new SpikeTrains(
                counts.values().stream().mapToLong(Long::longValue).toArray(),
                Collections.nCopies(units.length, Optional.empty()),
                new LabelledSpikes(times, labels, units, 1 / rate));
        List<Column> columns = new ArrayList<>();
        columns.add(Column.ofNumbers(Recording.ID, "int64", "cluster_id", units));
        List<Path> files = new ArrayList<>(List.of(folder.resolve(TIMES), labelFile, folder.resolve(PARAMS)));
        List<Recording.Unreadable> unreadable = new ArrayList<>();
        addTables(folder, units, columns, files, unreadable);
        params.remove("sample_rate");
        params.put("sample_rate", rate + " Hz");
        Path name = folder.toAbsolutePath().normalize().getFileName();
        Dataset.Source source = new Dataset.Source(
                name == null ? folder.toString() : name.toString(),
                folder.toString(),
                "Phy folder",
                Fingerprint.of(files),
                params);
        return new Recording(
                source, trains, columns, List.of(), List.of(), new Recording.Findings(unreadable, warnings, Map.of()));
    }

    private static Path labels(Path folder, List<String> warnings) {
        if (Files.exists(folder.resolve(CLUSTERS))) {
            return folder.resolve(CLUSTERS);
        }
        if (Files.exists(folder.resolve(TEMPLATES))) {
            warnings.add("There is no " + CLUSTERS + ", so the uncurated " + TEMPLATES + " was used.");
            return folder.resolve(TEMPLATES);
        }
        throw RecordingFormatException.ofFile(
                folder.toString(), "neither " + CLUSTERS + " nor " + TEMPLATES + " is in the folder", "");
    }

    private static Map<String, String> params(Path folder) {
        Path file = folder.resolve(PARAMS);
        if (!Files.exists(file)) {
            throw RecordingFormatException.ofFile(
                    folder.toString(),
                    PARAMS + " is missing, so the sample rate is not known",
                    "Write " + PARAMS + " with the line: sample_rate = 30000");
        }
        try (var in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(1 << 20), StandardCharsets.UTF_8).replace("\ufeff", "");
            Map<String, String> values = new LinkedHashMap<>();
            Matcher matcher = ASSIGNMENT.matcher(text);
            while (matcher.find()) {
                String quoted = matcher.group(2);
                values.put(
                        matcher.group(1),
                        quoted != null ? quoted : matcher.group(3).strip());
            }
            return values;
        } catch (IOException e) {
            throw RecordingFormatException.ofFile(file.toString(), "cannot be read (" + e.getMessage() + ")", "")
                    .causedBy(e);
        }
    }

    private static double sampleRate(Path folder, Map<String, String> params) {
        String text = params.getOrDefault("sample_rate", "");
        double rate = product(text);
        if (rate > 0 && !Double.isInfinite(rate)) {
            return rate;
        }
        throw RecordingFormatException.at(
                folder.toString(), PARAMS, "expected sample_rate = NUMBER above 0, got '" + text + "'", "");
    }

    /** Returns the value of a number, or of a product or quotient of numbers; NaN of anything else. */
    private static double product(String text) {
        String plain =
                text.replaceAll(";$", "").replaceAll("(?<=\\d)_(?=\\d)", "").strip();
        if (!plain.matches(NUMBER + "(\\s*[*/]\\s*" + NUMBER + ")*")) {
            return Double.NaN;
        }
        double value = 1;
        Matcher factors = Pattern.compile("([*/]?)\\s*(" + NUMBER + ")").matcher(plain);
        while (factors.find()) {
            double factor = Double.parseDouble(factors.group(2));
            value = factors.group(1).equals("/") ? value / factor : value * factor;
        }
        return value;
    }

    private static SortedMap<Double, Long> counts(NpyFile labels, Path file) {
        TreeMap<Double, Long> counts = new TreeMap<>();
        long[] small = new long[MOST_CLUSTERS];
        double[] block = new double[1 << 16];
        try (LabelledSpikes.Blocks reading = labels.open()) {
            for (int count = reading.next(block); count > 0; count = reading.next(block)) {
                for (int i = 0; i < count; i++) {
                    double label = block[i];
                    if (label >= 0 && label < small.length && label == (int) label) {
                        small[(int) label]++;
                    } else {
                        counts.merge(label, 1L, Long::sum);
                    }
                }
                if (counts.size() > MOST_CLUSTERS || counts.keySet().stream().anyMatch(c -> c != Math.rint(c))) {
                    throw RecordingFormatException.ofFile(file.toString(), "its values are no cluster numbers", "");
                }
            }
        }
        for (int label = 0; label < small.length; label++) {
            if (small[label] > 0) {
                counts.put((double) label, small[label]);
            }
        }
        return counts;
    }

    /** Adds the columns of cluster_info.tsv, and of the other tables where it does not have them. */
    private static void addTables(
            Path folder,
            double[] units,
            List<Column> columns,
            List<Path> files,
            List<Recording.Unreadable> unreadable) {
        List<Path> tables;
        try (Stream<Path> all = Files.list(folder)) {
            tables = all.filter(p -> p.getFileName().toString().matches("cluster_\\w+\\.(tsv|csv)"))
                    .sorted((a, b) -> Boolean.compare(!isInfo(a), !isInfo(b)) != 0
                            ? Boolean.compare(!isInfo(a), !isInfo(b))
                            : a.compareTo(b))
                    .toList();
        } catch (IOException e) {
            throw RecordingFormatException.ofFile(folder.toString(), "cannot be read (" + e.getMessage() + ")", "")
                    .causedBy(e);
        }
        for (Path table : tables) {
            try {
                for (Column column : TsvTable.read(table).columns(units)) {
                    if (columns.stream().noneMatch(c -> c.name().equals(column.name()))) {
                        columns.add(column);
                    }
                }
                files.add(table);
            } catch (RecordingFormatException e) {
                unreadable.add(new Recording.Unreadable(table.getFileName().toString(), e.problem()));
            }
        }
    }

    private static boolean isInfo(Path path) {
        return path.getFileName().toString().startsWith("cluster_info");
    }
}
