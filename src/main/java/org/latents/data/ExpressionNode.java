package org.latents.data;

import java.util.List;
import java.util.function.IntFunction;

/**
 * A part of an expression with the type of its value, known before it is evaluated.
 *
 * @param kind NUMBER, TEXT, BOOLEAN or LIST
 * @param position character at which it starts, from 0
 * @param value returns a Double, String, Boolean or List for a row
 */
record ExpressionNode(Column.Kind kind, int position, IntFunction<Object> value) {
    Object evaluate(int row) {
        return value.apply(row);
    }

    double number(int row) {
        return (Double) value.apply(row);
    }

    boolean truth(int row) {
        return (Boolean) value.apply(row);
    }

    static ExpressionNode bool(int position, IntFunction<Object> value) {
        return new ExpressionNode(Column.Kind.BOOLEAN, position, value);
    }

    static ExpressionNode number(int position, IntFunction<Object> value) {
        return new ExpressionNode(Column.Kind.NUMBER, position, value);
    }

    static boolean isMissing(Object value) {
        if (value instanceof Double number) {
            return number.isNaN();
        }
        return value instanceof String text ? text.isEmpty() : value instanceof List<?> list && list.isEmpty();
    }

    /** Compares two values of one type; {@code !=} is true and all else false where one is missing. */
    static boolean compare(String operator, Object left, Object right) {
        if (isMissing(left) || isMissing(right)) {
            return operator.equals("!=");
        }
        int order;
        if (left instanceof Double a) {
            order = Double.compare(a + 0.0, (Double) right + 0.0); // -0.0 equals 0.0
        } else if (left instanceof String a) {
            order = a.compareTo((String) right);
        } else {
            order = Boolean.compare((Boolean) left, (Boolean) right);
        }
        return switch (operator) {
            case "==", "=" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }
}
