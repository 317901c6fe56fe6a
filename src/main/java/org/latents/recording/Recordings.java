package org.latents.recording;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.latents.catalog.Catalog;
import org.latents.data.Recording;
import org.latents.data.RecordingFormatException;
import org.latents.data.SelectionException;

/** Opens recordings of any known format. */
public final class Recordings {
    private Recordings() {}

    /** Opens a recording with the default options. */
    public static Recording open(Path path) {
        return open(path, ReaderOptions.withDefaults());
    }

    /**
     * Opens a recording. The format is recognised by content, unless the options name it; a path of counts chooses the
     * reader of counts files where no format is named.
     *
     * @throws RecordingFormatException if the file does not exist, has no known format or cannot be read
     * @throws SelectionException if the options name a format that there is not
     */
    public static Recording open(Path path, ReaderOptions options) {
        if (!Files.exists(path)) {
            throw RecordingFormatException.ofFile(path.toString(), "no such file or folder", "");
        }
        if (!Files.isReadable(path)) {
            throw RecordingFormatException.ofFile(path.toString(), "you are not allowed to read it", "");
        }
        return Hdf5Guard.call(path.toString(), "", () -> reader(path, options).read(path, options));
    }

    private static RecordingReader reader(Path path, ReaderOptions options) {
        Catalog<RecordingReader> readers = Catalog.of(RecordingReader.class);
        if (options.formatHint().isPresent()) {
            String name = options.formatHint().get();
            return readers.find(name)
                    .orElseThrow(() -> SelectionException.ofOption(
                            "--format-hint",
                            "there is no format '" + name + "'; there are " + String.join(", ", formats())));
        }
        Optional<RecordingReader> possible = Optional.empty();
        for (RecordingReader reader : readers.all()) {
            RecordingReader.Recognition recognition = reader.recognise(path);
            if (recognition == RecordingReader.Recognition.CERTAIN) {
                return reader;
            }
            if (recognition == RecordingReader.Recognition.POSSIBLE && possible.isEmpty()) {
                possible = Optional.of(reader);
            }
        }
        return possible.orElseThrow(() -> unknown(path));
    }

    private static RecordingFormatException unknown(Path path) {
        String known = "NWB, HDF5, MATLAB 7.3 or a Phy folder";
        if (Files.isDirectory(path)) {
            return RecordingFormatException.ofFile(
                    path.toString(),
                    "this folder is no recording",
                    "A Phy folder has spike_times.npy and spike_clusters.npy or spike_templates.npy");
        }
        String head = head(path);
        if (head.isEmpty()) {
            return RecordingFormatException.ofFile(path.toString(), "the file is empty", "");
        }
        if (head.startsWith("MATLAB 5.0 MAT-file")) {
            return RecordingFormatException.ofFile(
                    path.toString(), "a MATLAB 5 file, which is not read", "In MATLAB: save('NAME.mat', '-v7.3', ...)");
        }
        String kind = head.startsWith("PK") ? "a zip archive" : isText(head) ? "a text file" : "not a known format";
        return RecordingFormatException.ofFile(path.toString(), kind + ", where " + known + " was expected", "");
    }

    private static String head(Path path) {
        try (var in = Files.newInputStream(path)) {
            return new String(in.readNBytes(128), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw RecordingFormatException.ofFile(path.toString(), "cannot be read (" + e.getMessage() + ")", "")
                    .causedBy(e);
        }
    }

    private static boolean isText(String head) {
        return head.chars().allMatch(c -> c >= ' ' && c < 127 || c == '\n' || c == '\r' || c == '\t');
    }

    /** The names of the formats that are known, in alphabetical order. */
    public static List<String> formats() {
        return Catalog.of(RecordingReader.class).all().stream()
                .map(RecordingReader::name)
                .toList();
    }
}
