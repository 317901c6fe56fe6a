package org.latents.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.latents.data.RecordingFormatException;

/**
 * A list of numbers in a file of NumPy's format, versions 1 to 3
 * (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html): one dimension, or further ones of length 1.
 * Objects, which could run code in Python, are refused like any other type.
 */
final class NpyFile implements LabelledSpikes.NumberSource {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST_HEADER = 1 << 16;
    private static final Pattern DESCR = Pattern.compile("['\"]descr['\"]\\s*:\\s*['\"]([<>|=])([iuf])([1248])['\"]");
    private static final Pattern SHAPE = Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([0-9,\\sL]*)\\)");

    private final Path path;
    private final Hdf5Number number;
    private final long size;
    private final long dataStart;
    private final FileStamp stamp;

    private NpyFile(Path path, Hdf5Number number, long size, long dataStart) {
        this.path = path;
        this.number = number;
        this.size = size;
        this.dataStart = dataStart;
        this.stamp = FileStamp.of(path);
    }

    /**
     * Reads the header of a file.
     *
     * @throws RecordingFormatException if it is no such file, or shorter than its header says
     */
    static NpyFile open(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer start = read(channel, 0, 12);
            for (int i = 0; i < MAGIC.length; i++) {
                if (start.remaining() < 12 || start.get(i) != MAGIC[i]) {
                    throw problem(path, "not a NumPy file");
                }
            }
            int major = start.get(6);
            if (major < 1 || major > 3) {
                throw problem(path, "NumPy format version " + major + " is not known");
            }
            long length = major == 1 ? start.getShort(8) & 0xFFFF : start.getInt(8) & 0xFFFFFFFFL;
            long dataStart = (major == 1 ? 10 : 12) + length;
            if (length > LONGEST_HEADER || dataStart > channel.size()) {
                throw problem(path, "cut short, or its header is damaged");
            }
            ByteBuffer header = read(channel, dataStart - length, (int) length);
            String text = StandardCharsets.UTF_8.decode(header).toString();
            NpyFile file = new NpyFile(path, type(path, text), size(path, text), dataStart);
            long bytes = file.size * file.number.bytes();
            if (channel.size() - dataStart < bytes) {
                throw problem(path, "cut short: it has " + (channel.size() - dataStart) + " of " + bytes + " bytes");
            }
            return file;
        } catch (IOException e) {
            throw problem(path, "cannot be read (" + e.getMessage() + ")").causedBy(e);
        }
    }

    /** How many numbers there are. */
    long size() {
        return size;
    }

    private static Hdf5Number type(Path path, String header) {
        Matcher matcher = DESCR.matcher(header);
        if (!matcher.find() || matcher.group(2).equals("f") && matcher.group(3).equals("1")) {
            throw problem(path, "expected an array of numbers");
        }
        ByteOrder order = matcher.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        String kind = matcher.group(2);
        return new Hdf5Number(Integer.parseInt(matcher.group(3)), kind.equals("f"), !kind.equals("u"), order);
    }

    private static long size(Path path, String header) {
        Matcher matcher = SHAPE.matcher(header);
        if (!matcher.find()) {
            throw problem(path, "its header names no shape");
        }
        long size = 1;
        int longDimensions = 0;
        for (String length : matcher.group(1).replace("L", "").split(",")) {
            if (length.isBlank()) {
                continue;
            }
            if (length.strip().length() > 15) {
                throw problem(path, "it claims more values than can be");
            }
            long value = Long.parseLong(length.strip());
            longDimensions += value > 1 ? 1 : 0;
            size = value == 0 || size == 0 ? 0 : size * (longDimensions > 1 ? 1 : value);
        }
        if (longDimensions > 1) {
            throw problem(
                    path,
                    "expected one number a spike, got the shape ("
                            + matcher.group(1).strip() + ")");
        }
        return size;
    }

    @Override
    public LabelledSpikes.Blocks open() {
        stamp.check(path);
        try {
            return new Reading(FileChannel.open(path, StandardOpenOption.READ));
        } catch (IOException e) {
            throw problem(path, "cannot be read (" + e.getMessage() + ")").causedBy(e);
        }
    }

    private static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        int count = channel.read(buffer, position);
        while (count > 0 && buffer.hasRemaining()) {
            count = channel.read(buffer, position + buffer.position());
        }
        return buffer.flip();
    }

    private static RecordingFormatException problem(Path path, String problem) {
        return RecordingFormatException.ofFile(path.toString(), problem, "");
    }

    private final class Reading implements LabelledSpikes.Blocks {
        private final FileChannel channel;
        private long done;

        Reading(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public int next(double[] target) {
            int count = (int) Math.min(target.length, size - done);
            try {
                ByteBuffer block = read(channel, dataStart + done * number.bytes(), count * number.bytes());
                if (block.remaining() < count * number.bytes()) {
                    throw problem(path, "cut short while it was read");
                }
                number.decode(block, 0, target, 0, count);
            } catch (IOException e) {
                throw problem(path, "cannot be read (" + e.getMessage() + ")").causedBy(e);
            }
            done += count;
            return count;
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw problem(path, "cannot be closed (" + e.getMessage() + ")").causedBy(e);
            }
        }
    }
}
