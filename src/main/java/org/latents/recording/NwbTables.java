package org.latents.recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.latents.data.Column;
import org.latents.data.Recording;
import org.latents.data.RecordingFormatException;

/** Reads the columns of the dynamic tables of NWB. */
final class NwbTables {
    static final String INDEX = "_index";

    private final Hdf5Survey survey;

    NwbTables(Hdf5Survey survey) {
        this.survey = survey;
    }

    /** Returns all columns of a table; those that cannot be read are reported and left out. */
    List<Column> columns(Hdf5Group table, String... except) {
        long rows = rows(table);
        List<Column> columns = new ArrayList<>();
        for (String name : names(table)) {
            if (Arrays.asList(except).contains(name)) {
                continue;
            }
            try {
                if (!table.has(name)) {
                    survey.unreadable()
                            .add(new Recording.Unreadable(table.pathOf(name), "listed in colnames, but missing"));
                    continue;
                }
                columns.add(column(table, name, rows));
            } catch (RecordingFormatException e) {
                survey.report(e, table.pathOf(name));
            }
        }
        return columns;
    }

    /** Number of rows, by the id column, or else by the first column without an index. */
    long rows(Hdf5Group table) {
        Optional<Hdf5Dataset> id = table.dataset("id");
        if (id.isPresent()) {
            return id.get().size();
        }
        for (String name : names(table)) {
            Optional<Hdf5Dataset> first = table.has(name + INDEX) ? table.dataset(name + INDEX) : table.dataset(name);
            if (first.isPresent()) {
                return first.get().shape().length == 0 ? 1 : first.get().shape()[0];
            }
        }
        return 0;
    }

    /** Names of the columns in the order of the file: {@code colnames}, then datasets that it does not list. */
    private static List<String> names(Hdf5Group table) {
        List<String> names = new ArrayList<>(table.texts("colnames"));
        for (String name : table.names()) {
            boolean isIndex = name.endsWith(INDEX) && table.has(name.substring(0, name.length() - INDEX.length()));
            if (!isIndex && !name.equals("id") && !names.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }

    private Column column(Hdf5Group table, String name, long rows) {
        Hdf5Dataset data = table.dataset(name)
                .orElseThrow(() ->
                        RecordingFormatException.at(table.file().shown(), table.pathOf(name), "it is no dataset", ""));
        long[] shape = data.shape();
        long length = shape.length == 0 ? 1 : shape[0];
        String description = data.text("description").orElse("");
        boolean doublyRagged = table.has(name + INDEX + INDEX);
        if (doublyRagged || shape.length > 1 || !isSimple(data)) {
            Hdf5Dataset outer = doublyRagged
                    ? table.dataset(name + INDEX + INDEX).orElseThrow()
                    : table.dataset(name + INDEX).orElse(data);
            checkRows(outer, outer.shape().length == 0 ? 1 : outer.shape()[0], rows);
            return Column.opaque(name, shapeText(data, doublyRagged, table.has(name + INDEX)), description, (int) rows);
        }
        Optional<Hdf5Dataset> index = table.dataset(name + INDEX);
        if (index.isPresent()) {
            RaggedIndex ends = RaggedIndex.read(index.get(), rows, length);
            IntFunction<Object> values = values(data);
            List<List<Object>> lists = new ArrayList<>();
            for (int row = 0; row < ends.rows(); row++) {
                lists.add(IntStream.range((int) ends.start(row), (int) ends.end(row))
                        .mapToObj(values)
                        .toList());
            }
            return Column.ofLists(name, "list of " + typeName(data), description, lists);
        }
        checkRows(data, length, rows);
        return plain(name, data, description);
    }

    private static void checkRows(Hdf5Dataset data, long length, long rows) {
        if (length != rows) {
            throw RecordingFormatException.at(
                    data.file().shown(), data.path(), "it has " + length + " rows, but the table has " + rows, "");
        }
    }

    private static boolean isSimple(Hdf5Dataset data) {
        return data.isNumeric() || data.isText() || data.isBoolean() || data.isLabel() || data.isReference();
    }

    private Column plain(String name, Hdf5Dataset data, String description) {
        if (data.isNumeric()) {
            return Column.ofNumbers(name, data.typeName(), description, data.numbers());
        }
        IntFunction<Object> values = values(data);
        int rows = (int) data.size();
        if (data.isBoolean()) {
            return Column.ofBooleans(
                    name,
                    data.typeName(),
                    description,
                    IntStream.range(0, rows)
                            .mapToObj(i -> (Boolean) values.apply(i))
                            .toList());
        }
        return Column.ofTexts(
                name,
                typeName(data),
                description,
                IntStream.range(0, rows).mapToObj(i -> (String) values.apply(i)).toList());
    }

    private static String typeName(Hdf5Dataset data) {
        return data.isReference() ? "reference" : data.typeName();
    }

    /** Returns the values of a simple column by position; references become the path they lead to. */
    private IntFunction<Object> values(Hdf5Dataset data) {
        if (data.isBoolean()) {
            boolean[] truths = data.booleans();
            return i -> truths[i];
        }
        if (data.isText() || data.isLabel()) {
            String[] texts = data.isText() ? data.texts() : data.labels();
            return i -> texts[i];
        }
        if (data.isReference()) {
            long[] addresses = data.references();
            return i -> survey.pathOf(addresses[i]).orElse("");
        }
        double[] numbers = data.numbers();
        return i -> numbers[i];
    }

    private static String shapeText(Hdf5Dataset data, boolean doublyRagged, boolean ragged) {
        String each =
                Arrays.stream(data.shape()).skip(1).mapToObj(Long::toString).collect(Collectors.joining("×"));
        return (doublyRagged ? "list of lists of " : ragged ? "list of " : "")
                + data.typeName()
                + (each.isEmpty() ? "" : " [" + each + "]");
    }
}
