package org.latents.store;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Numbers and texts of an HDF5 file of the project's own formats, whatever wrote it: any integer or floating-point type
 * of any byte order. Whatever goes wrong inside the HDF5 library leaves as a {@link FileFormatException} with the file
 * and the path.
 */
final class Hdf5Input implements AutoCloseable {
    private static final long MAX_CELLS = Integer.MAX_VALUE - 8L;

    private final Path file;
    private final HdfFile hdf;

    private Hdf5Input(Path file, HdfFile hdf) {
        this.file = file;
        this.hdf = hdf;
    }

    /** An array with its dimensions, row-major. */
    record Numbers(int[] dimensions, double[] values) {}

    /**
     * Opens a file.
     *
     * @throws NoSuchFileException if it is not there
     * @throws FileFormatException if it is not HDF5, or cut short
     */
    static Hdf5Input open(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isRegularFile(file)) {
            throw new FileFormatException(file, "is not a file");
        }
        Hdf5Signature.check(file);
        return new Hdf5Input(file, guard(file, "", () -> new HdfFile(file)));
    }

    /** Returns whether there is a node at a path. */
    boolean has(String path) {
        return find(path).isPresent();
    }

    /** Returns a root attribute as text, if it is there. */
    Optional<String> textAttribute(String name) {
        return guard(
                file,
                "attribute " + name,
                () -> Optional.ofNullable(hdf.getAttribute(name))
                        .map(Attribute::getData)
                        .map(data -> text(name, data)));
    }

    /** Returns a root attribute as number, if it is there. */
    Optional<Double> numberAttribute(String name) {
        return guard(
                file,
                "attribute " + name,
                () -> Optional.ofNullable(hdf.getAttribute(name))
                        .map(Attribute::getData)
                        .map(data -> number(name, data)));
    }

    /** Returns the dimensions of a dataset, without reading it. */
    int[] dimensions(String path) {
        return guard(file, path, () -> dataset(path).getDimensions());
    }

    /**
     * Returns a dataset as doubles.
     *
     * @param path such as {@code /parameters/A}
     * @param expected the dimensions it must have
     * @param names what the dimensions count, such as {@code latents × latents}
     * @throws FileFormatException if it is missing or has another shape; the message says which was expected and found
     */
    double[] doubles(String path, String names, int... expected) {
        int[] found = dimensions(path);
        if (!Arrays.equals(found, expected)) {
            throw problem(path, "expected shape " + shape(expected) + " (" + names + "), found " + shape(found));
        }
        return guard(file, path, () -> toDoubles(path, dataset(path)));
    }

    /** Returns a dataset of whole numbers with one dimension. */
    int[] integers(String path) {
        int[] found = dimensions(path);
        if (found.length != 1) {
            throw problem(path, "expected one dimension, found shape " + shape(found));
        }
        double[] values = guard(file, path, () -> toDoubles(path, dataset(path)));
        int[] integers = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            integers[i] = (int) values[i];
            if (integers[i] != values[i]) {
                throw problem(path, "entry " + i + " (from 0) is " + values[i] + ", expected a whole number");
            }
        }
        return integers;
    }

    /** Returns the exception for a path of this file. */
    FileFormatException problem(String path, String problem) {
        return new FileFormatException(file, path + ": " + problem);
    }

    /** Returns a shape for messages, such as {@code [3, 2]}. */
    static String shape(int... dimensions) {
        return Arrays.toString(dimensions);
    }

    @Override
    public void close() {
        hdf.close();
    }

    private Optional<Node> find(String path) {
        return guard(file, path, () -> {
            Node node = hdf;
            for (String name : path.substring(1).split("/")) {
                node = node instanceof Group group ? group.getChild(name) : null;
            }
            return Optional.ofNullable(node);
        });
    }

    private Dataset dataset(String path) {
        Node node = find(path).orElseThrow(() -> problem(path, "is missing"));
        if (!(node instanceof Dataset dataset)) {
            throw problem(path, "expected a dataset, found a group");
        }
        return dataset;
    }

    private double[] toDoubles(String path, Dataset dataset) {
        if (dataset.getSize() > MAX_CELLS) {
            throw problem(path, "has " + dataset.getSize() + " entries; at most " + MAX_CELLS + " can be read");
        }
        if (dataset.isEmpty() || dataset.getSize() == 0) {
            throw problem(path, "holds no values");
        }
        Object data = dataset.isScalar() ? dataset.getData() : dataset.getDataFlat();
        if (data instanceof double[] values) {
            return values;
        }
        if (data instanceof float[] values) {
            double[] wide = new double[values.length];
            Arrays.setAll(wide, i -> values[i]);
            return wide;
        }
        if (data instanceof int[] values) {
            return Arrays.stream(values).asDoubleStream().toArray();
        }
        if (data instanceof long[] values) {
            return Arrays.stream(values).asDoubleStream().toArray();
        }
        return toDoublesFromRare(path, data);
    }

    private double[] toDoublesFromRare(String path, Object data) {
        if (data instanceof byte[] values) {
            double[] wide = new double[values.length];
            Arrays.setAll(wide, i -> values[i]);
            return wide;
        }
        if (data instanceof short[] values) {
            double[] wide = new double[values.length];
            Arrays.setAll(wide, i -> values[i]);
            return wide;
        }
        if (data instanceof BigInteger[] values) {
            return Arrays.stream(values).mapToDouble(BigInteger::doubleValue).toArray();
        }
        if (data instanceof Number value) {
            return new double[] {value.doubleValue()};
        }
        throw problem(path, data == null ? "was never written" : "expected numbers");
    }

    private String text(String name, Object data) {
        if (data instanceof String text) {
            return text.strip();
        }
        if (data instanceof String[] texts && texts.length == 1) {
            return texts[0].strip();
        }
        if (data instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8).replace("\0", "").strip();
        }
        throw new FileFormatException(file, "attribute '" + name + "': expected one text");
    }

    private double number(String name, Object data) {
        if (data instanceof Number number) {
            return number.doubleValue();
        }
        if (data instanceof double[] values && values.length == 1) {
            return values[0];
        }
        if (data instanceof float[] values && values.length == 1) {
            return values[0];
        }
        throw new FileFormatException(file, "attribute '" + name + "': expected one number");
    }

    /** The one boundary: the HDF5 library answers hostile bytes with exceptions of many kinds. */
    private static <T> T guard(Path file, String path, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (FileFormatException e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError e) {
            String place = path.isEmpty() ? "" : path + ": ";
            String name = e.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            throw new FileFormatException(file, place + "cannot be read as HDF5 (" + name + ")", e);
        }
    }
}
