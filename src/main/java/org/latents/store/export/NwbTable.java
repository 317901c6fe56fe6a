package org.latents.store.export;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** A table of NWB (DynamicTable of hdmf-common 1.8.0): a column per dataset, and identifiers of rows from 0. */
final class NwbTable {
    private static final String NAMESPACE = "hdmf-common";

    private final String identifier;
    private final String path;
    private final int rows;
    private final Map<String, Hdf5Node> columns = new LinkedHashMap<>();

    /**
     * Starts a table.
     *
     * @param identifier of the file, from which those of its objects are made
     * @param path where it will be
     * @param rows number of rows
     */
    NwbTable(String identifier, String path, int rows) {
        this.identifier = identifier;
        this.path = path;
        this.rows = rows;
    }

    NwbTable doubles(String name, String description, double[] values, int... dimensions) {
        columns.put(name, Hdf5Node.Doubles.of(column(name, description), values, dimensions));
        return this;
    }

    NwbTable integers(String name, String description, int... values) {
        columns.put(name, new Hdf5Node.Integers(column(name, description), values));
        return this;
    }

    NwbTable texts(String name, String description, String... values) {
        columns.put(name, Hdf5Node.Texts.list(column(name, description), values));
        return this;
    }

    /** Returns the table as a group of a type. */
    Hdf5Node.Group group(String description, String namespace, String type) {
        Hdf5Node.Group group = new Hdf5Node.Group()
                .with("colnames", columns.keySet().toArray(String[]::new))
                .with("description", description)
                .with("namespace", namespace)
                .with("neurodata_type", type)
                .with("object_id", NwbExport.uuid(identifier + path));
        Map<String, Object> ids = attributes("id", "ElementIdentifiers");
        group.add("id", new Hdf5Node.Integers(ids, IntStream.range(0, rows).toArray()));
        columns.forEach(group::add);
        return group;
    }

    private Map<String, Object> column(String name, String description) {
        Map<String, Object> attributes = attributes(name, "VectorData");
        attributes.put("description", description);
        return attributes;
    }

    private Map<String, Object> attributes(String name, String type) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("namespace", NAMESPACE);
        attributes.put("neurodata_type", type);
        attributes.put("object_id", NwbExport.uuid(identifier + path + "/" + name));
        return attributes;
    }
}
