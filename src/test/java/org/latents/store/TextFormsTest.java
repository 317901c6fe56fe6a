package org.latents.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JSON and CSV: what is written is read back as the same value. */
class TextFormsTest {
    @TempDir
    private Path folder;

    @Property(tries = 200)
    void jsonKeepsEveryFiniteDoubleToTheBit(@ForAll long bits) throws IOException {
        double value = Double.longBitsToDouble(bits);
        Path file = Files.createTempFile("json", ".json");
        try {
            Files.writeString(file, Json.text(Map.of("v", value, "list", new double[] {value})));
            JsonFields back = Json.read(file);
            long expected = Double.doubleToLongBits(Double.isFinite(value) ? value : Double.NaN);

            assertThat(Double.doubleToLongBits(back.number("v"))).isEqualTo(expected);
            assertThat(Double.doubleToLongBits(back.numbers("list")[0])).isEqualTo(expected);
        } finally {
            Files.delete(file);
        }
    }

    @Property(tries = 200)
    void csvKeepsEveryFieldAndFiniteDouble(@ForAll @Size(3) List<String> fields, @ForAll long bits) throws IOException {
        double value = Double.longBitsToDouble(bits);
        CsvTable table = new CsvTable("a", "b", "c", "number");
        List<String> clean =
                fields.stream().map(f -> f.replaceAll("[\\p{Cs}\\p{Cn}]", "")).toList();
        table.row(clean.get(0), clean.get(1), clean.get(2), value);
        Path file = Files.createTempFile("csv", ".csv");
        try {
            Files.writeString(file, table.text());
            CsvTable back = CsvTable.read(file);

            assertThat(back.size()).isEqualTo(1);
            assertThat(List.of(back.get(0, "a"), back.get(0, "b"), back.get(0, "c")))
                    .isEqualTo(clean);
            String number = back.get(0, "number");
            if (Double.isFinite(value)) {
                assertThat(Double.doubleToLongBits(Double.parseDouble(number)))
                        .isEqualTo(Double.doubleToLongBits(value));
            } else {
                assertThat(number).isEmpty();
            }
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void jsonNeverSaysNaN() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("nan", Double.NaN);
        map.put("list", new double[] {1, Double.POSITIVE_INFINITY});
        map.put("absent", Optional.empty());

        assertThat(Json.line(map)).isEqualTo("{\"nan\":null,\"list\":[1.0,null],\"absent\":null}");
    }

    @Test
    void jsonNamesWhatIsWrongWithAFile() throws IOException {
        Path file = folder.resolve("metrics.json");
        Files.writeString(file, "{\"elbo\": \"text\", \"list\": [1, \"a\"]}");
        JsonFields fields = Json.read(file);

        assertThatThrownBy(() -> fields.number("elbo")).hasMessage(file + ": 'elbo': expected a number");
        assertThatThrownBy(() -> fields.number("kl")).hasMessage(file + ": 'kl' is missing");
        assertThatThrownBy(() -> fields.numbers("list")).hasMessage(file + ": 'list': expected numbers");
        Files.writeString(file, "{\"elbo\": 1,");
        assertThatThrownBy(() -> Json.read(file))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("is not JSON: line 1");
        Files.writeString(file, "[1]");
        assertThatThrownBy(() -> Json.read(file)).hasMessageContaining("expected a JSON object");
    }

    @Test
    void csvRowsHaveAsManyFieldsAsTheHeader() throws IOException {
        assertThatThrownBy(() -> new CsvTable("a", "b").row(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 2");
        Path file = Files.writeString(folder.resolve("t.csv"), "a,b\n1,2\n3\n");
        assertThatThrownBy(() -> CsvTable.read(file))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("row 3: expected 2 fields, got 1");
    }

    @Test
    void csvIsAPureTable() {
        CsvTable table = new CsvTable("unit", "remark").row(1, "a, \"b\"").row(2, "");

        assertThat(Arrays.asList(table.text().split("\n"))).containsExactly("unit,remark", "1,\"a, \"\"b\"\"\"", "2,");
    }
}
