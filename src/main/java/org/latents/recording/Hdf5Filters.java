package org.latents.recording;

import io.jhdf.filter.BitShuffleFilter;
import io.jhdf.filter.Lz4Filter;
import io.jhdf.filter.LzfFilter;
import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.latents.data.RecordingFormatException;

/**
 * The filters that HDF5 applies to chunks. Deflate, shuffle and checksum are undone here, within the size of a chunk.
 */
final class Hdf5Filters {
    private static final int DEFLATE = 1;
    private static final int SHUFFLE = 2;
    private static final int FLETCHER32 = 3;
    private static final int LZF = 32000;
    private static final int LZ4 = 32004;
    private static final int BITSHUFFLE = 32008;
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(DEFLATE, "gzip"),
            Map.entry(SHUFFLE, "shuffle"),
            Map.entry(FLETCHER32, "fletcher32"),
            Map.entry(4, "szip"),
            Map.entry(5, "nbit"),
            Map.entry(6, "scaleoffset"),
            Map.entry(307, "bzip2"),
            Map.entry(LZF, "lzf"),
            Map.entry(32001, "blosc"),
            Map.entry(LZ4, "lz4"),
            Map.entry(BITSHUFFLE, "bitshuffle"),
            Map.entry(32013, "zfp"),
            Map.entry(32015, "zstd"),
            Map.entry(32026, "blosc2"));
    private static final List<Integer> KNOWN = List.of(DEFLATE, SHUFFLE, FLETCHER32, LZF, LZ4, BITSHUFFLE);

    private Hdf5Filters() {}

    static String nameOf(FilterInfo filter) {
        return NAMES.getOrDefault(filter.getId(), "filter " + filter.getId());
    }

    /** Fails for a dataset with a filter that cannot be undone. */
    static void check(Hdf5Dataset dataset) {
        for (FilterInfo filter : dataset.filterInfo()) {
            if (!KNOWN.contains(filter.getId())) {
                throw RecordingFormatException.at(
                        dataset.file().shown(),
                        dataset.path(),
                        "it is compressed by the filter " + nameOf(filter) + " (id " + filter.getId()
                                + "), which is not supported",
                        "Rewrite the file with h5repack -f GZIP=4 IN OUT");
            }
        }
    }

    /** Undoes the filters of a chunk that has {@code bytes} bytes without them. */
    static byte[] decode(byte[] stored, List<FilterInfo> filters, int bytes) throws DataFormatException {
        byte[] data = stored;
        for (int i = filters.size() - 1; i >= 0; i--) {
            FilterInfo filter = filters.get(i);
            data = switch (filter.getId()) {
                case DEFLATE -> inflate(data, bytes + 4 * filters.size());
                case SHUFFLE -> unshuffle(data, filter.getData().length == 0 ? 1 : filter.getData()[0]);
                case FLETCHER32 -> withoutChecksum(data);
                case LZF -> new LzfFilter().decode(data, new int[] {0, 0, bytes});
                case LZ4 -> new Lz4Filter().decode(data, filter.getData());
                default -> new BitShuffleFilter().decode(data, filter.getData());
            };
        }
        if (data.length < bytes) {
            throw new DataFormatException("a chunk has " + data.length + " of " + bytes + " bytes");
        }
        return data;
    }

    private static byte[] inflate(byte[] data, int most) throws DataFormatException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(data);
            byte[] out = new byte[most];
            int length = 0;
            while (!inflater.finished()) {
                int more = inflater.inflate(out, length, most - length);
                if (more == 0) {
                    throw new DataFormatException(
                            length == most ? "a chunk holds more than its size" : "a chunk ends too early");
                }
                length += more;
            }
            return java.util.Arrays.copyOf(out, length);
        } finally {
            inflater.end();
        }
    }

    private static byte[] unshuffle(byte[] data, int width) {
        if (width <= 1) {
            return data;
        }
        int count = data.length / width;
        byte[] out = new byte[data.length];
        for (int b = 0; b < width; b++) {
            int from = b * count;
            for (int i = 0, to = b; i < count; i++, to += width) {
                out[to] = data[from + i];
            }
        }
        int done = count * width;
        System.arraycopy(data, done, out, done, data.length - done);
        return out;
    }

    private static byte[] withoutChecksum(byte[] data) throws DataFormatException {
        int length = data.length - 4;
        if (length < 0) {
            throw new DataFormatException("a chunk is shorter than its checksum");
        }
        int stored = (data[length] & 0xFF)
                | (data[length + 1] & 0xFF) << 8
                | (data[length + 2] & 0xFF) << 16
                | (data[length + 3] & 0xFF) << 24;
        if (stored != fletcher32(data, length)) {
            throw new DataFormatException("the checksum of a chunk is wrong");
        }
        return java.util.Arrays.copyOf(data, length);
    }

    /** Fletcher's checksum over big-endian words of 16 bits, as the HDF5 library computes it. */
    private static int fletcher32(byte[] data, int length) {
        long sum1 = 0;
        long sum2 = 0;
        for (int i = 0; i + 1 < length; i += 2) {
            sum1 = (sum1 + ((data[i] & 0xFF) << 8 | data[i + 1] & 0xFF)) % 65535;
            sum2 = (sum2 + sum1) % 65535;
        }
        if (length % 2 == 1) {
            sum1 = (sum1 + ((data[length - 1] & 0xFF) << 8)) % 65535;
            sum2 = (sum2 + sum1) % 65535;
        }
        return (int) (sum2 << 16 | sum1);
    }
}
