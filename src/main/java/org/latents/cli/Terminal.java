package org.latents.cli;

import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/** Whether a person watches, and whether she wants colours. */
final class Terminal {
    /** Set by the launcher to true or false, since Java cannot tell whether standard error is a terminal. */
    static final String PROPERTY = "latents.terminal";

    private Terminal() {}

    /** Returns whether standard error is a terminal, as the launcher says; plain lines are right where nobody says. */
    static boolean isWatched() {
        return Boolean.getBoolean(PROPERTY);
    }

    /** Returns colours for a terminal, none elsewhere or where {@code NO_COLOR} is set to something. */
    static Ansi ansi(Session session) {
        String noColor = Optional.ofNullable(System.getenv("NO_COLOR")).orElse("");
        return session.isTerminal() && noColor.isEmpty() ? Ansi.AUTO : Ansi.OFF;
    }
}
