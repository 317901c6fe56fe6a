package org.latents.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.latents.catalog.Nearest;
import org.latents.data.Column.Kind;
import org.latents.data.ExpressionLexer.Token;

/** Recursive descent over the grammar of {@link Expression}. */
final class ExpressionParser {
    private static final Set<String> COMPARISONS = Set.of("==", "=", "!=", "<", "<=", ">", ">=");
    private static final Set<String> FUNCTIONS = Set.of("abs", "length", "missing");
    private static final int DEEPEST = 200;

    private final ExpressionLexer lexer;
    private final Map<String, Column> columns;
    private int depth;

    ExpressionParser(String text, String option, Map<String, Column> columns) {
        this.lexer = new ExpressionLexer(text, option);
        this.columns = columns;
    }

    ExpressionNode parse() {
        ExpressionNode node = condition();
        if (!lexer.peek().isEnd()) {
            throw lexer.error(lexer.peek().position(), "expected '&&', '||' or the end");
        }
        return require(node, Kind.BOOLEAN, "a condition, such as rate > 0.5");
    }

    private ExpressionNode condition() {
        if (++depth > DEEPEST) {
            throw lexer.error(lexer.peek().position(), "nested too deeply");
        }
        ExpressionNode left = both();
        while (lexer.accept("||", "or")) {
            ExpressionNode first = require(left, Kind.BOOLEAN, "a condition before 'or'");
            ExpressionNode second = require(both(), Kind.BOOLEAN, "a condition after 'or'");
            left = ExpressionNode.bool(first.position(), row -> first.truth(row) || second.truth(row));
        }
        depth--;
        return left;
    }

    private ExpressionNode both() {
        ExpressionNode left = not();
        while (lexer.accept("&&", "and")) {
            ExpressionNode first = require(left, Kind.BOOLEAN, "a condition before 'and'");
            ExpressionNode second = require(not(), Kind.BOOLEAN, "a condition after 'and'");
            left = ExpressionNode.bool(first.position(), row -> first.truth(row) && second.truth(row));
        }
        return left;
    }

    private ExpressionNode not() {
        int position = lexer.peek().position();
        int negations = 0;
        while (lexer.accept("!", "not")) {
            negations++;
        }
        ExpressionNode node = comparison();
        if (negations == 0) {
            return node;
        }
        require(node, Kind.BOOLEAN, "a condition after 'not'");
        boolean flip = negations % 2 == 1;
        return ExpressionNode.bool(position, row -> node.truth(row) != flip);
    }

    private ExpressionNode comparison() {
        ExpressionNode left = sum();
        Token token = lexer.peek();
        if (token.isSymbol() && COMPARISONS.contains(token.text())) {
            lexer.next();
            ExpressionNode right = sameKind(left, sum(), token.position());
            if (left.kind() == Kind.BOOLEAN && token.text().matches("[<>]=?")) {
                throw lexer.error(token.position(), "true and false have no order");
            }
            return ExpressionNode.bool(
                    left.position(),
                    row -> ExpressionNode.compare(token.text(), left.evaluate(row), right.evaluate(row)));
        }
        if (lexer.accept("contains")) {
            return contains(left, sum());
        }
        return lexer.accept("in") ? in(left) : left;
    }

    private ExpressionNode contains(ExpressionNode left, ExpressionNode right) {
        if (left.kind() == Kind.LIST) {
            if (right.kind() != Kind.TEXT && right.kind() != Kind.NUMBER) {
                throw lexer.error(right.position(), "expected a text or a number after 'contains'");
            }
            return ExpressionNode.bool(
                    left.position(), row -> ((List<?>) left.evaluate(row)).contains(right.evaluate(row)));
        }
        require(left, Kind.TEXT, "a text or a list before 'contains'");
        require(right, Kind.TEXT, "a text after 'contains'");
        return ExpressionNode.bool(
                left.position(), row -> ((String) left.evaluate(row)).contains((String) right.evaluate(row)));
    }

    private ExpressionNode in(ExpressionNode left) {
        List<ExpressionNode> choices = new ArrayList<>();
        lexer.expect("(", "expected '(' after 'in'");
        do {
            int position = lexer.peek().position();
            choices.add(sameKind(left, sum(), position));
        } while (lexer.accept(","));
        lexer.expect(")", "expected ',' or ')'");
        return ExpressionNode.bool(left.position(), row -> {
            Object value = left.evaluate(row);
            return choices.stream().anyMatch(choice -> ExpressionNode.compare("==", value, choice.evaluate(row)));
        });
    }

    private ExpressionNode sum() {
        ExpressionNode left = product();
        while (lexer.peek().is("+") || lexer.peek().is("-")) {
            boolean plus = lexer.next().is("+");
            ExpressionNode a = require(left, Kind.NUMBER, "a number");
            ExpressionNode b = require(product(), Kind.NUMBER, "a number");
            left = ExpressionNode.number(
                    a.position(), row -> plus ? a.number(row) + b.number(row) : a.number(row) - b.number(row));
        }
        return left;
    }

    private ExpressionNode product() {
        ExpressionNode left = factor();
        while (lexer.peek().is("*") || lexer.peek().is("/")) {
            boolean times = lexer.next().is("*");
            ExpressionNode a = require(left, Kind.NUMBER, "a number");
            ExpressionNode b = require(factor(), Kind.NUMBER, "a number");
            left = ExpressionNode.number(
                    a.position(), row -> times ? a.number(row) * b.number(row) : a.number(row) / b.number(row));
        }
        return left;
    }

    private ExpressionNode factor() {
        Token token = lexer.next();
        int position = token.position();
        return switch (token.type()) {
            case NUMBER -> {
                Double number = Double.valueOf(token.text());
                yield ExpressionNode.number(position, row -> number);
            }
            case TEXT -> new ExpressionNode(Kind.TEXT, position, row -> token.text());
            case NAME -> name(token);
            default -> bracketOrSign(token);
        };
    }

    private ExpressionNode bracketOrSign(Token token) {
        int position = token.position();
        if (token.is("-")) {
            if (++depth > DEEPEST) {
                throw lexer.error(position, "nested too deeply");
            }
            ExpressionNode operand = require(factor(), Kind.NUMBER, "a number after '-'");
            depth--;
            return ExpressionNode.number(position, row -> -operand.number(row));
        }
        if (token.is("(")) {
            ExpressionNode inner = condition();
            lexer.expect(")", "expected ')'");
            return inner;
        }
        throw lexer.error(position, "expected a column, a number, a text or '('");
    }

    private ExpressionNode name(Token token) {
        String name = token.text();
        int position = token.position();
        if (!token.quoted() && (name.equals("true") || name.equals("false"))) {
            Boolean value = name.equals("true");
            return ExpressionNode.bool(position, row -> value);
        }
        if (!token.quoted() && FUNCTIONS.contains(name) && lexer.accept("(")) {
            ExpressionNode argument = condition();
            lexer.expect(")", "expected ')'");
            return function(name, position, argument);
        }
        Column column = columns.get(name);
        if (column == null) {
            throw lexer.error(
                    position,
                    "unknown column '" + name + "'; "
                            + Nearest.of(name, columns.keySet())
                                    .map(near -> "did you mean '" + near + "'? There are ")
                                    .orElse("there are ")
                            + String.join(", ", columns.keySet()));
        }
        if (column.kind() == Kind.OPAQUE) {
            throw lexer.error(
                    position, "column '" + name + "' (" + column.type() + ") cannot be used in an expression");
        }
        return new ExpressionNode(column.kind(), position, column::value);
    }

    private ExpressionNode function(String name, int position, ExpressionNode argument) {
        if (name.equals("missing")) {
            return ExpressionNode.bool(position, row -> ExpressionNode.isMissing(argument.evaluate(row)));
        }
        if (name.equals("abs")) {
            require(argument, Kind.NUMBER, "a number in abs(...)");
            return ExpressionNode.number(position, row -> Math.abs(argument.number(row)));
        }
        if (argument.kind() == Kind.LIST) {
            return ExpressionNode.number(position, row -> (double) ((List<?>) argument.evaluate(row)).size());
        }
        require(argument, Kind.TEXT, "a list or a text in length(...)");
        return ExpressionNode.number(position, row -> (double) ((String) argument.evaluate(row)).length());
    }

    private ExpressionNode sameKind(ExpressionNode left, ExpressionNode right, int position) {
        if (left.kind() == Kind.LIST || right.kind() == Kind.LIST) {
            throw lexer.error(position, "a list cannot be compared; use 'contains'");
        }
        if (left.kind() != right.kind()) {
            throw lexer.error(
                    right.position(),
                    "expected " + describe(left.kind()) + " to compare with, got " + describe(right.kind()));
        }
        return right;
    }

    private ExpressionNode require(ExpressionNode node, Kind kind, String expected) {
        if (node.kind() != kind) {
            throw lexer.error(node.position(), "expected " + expected + ", got " + describe(node.kind()));
        }
        return node;
    }

    private static String describe(Kind kind) {
        return switch (kind) {
            case NUMBER -> "a number";
            case TEXT -> "a text";
            case BOOLEAN -> "true or false";
            default -> "a list";
        };
    }
}
