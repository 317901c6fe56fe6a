package org.latents.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
    private static final List<Column> COLUMNS = List.of(
            Column.ofNumbers("rate", "float64", "", 0.5, 2, Double.NaN, -3),
            Column.ofTexts("quality", "text", "", List.of("good", "mua", "", "it's")),
            Column.ofBooleans("is_sua", "bool", "", List.of(true, false, true, false)),
            Column.ofLists("tags", "list", "", List.of(List.of("a", "b"), List.of(), List.of(1.0, 2.0), List.of("b"))),
            Column.ofNumbers("peak to trough", "float64", "", 1, 2, 3, 4),
            Column.ofNumbers("file.rate", "float64", "", 9, 9, 9, 9),
            Column.opaque("waveform_mean", "float32 [82×2]", "", 4));

    private static String rows(String text) {
        StringBuilder rows = new StringBuilder();
        Expression expression = Expression.parse(text, "--units", COLUMNS);
        for (int row = 0; row < 4; row++) {
            rows.append(expression.isTrue(row) ? "1" : "0");
        }
        return rows.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "rate > 0.5;0100",
                "rate >= 0.5;1100",
                "rate<1;1001",
                "rate == 2;0100",
                "rate = 2;0100",
                "rate != 2;1011",
                "quality == \"good\";1000",
                "quality != \"good\";0111",
                "is_sua;1010",
                "!is_sua;0101",
                "not is_sua;0101",
                "!!is_sua;1010",
                "is_sua == false;0101",
                "rate > 0 && is_sua;1000",
                "rate > 0 and is_sua;1000",
                "rate > 1 || is_sua;1110",
                "rate > 1 or quality == \"good\" and is_sua;1100",
                "(rate > 1 or quality == \"good\") and is_sua;1000",
                "rate in (2, -3);0101",
                "quality in (\"good\", \"mua\");1100",
                "tags contains \"b\";1001",
                "tags contains 2;0010",
                "quality contains \"o\";1000",
                "length(tags) == 2;1010",
                "length(quality) > 3;1001",
                "missing(rate);0010",
                "missing(quality);0010",
                "missing(tags);0100",
                "abs(rate) > 1;0101",
                "rate * 2 + 1 == 2;1000",
                "rate / 2 - 1 == 0;0100",
                "-rate == 3;0001",
                "2 - 1 - 1 == 0;1111",
                "8 / 4 / 2 == 1;1111",
                "1e-1 < rate;1100",
                "`peak to trough` > 2;0011",
                "file.rate == 9;1111",
                "true;1111",
                "(rate < 1) == true;1001"
            })
    void conditionsChooseRows(String text, String chosen) {
        assertThat(rows(text)).isEqualTo(chosen);
    }

    @Test
    void aTextMayHoldTheOtherQuote() {
        assertThat(rows("quality == \"it's\"")).isEqualTo("0001");
        assertThat(rows("quality == 'good'")).isEqualTo("1000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "rate >;7;expected a column, a number, a text or '('",
                "qualty == 'good';1;unknown column 'qualty'",
                "rate > 0.5 && qualty == 'good';15;unknown column 'qualty'",
                "rate > 'a';8;expected a number to compare with, got a text",
                "rate;1;expected a condition",
                "rate > 1 rate;10;expected '&&'",
                "rate && is_sua;1;expected a condition before 'and', got a number",
                "quality == 'good;12;not closed",
                "rate # 2;6;'#' has no meaning",
                "(rate > 1;10;expected ')'",
                "rate in 2;9;expected '(' after 'in'",
                "tags == 'a';6;use 'contains'",
                "is_sua < true;8;no order",
                "waveform_mean > 1;1;cannot be used",
                "rate + quality > 1;8;expected a number, got a text",
                "'';1;expected a condition",
                "missing rate;1;unknown column 'missing'"
            },
            quoteCharacter = '%')
    void errorsPointAtTheCharacter(String text, int character, String problem) {
        assertThatThrownBy(() -> Expression.parse(text, "--units", COLUMNS))
                .isInstanceOf(SelectionException.class)
                .hasMessageStartingWith("--units: ")
                .hasMessageContaining(problem)
                .hasMessageContaining("at character " + character + "\n")
                .hasMessageEndingWith("\n  " + text + "\n  " + " ".repeat(character - 1) + "^");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"java.lang.Runtime", "T(java.lang.Runtime).getRuntime()", "rate.getClass()", "new Object()"})
    void noClassCanBeReached(String text) {
        assertThatThrownBy(() -> Expression.parse(text, "--units", COLUMNS)).isInstanceOf(SelectionException.class);
    }

    @Test
    void deepNestingIsRefusedInsteadOfOverflowingTheStack() {
        for (String open : List.of("(", "-", "missing(", "!(")) {
            String text = open.repeat(100_000) + "rate > 1";
            assertThatThrownBy(() -> Expression.parse(text, "--units", COLUMNS)).isInstanceOf(SelectionException.class);
        }
    }

    @Property(tries = 2000)
    void anyTextIsReadOrRefusedWithAMessage(@ForAll @CharRange(from = ' ', to = '~') String text) {
        try {
            Expression.parse(text, "--units", COLUMNS).isTrue(0);
        } catch (SelectionException e) {
            assertThat(e).hasMessageContaining("at character ");
        }
    }
}
