package org.latents.store;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.DatasetCreationOptions;
import io.jhdf.api.WritableDataset;
import io.jhdf.api.WritableGroup;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An HDF5 file to be written in one go: root attributes, and datasets in groups one level below the root. What jHDF
 * would write wrongly without saying so is refused here: empty arrays, names with a slash, groups without a dataset.
 */
final class Hdf5Output {
    private static final int CHUNK_CELLS = 1 << 16;

    private final Map<String, Object> attributes = new LinkedHashMap<>();
    private final Map<String, Map<String, Entry>> groups = new LinkedHashMap<>();

    private record Entry(Object data, DatasetCreationOptions options, Map<String, String> attributes) {}

    /** Sets a root attribute: a text or a number. */
    Hdf5Output attribute(String name, Object value) {
        attributes.put(name, value);
        return this;
    }

    /** Adds a dataset, contiguous and uncompressed; the group is "" for the root. */
    Hdf5Output dataset(String group, String name, Object array) {
        return dataset(group, name, array, Map.of());
    }

    /** Adds a dataset with attributes, texts that are not empty. */
    Hdf5Output dataset(String group, String name, Object array, Map<String, String> texts) {
        return put(
                group, name, new Entry(array, DatasetCreationOptions.builder().build(), texts));
    }

    /** Adds a dataset of unsigned integers with two dimensions, in chunks of whole rows, shuffled and deflated. */
    Hdf5Output packedUnsigned(String group, String name, Object rows) {
        int columns = Array.getLength(Array.get(rows, 0));
        int chunkRows = Math.max(1, Math.min(Array.getLength(rows), CHUNK_CELLS / columns));
        DatasetCreationOptions options = DatasetCreationOptions.builder()
                .unsigned()
                .chunkDimensions(chunkRows, columns)
                .shuffle()
                .deflate(4)
                .build();
        return put(group, name, new Entry(rows, options, Map.of()));
    }

    /**
     * Writes the file.
     *
     * @throws OutputException if it cannot be written
     */
    void write(Path file) throws IOException {
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            attributes.forEach(hdf::putAttribute);
            groups.forEach((group, datasets) -> {
                WritableGroup target = group.isEmpty() ? hdf : hdf.putGroup(group);
                datasets.forEach((name, entry) -> {
                    WritableDataset dataset = target.putDataset(name, entry.data(), entry.options());
                    entry.attributes().forEach(dataset::putAttribute);
                });
            });
        } catch (HdfException | UncheckedIOException e) {
            throw new OutputException(file, e);
        }
    }

    private Hdf5Output put(String group, String name, Entry entry) {
        if (name.isEmpty() || name.contains("/") || group.contains("/")) {
            throw new IllegalArgumentException(
                    "name: expected one without a slash, got '" + group + "', '" + name + "'");
        }
        if (isEmpty(entry.data())) {
            throw new IllegalArgumentException(group + "/" + name + ": an array without entries cannot be written");
        }
        groups.computeIfAbsent(group, key -> new LinkedHashMap<>()).put(name, entry);
        return this;
    }

    private static boolean isEmpty(Object data) {
        if (!data.getClass().isArray()) {
            return false;
        }
        return Array.getLength(data) == 0 || (Array.get(data, 0) != null && isEmpty(Array.get(data, 0)));
    }
}
