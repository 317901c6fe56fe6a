package org.latents.store.export;

import java.util.LinkedHashMap;
import java.util.Map;

/** A group or a dataset of an HDF5 file to be written, with its attributes: texts, lists of texts, whole numbers. */
sealed interface Hdf5Node {
    /** The attributes by name: each a {@code String}, a {@code String[]}, an {@code Integer} or a {@code Double}. */
    Map<String, Object> attributes();

    /** A group; it may be empty. */
    record Group(Map<String, Object> attributes, Map<String, Hdf5Node> children) implements Hdf5Node {
        /** Starts a group without attributes. */
        Group() {
            this(new LinkedHashMap<>(), new LinkedHashMap<>());
        }

        /** Sets an attribute. */
        Group with(String name, Object value) {
            attributes.put(name, value);
            return this;
        }

        /**
         * Adds a child.
         *
         * @throws IllegalArgumentException if its name is empty, or has a slash
         */
        Group add(String name, Hdf5Node child) {
            if (name.isEmpty() || name.contains("/")) {
                throw new IllegalArgumentException("name: expected one without a slash, got '" + name + "'");
            }
            children.put(name, child);
            return this;
        }
    }

    /** One text, or a list of texts. */
    record Texts(Map<String, Object> attributes, boolean isScalar, String... values) implements Hdf5Node {
        /** A single text. */
        static Texts of(String text) {
            return new Texts(Map.of(), true, text);
        }

        /** A list of texts. */
        static Texts list(Map<String, Object> attributes, String... texts) {
            return new Texts(attributes, false, texts);
        }
    }

    /**
     * Doubles that are made while they are written.
     *
     * @param dimensions the first one counts rows
     * @param rows makes a row
     */
    record Doubles(Map<String, Object> attributes, Rows rows, int... dimensions) implements Hdf5Node {
        /** Returns the number of doubles in a row. */
        int rowLength() {
            int length = 1;
            for (int axis = 1; axis < dimensions.length; axis++) {
                length = Math.multiplyExact(length, dimensions[axis]);
            }
            return length;
        }

        /** Doubles that are there already, row-major. */
        static Doubles of(Map<String, Object> attributes, double[] values, int... dimensions) {
            return new Doubles(
                    attributes,
                    (row, target) -> System.arraycopy(values, row * target.length, target, 0, target.length),
                    dimensions);
        }
    }

    /** Makes one row of doubles. */
    @FunctionalInterface
    interface Rows {
        /** Fills the target with the row of a number from 0. */
        void fill(int row, double[] target);
    }

    /** Whole numbers, one dimension. */
    record Integers(Map<String, Object> attributes, int... values) implements Hdf5Node {}
}
