package org.latents.recording;

import io.jhdf.AbstractNode;
import io.jhdf.ObjectHeader;
import io.jhdf.api.Attribute;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.message.DataSpaceMessage;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A group or a dataset in an HDF5 file. */
abstract class Hdf5Object {
    private final Hdf5File file;
    private final String path;
    private final Node node;

    Hdf5Object(Hdf5File file, String path, Node node) {
        this.file = file;
        this.path = path;
        this.node = node;
    }

    /** Returns the object whose header is at an address of the file. */
    static Hdf5Object at(Hdf5File file, String path, long address) throws IOException {
        ObjectHeader header;
        try {
            header = ObjectHeader.readObjectHeader(file.hdf().getHdfBackingStorage(), address);
        } catch (HdfException e) {
            if (!file.patchLayout(address)) {
                throw e;
            }
            header = ObjectHeader.readObjectHeader(file.hdf().getHdfBackingStorage(), address);
        }
        if (header.hasMessageOfType(DataSpaceMessage.class)) {
            return new Hdf5Dataset(file, path, file.hdf().getNodeByAddress(address));
        }
        return new Hdf5Group(file, path, address);
    }

    final Hdf5File file() {
        return file;
    }

    /** Where it is in the file; of a target of a link, where the link is. */
    final String path() {
        return path;
    }

    /** Last part of the path. */
    final String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    final long address() {
        return node.getAddress();
    }

    final Node node() {
        return node;
    }

    final ObjectHeader header() {
        return node instanceof AbstractNode known
                ? known.getHeader()
                : ObjectHeader.readObjectHeader(file.hdf().getHdfBackingStorage(), node.getAddress());
    }

    final <T> T guard(java.util.concurrent.Callable<T> reading) {
        return Hdf5Guard.call(file.shown(), path, reading);
    }

    /** Returns the same object under the path by which it was reached. */
    abstract Hdf5Object renamed(String shownPath);

    /** Names of all attributes. */
    final List<String> attributeNames() {
        return guard(() -> new ArrayList<>(node.getAttributes().keySet()));
    }

    /** Returns the text of an attribute, if there is one that is a text, or the only text of a list. */
    final Optional<String> text(String attribute) {
        return value(attribute)
                .map(value -> value instanceof String[] texts && texts.length == 1 ? texts[0] : value)
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    /** Returns the texts of an attribute that is a list of texts; empty if there is none. */
    final List<String> texts(String attribute) {
        Object value = value(attribute).orElse("");
        if (value instanceof String[] texts) {
            return List.of(texts);
        }
        return value instanceof String text && !text.isEmpty() ? List.of(text) : List.of();
    }

    /** Returns the number of an attribute that is a number, or the only number of a list. */
    final OptionalDouble number(String attribute) {
        Object value = value(attribute).orElse("");
        if (value.getClass().isArray() && Array.getLength(value) == 1) {
            value = Array.get(value, 0);
        }
        return value instanceof Number number ? OptionalDouble.of(number.doubleValue()) : OptionalDouble.empty();
    }

    private Optional<Object> value(String attribute) {
        return guard(() -> {
            Attribute found = node.getAttribute(attribute);
            if (found == null || found.getSize() > 1_000_000) {
                return Optional.empty();
            }
            return Optional.ofNullable(found.getData());
        });
    }

    @Override
    public final String toString() {
        return file.shown() + ":" + path;
    }
}
