package org.latents.recording;

import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.util.List;
import java.util.Map;
import org.latents.data.RecordingFormatException;

/** The filters that HDF5 applies to chunks, by number and name; {@link ChunkDecoder} undoes those that are known. */
final class Hdf5Filters {
    static final int DEFLATE = 1;
    static final int SHUFFLE = 2;
    static final int FLETCHER32 = 3;
    static final int LZF = 32000;
    static final int LZ4 = 32004;
    static final int BITSHUFFLE = 32008;
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
}
