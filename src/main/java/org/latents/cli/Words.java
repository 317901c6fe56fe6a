package org.latents.cli;

import java.util.List;
import java.util.stream.Collectors;

/** A command line as it would be typed into a shell. */
final class Words {
    private Words() {}

    /** Returns the words with spaces between them, those with special characters in single quotes. */
    static String commandLine(List<String> words) {
        return words.stream().map(Words::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
