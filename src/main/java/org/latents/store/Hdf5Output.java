package org.latents.store;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.DatasetCreationOptions;
import io.jhdf.api.WritableDataset;
import io.jhdf.api.WritableGroup;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.OrderedDataType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
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

    /** What a dataset is made of; where there are packed values, the data are zeros in their shape. */
    private record Entry(Object data, DatasetCreationOptions options, Map<String, String> attributes, double[] packed) {
        Entry(Object data, DatasetCreationOptions options, Map<String, String> attributes) {
            this(data, options, attributes, new double[0]);
        }

        boolean isPacked() {
            return packed.length > 0;
        }
    }

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

    /**
     * Adds a contiguous dataset of rows or of matrices, row-major, which is not unfolded to nested arrays: these would
     * need more memory than the values. All rows of what jHDF writes are the same zeros; the values go over them.
     */
    Hdf5Output packed(String group, String name, double[] values, int columns) {
        double[][] zeros = new double[values.length / columns][];
        Arrays.fill(zeros, new double[columns]);
        return putPacked(group, name, zeros, values);
    }

    /** The same for square matrices of a size. */
    Hdf5Output packedSquares(String group, String name, double[] values, int size) {
        double[][][] zeros = new double[values.length / (size * size)][][];
        Arrays.fill(zeros, new double[size][size]);
        return putPacked(group, name, zeros, values);
    }

    private Hdf5Output putPacked(String group, String name, Object zeros, double[] values) {
        return put(
                group, name, new Entry(zeros, DatasetCreationOptions.builder().build(), Map.of(), values));
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
        writePacked(file);
    }

    /** Writes the values of packed datasets over their zeros. */
    private void writePacked(Path file) throws IOException {
        Map<String, double[]> packed = new LinkedHashMap<>();
        groups.forEach((group, datasets) -> datasets.forEach((name, entry) -> {
            if (entry.isPacked()) {
                packed.put(group + "/" + name, entry.packed());
            }
        }));
        if (packed.isEmpty()) {
            return;
        }
        try (HdfFile hdf = new HdfFile(file);
                FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (Map.Entry<String, double[]> entry : packed.entrySet()) {
                writeValues(hdf, hdf.getDatasetByPath(entry.getKey()), entry.getValue(), channel);
            }
        } catch (HdfException e) {
            throw new OutputException(file, e);
        }
    }

    private static void writeValues(HdfFile hdf, Dataset dataset, double[] values, FileChannel channel)
            throws IOException {
        if (!(dataset instanceof ContiguousDataset contiguous)
                || !(dataset.getDataType() instanceof OrderedDataType type)) {
            throw new IllegalStateException(dataset.getPath() + ": expected a contiguous dataset of numbers");
        }
        ByteBuffer buffer = ByteBuffer.allocate(Double.BYTES * CHUNK_CELLS).order(type.getByteOrder());
        channel.position(contiguous.getDataAddress() + hdf.getUserBlockSize());
        for (int from = 0; from < values.length; from += CHUNK_CELLS) {
            int length = Math.min(CHUNK_CELLS, values.length - from);
            buffer.clear();
            buffer.asDoubleBuffer().put(values, from, length);
            buffer.limit(length * Double.BYTES);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
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
