package org.latents.recording;

import io.jhdf.api.Dataset;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.CompoundDataType;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.Reference;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import io.jhdf.object.message.FilterPipelineMessage;
import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.latents.data.RecordingFormatException;

/** A dataset: an array of numbers, texts or other values, with its shape checked against what the file can hold. */
final class Hdf5Dataset extends Hdf5Object {
    /** Most values that are read at once into memory; longer datasets are streamed. */
    static final long MOST_VALUES = 16_000_000;

    /** The most that the deflate format can expand, with a margin. */
    static final long LARGEST_EXPANSION = 1040;

    private static final int NULL_DATASPACE = 2;

    Hdf5Dataset(Hdf5File file, String path, Node node) {
        super(file, path, node);
    }

    @Override
    Hdf5Dataset renamed(String shownPath) {
        return new Hdf5Dataset(file(), shownPath, node());
    }

    Dataset dataset() {
        return (Dataset) node();
    }

    /** The shape, slowest dimension first; empty for a scalar, {@code [0]} for a dataspace without any value. */
    long[] shape() {
        return guard(() -> {
            boolean isNull = header().getMessagesOfType(DataSpaceMessage.class).stream()
                    .anyMatch(message -> message.getDataSpace().getType() == NULL_DATASPACE);
            return isNull ? new long[] {0} : dataset().getDimensionsAsLong();
        });
    }

    /** Number of values. */
    long size() {
        long size = 1;
        for (long length : shape()) {
            size = length == 0 ? 0 : Math.multiplyHigh(size, length) != 0 ? Long.MAX_VALUE : size * length;
            if (size <= 0) {
                return size;
            }
        }
        return size;
    }

    DataType type() {
        return guard(() -> {
            boolean shared = header().getMessagesOfType(DataTypeMessage.class).stream()
                    .anyMatch(message -> message.isMessageShared());
            if (shared) {
                throw RecordingFormatException.at(
                        file().shown(),
                        path(),
                        "it uses a named data type, which is not supported",
                        "Rewrite the" + " dataset with a plain type");
            }
            return dataset().getDataType();
        });
    }

    /** Returns the form of the numbers, if it holds numbers. */
    Optional<Hdf5Number> number() {
        return Hdf5Number.of(type());
    }

    boolean isNumeric() {
        return number().isPresent() && !(type() instanceof EnumDataType);
    }

    /** Whether it is an enumeration of FALSE and TRUE, as h5py writes truth values. */
    boolean isBoolean() {
        return type() instanceof EnumDataType enumeration
                && enumeration.getEnumMapping().values().stream()
                        .map(name -> name.toUpperCase(java.util.Locale.ROOT))
                        .collect(Collectors.toSet())
                        .equals(java.util.Set.of("FALSE", "TRUE"));
    }

    /** Whether it is an enumeration of other names, such as the labels that a sorting gives to units. */
    boolean isLabel() {
        return type() instanceof EnumDataType && !isBoolean();
    }

    boolean isText() {
        DataType type = type();
        return type instanceof StringData || type instanceof VariableLength vlen && vlen.isVariableLengthString();
    }

    boolean isReference() {
        return type() instanceof Reference reference && reference.getType() == Reference.ReferenceType.OBJECT;
    }

    /** Name of the type in the manner of NumPy. */
    String typeName() {
        DataType type = type();
        if (isBoolean()) {
            return "bool";
        }
        if (isText()) {
            return "text";
        }
        if (type instanceof EnumDataType) {
            return "enum";
        }
        return Hdf5Number.of(type)
                .map(Hdf5Number::typeName)
                .orElse(
                        type instanceof Reference
                                ? "reference"
                                : type instanceof CompoundDataType
                                        ? "compound"
                                        : type instanceof VariableLength ? "variable length" : "other");
    }

    /** Names of the filters, in the order in which they were applied. */
    List<String> filters() {
        return filterInfo().stream().map(Hdf5Filters::nameOf).toList();
    }

    List<FilterInfo> filterInfo() {
        return guard(() -> header().getMessagesOfType(FilterPipelineMessage.class).stream()
                .flatMap(message -> message.getFilters().stream())
                .toList());
    }

    /** Fails where the dataset claims to hold more than the file can, or uses a filter that is not known. */
    void check() {
        guard(() -> {
            Hdf5Filters.check(this);
            long size = size();
            long bytes = Math.max(1, type().getSize());
            boolean tooMany = size < 0 || size > Long.MAX_VALUE / bytes;
            long claimed = tooMany ? Long.MAX_VALUE : size * bytes;
            long stored = stored();
            long most = filterInfo().isEmpty() ? stored : saturatedProduct(stored, LARGEST_EXPANSION);
            if (claimed > most) {
                String values =
                        size == Long.MAX_VALUE || tooMany ? "more values than can be counted" : size + " values";
                throw RecordingFormatException.at(
                        file().shown(),
                        path(),
                        "it claims " + values + ", but only " + stored + " bytes of them were" + " ever written",
                        "");
            }
            checkRows();
            return null;
        });
    }

    /** Fails for chunks at positions that the HDF5 library, which counts them in 32 bits, cannot reach. */
    private void checkRows() {
        long longest = Arrays.stream(shape()).max().orElse(0);
        if (longest > Integer.MAX_VALUE && dataset() instanceof ChunkedDataset) {
            throw RecordingFormatException.at(
                    file().shown(),
                    path(),
                    "it has " + longest + " rows in chunks, and at most " + Integer.MAX_VALUE + " can be read",
                    "Write it without chunks (h5repack -l CONTI IN OUT), or split the recording");
        }
    }

    private long stored() {
        if (dataset() instanceof ContiguousDataset contiguous) {
            long address = contiguous.getDataAddress();
            return address < 0 ? 0 : Math.max(0, file().size() - address);
        }
        if (!(dataset() instanceof ChunkedDataset)) {
            return file().size();
        }
        try {
            return dataset().getStorageInBytes();
        } catch (ArithmeticException e) {
            checkRows(); // the library fails to list chunks beyond 2³¹ rows
            throw e;
        }
    }

    private static long saturatedProduct(long a, long b) {
        return a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
    }

    /** Returns all values of a dataset of numbers, in order. */
    double[] numbers() {
        check();
        long size = size();
        if (size > MOST_VALUES) {
            throw RecordingFormatException.at(
                    file().shown(),
                    path(),
                    "it has " + size + " values where at most " + MOST_VALUES + " were" + " expected",
                    "");
        }
        double[] all = new double[(int) size];
        int[] filled = new int[1];
        Hdf5Stream.of(this).forEach((values, from, to) -> {
            System.arraycopy(values, from, all, filled[0], to - from);
            filled[0] += to - from;
        });
        return all;
    }

    /** Returns all texts of a dataset of texts, in order. */
    String[] texts() {
        check();
        if (size() > MOST_VALUES / 4) {
            throw RecordingFormatException.at(
                    file().shown(), path(), "it has " + size() + " texts, too many to hold", "");
        }
        return guard(() -> {
            Object data = size() == 0 ? new String[0] : dataset().getDataFlat();
            if (data instanceof String text) {
                return new String[] {text};
            }
            Object[] values = (Object[]) data;
            String[] texts = new String[values.length];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = values[i] == null ? "" : values[i].toString();
            }
            return texts;
        });
    }

    /** Returns the values of a dataset of truth values, in order. */
    boolean[] booleans() {
        EnumDataType enumeration = (EnumDataType) type();
        double[] numbers = numbers();
        boolean[] truths = new boolean[numbers.length];
        for (int i = 0; i < truths.length; i++) {
            String name = enumeration.getEnumMapping().get((int) numbers[i]);
            truths[i] = "TRUE".equalsIgnoreCase(name);
        }
        return truths;
    }

    /** Returns the names of the values of an enumeration, in order; a value without a name is shown as a number. */
    String[] labels() {
        Map<Integer, String> names = ((EnumDataType) type()).getEnumMapping();
        return Arrays.stream(numbers())
                .mapToObj(value -> names.getOrDefault((int) value, Integer.toString((int) value)))
                .toArray(String[]::new);
    }

    /** Returns the addresses of a dataset of object references, in order. */
    long[] references() {
        check();
        return guard(() -> {
            Object data = size() == 0 ? new long[0] : dataset().getDataFlat();
            return data instanceof Long single ? new long[] {single} : (long[]) data;
        });
    }
}
