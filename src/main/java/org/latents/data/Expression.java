package org.latents.data;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A condition on the rows of a table, such as {@code rate > 0.5 && quality == 'good'}.
 *
 * <pre>
 * condition  := both ( ("||" | "or") both )*
 * both       := not ( ("&amp;&amp;" | "and") not )*
 * not        := ("!" | "not") not | comparison
 * comparison := sum ( operator sum | "in" "(" sum ("," sum)* ")" )?
 * operator   := "==" | "=" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=" | "contains"
 * sum        := product ( ("+" | "-") product )*
 * product    := factor ( ("*" | "/") factor )*
 * factor     := "-" factor | number | text | "true" | "false" | name | function "(" condition ")" | "(" condition ")"
 * text       := '...' | "..."            name := letters, digits, "_", "." | `anything`
 * function   := abs | length | missing
 * </pre>
 *
 * <p>A name is a column; its type is known before any row is looked at, so a text compared with a number is an error
 * that points at the character. {@code contains} looks for a part of a text, or an element of a list. A missing value
 * (NaN, or an empty text) fulfils no comparison but {@code !=}; {@code missing(column)} asks for it. There are no
 * functions beyond these three, no assignments and no way to reach a class: an expression ends after one pass over its
 * tree.
 */
public final class Expression {
    private final String text;
    private final ExpressionNode root;

    private Expression(String text, ExpressionNode root) {
        this.text = text;
        this.root = root;
    }

    /**
     * Reads an expression for a table.
     *
     * @param text the expression
     * @param option the option it came from, for messages, such as {@code --units}
     * @param columns the columns it may use
     * @throws SelectionException if it cannot be read, uses an unknown column or mixes types; the message repeats the
     *     expression with a mark under the character
     */
    public static Expression parse(String text, String option, List<Column> columns) {
        Map<String, Column> byName = new TreeMap<>(
                columns.stream().collect(Collectors.toMap(Column::name, c -> c, (first, second) -> first)));
        return new Expression(text, new ExpressionParser(text, option, byName).parse());
    }

    /** Whether a row, counted from 0, fulfils the condition. */
    public boolean isTrue(int row) {
        return Boolean.TRUE.equals(root.evaluate(row));
    }

    /** Returns for each row whether it fulfils a condition; a blank condition is fulfilled by all. */
    static boolean[] rowsThat(String text, String option, List<Column> columns, int rows) {
        boolean[] chosen = new boolean[rows];
        if (text.isBlank()) {
            java.util.Arrays.fill(chosen, true);
            return chosen;
        }
        Expression expression = parse(text, option, columns);
        IntStream.range(0, rows).forEach(row -> chosen[row] = expression.isTrue(row));
        return chosen;
    }

    /** Returns the text it was read from. */
    @Override
    public String toString() {
        return text;
    }
}
