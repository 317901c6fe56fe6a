package org.latents.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latents.store.RunFolder;

/**
 * Where one invocation prints, and what it must undo when it is interrupted. Made once per invocation and handed to the
 * commands.
 */
final class Session {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean isTerminal;
    private List<String> commandLine = List.of();
    private Optional<Configuration> configuration = Optional.empty();
    private Optional<RunFolder> open = Optional.empty();
    private String ifInterrupted = "no result was written";
    private boolean isRunning;
    private boolean wasInterrupted;

    /**
     * Makes a session.
     *
     * @param out takes results
     * @param err takes progress and errors
     * @param isTerminal whether a person watches {@code err}
     */
    Session(PrintWriter out, PrintWriter err, boolean isTerminal) {
        this.out = out;
        this.err = err;
        this.isTerminal = isTerminal;
    }

    PrintWriter out() {
        return out;
    }

    PrintWriter err() {
        return err;
    }

    boolean isTerminal() {
        return isTerminal;
    }

    /** Takes note of the command line, for the record of a run. */
    void setCommandLine(List<String> args) {
        List<String> words = new ArrayList<>(List.of("latents"));
        words.addAll(args);
        commandLine = List.copyOf(words);
    }

    /** The command line, with the name of the program first. */
    List<String> commandLine() {
        return commandLine;
    }

    /** Takes note of the file of options, for the record of a run. */
    void setConfiguration(Configuration found) {
        configuration = Optional.of(found);
    }

    /** The file of options, if there is one. */
    Optional<Configuration> configuration() {
        return configuration;
    }

    /** Says that work has begun or ended; only work can be interrupted. */
    synchronized void setRunning(boolean running) {
        isRunning = running;
    }

    /** Takes note of the folder that is being written. */
    synchronized RunFolder opened(RunFolder folder) {
        open = Optional.of(folder);
        return folder;
    }

    /** Takes note of what is to be said of the result when the work is interrupted. */
    synchronized void setIfInterrupted(String words) {
        ifInterrupted = words;
    }

    /** Returns whether the work was interrupted; what it then throws is of no interest. */
    synchronized boolean wasInterrupted() {
        return wasInterrupted;
    }

    /** Ends the work as Ctrl-C wants it: removes what was half written, and says so. Called while the program stops. */
    void interrupt() {
        Optional<RunFolder> folder;
        String words;
        synchronized (this) {
            if (!isRunning) {
                return;
            }
            isRunning = false;
            wasInterrupted = true;
            folder = open;
            words = ifInterrupted;
        }
        folder.ifPresent(RunFolder::abort);
        err.println();
        err.println("latents: interrupted; " + words);
        err.flush();
    }
}
