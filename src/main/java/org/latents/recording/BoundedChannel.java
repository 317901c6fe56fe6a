package org.latents.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * A read-only file that refuses to be read much more often than an honest file needs, so that pointers that run in a
 * circle end in an error. Mapping into memory is refused: a mapped file that shrinks would stop the Java machine.
 */
final class BoundedChannel extends FileChannel {
    private static final long FREE_BYTES = 256L << 20;
    private static final long FREE_READS = 1_000_000;

    private final FileChannel file;
    private final Map<Long, byte[]> overlays = new HashMap<>();
    private long bytesLeft;
    private long readsLeft;

    private BoundedChannel(FileChannel file, long size) {
        this.file = file;
        this.bytesLeft = FREE_BYTES + 8 * size;
        this.readsLeft = FREE_READS + size / 8;
    }

    static BoundedChannel open(Path path) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        return new BoundedChannel(file, file.size());
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        spend(target.remaining());
        return file.read(target);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        spend(target.remaining());
        int start = target.position();
        int count = file.read(target, position);
        overlays.forEach((at, bytes) -> {
            for (long i = Math.max(at, position); i < Math.min(at + bytes.length, position + count); i++) {
                target.put(start + (int) (i - position), bytes[(int) (i - at)]);
            }
        });
        return count;
    }

    /** Shows other bytes from a position on than the file has. */
    void overlay(long position, byte[] bytes) {
        overlays.put(position, bytes.clone());
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            spend(targets[i].remaining());
        }
        return file.read(targets, offset, length);
    }

    private synchronized void spend(long bytes) {
        bytesLeft -= bytes;
        readsLeft--;
        if (bytesLeft < 0 || readsLeft < 0) {
            throw new UncheckedIOException(new IOException("its structure leads in a circle"));
        }
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        file.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
        throw new UnsupportedOperationException("mapping");
    }

    @Override
    public int write(ByteBuffer source) {
        throw readOnly();
    }

    @Override
    public int write(ByteBuffer source, long position) {
        throw readOnly();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw readOnly();
    }

    @Override
    public FileChannel truncate(long size) {
        throw readOnly();
    }

    @Override
    public void force(boolean metaData) {
        throw readOnly();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
        throw readOnly();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
        throw readOnly();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) {
        throw readOnly();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) {
        throw readOnly();
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
    }

    private static UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException("this file is only read");
    }
}
