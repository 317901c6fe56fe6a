package org.latents.data;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits an expression into tokens, and makes the messages that point at a character. */
final class ExpressionLexer {
    private static final Pattern NUMBER = Pattern.compile("(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.]*");
    private static final List<String> SYMBOLS =
            List.of("&&", "||", "==", "!=", "<=", ">=", "<", ">", "=", "!", "(", ")", ",", "+", "-", "*", "/");

    private final String text;
    private final String option;
    private int position;
    private Token ahead;

    enum Type {
        NUMBER,
        TEXT,
        NAME,
        SYMBOL,
        END
    }

    record Token(Type type, String text, int position, boolean quoted) {
        boolean is(String symbol) {
            return (type == Type.SYMBOL || type == Type.NAME && !quoted) && text.equals(symbol);
        }

        boolean isSymbol() {
            return type == Type.SYMBOL;
        }

        boolean isEnd() {
            return type == Type.END;
        }
    }

    ExpressionLexer(String text, String option) {
        this.text = text;
        this.option = option;
        this.ahead = read();
    }

    Token peek() {
        return ahead;
    }

    Token next() {
        Token token = ahead;
        ahead = read();
        return token;
    }

    /** Skips the next token if it is one of these. */
    boolean accept(String... choices) {
        for (String choice : choices) {
            if (ahead.is(choice)) {
                next();
                return true;
            }
        }
        return false;
    }

    void expect(String symbol, String message) {
        if (!accept(symbol)) {
            throw error(ahead.position(), message);
        }
    }

    SelectionException error(int at, String message) {
        String line = text.replace('\n', ' ').replace('\t', ' ');
        return SelectionException.ofOption(
                option, message + ", at character " + (at + 1) + "\n  " + line + "\n  " + " ".repeat(at) + "^");
    }

    private Token read() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        int start = position;
        if (start == text.length()) {
            return new Token(Type.END, "", start, false);
        }
        char c = text.charAt(start);
        if (c == '\'' || c == '"' || c == '`') {
            return readQuoted(c);
        }
        Matcher matcher = NUMBER.matcher(text).region(start, text.length());
        if (matcher.lookingAt()) {
            position = matcher.end();
            return new Token(Type.NUMBER, matcher.group(), start, false);
        }
        matcher.usePattern(NAME);
        if (matcher.lookingAt()) {
            position = matcher.end();
            return new Token(Type.NAME, matcher.group(), start, false);
        }
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, start)) {
                position += symbol.length();
                return new Token(Type.SYMBOL, symbol, start, false);
            }
        }
        throw error(start, "'" + c + "' has no meaning here");
    }

    private Token readQuoted(char quote) {
        int start = position;
        int end = text.indexOf(quote, start + 1);
        if (end < 0) {
            throw error(start, "the quote " + quote + " is not closed");
        }
        position = end + 1;
        return new Token(quote == '`' ? Type.NAME : Type.TEXT, text.substring(start + 1, end), start, true);
    }
}
