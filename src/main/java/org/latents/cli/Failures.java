package org.latents.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.latents.catalog.Nearest;
import org.latents.data.RecordingFormatException;
import org.latents.data.SelectionException;
import org.latents.linalg.NotPositiveDefiniteException;
import org.latents.store.FileFormatException;
import org.latents.store.OutputException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what a command throws into one message and an exit code. */
final class Failures {
    private final Session session;
    private final boolean isVerbose;

    Failures(Session session, List<String> args) {
        this.session = session;
        this.isVerbose = args.contains("--verbose") || args.contains("-v");
    }

    /** Runs a command line; nothing is thrown out of it. */
    int guard(Callable<Integer> command) {
        try {
            return command.call();
        } catch (Exception | OutOfMemoryError | StackOverflowError e) {
            return report(e);
        }
    }

    /** Reports an error of the command line. */
    int usage(ParameterException e) {
        Optional<String> place = Optional.ofNullable(e.getArgSpec())
                .filter(OptionSpec.class::isInstance)
                .map(OptionSpec.class::cast)
                .filter(option -> !e.getCommandLine().getParseResult().hasMatchedOption(option))
                .flatMap(option -> session.configuration().flatMap(c -> c.place(option)));
        say(place.map(p -> p + ": ").orElse("") + message(e));
        if (place.isPresent()) {
            return ExitCode.BAD_INPUT;
        }
        session.err().println("Try '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    private static String message(ParameterException e) {
        if (!(e instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return e.getMessage();
        }
        CommandSpec spec = e.getCommandLine().getCommandSpec();
        String word = unmatched.getUnmatched().get(0);
        if (word.startsWith("-")) {
            String name = word.replaceFirst("=.*", "");
            return "unknown option '" + name + "'"
                    + hint(Nearest.of(name, spec.optionsMap().keySet()));
        }
        if (spec.parent() == null) {
            return "'" + word + "' is not a command"
                    + hint(Nearest.of(word, spec.subcommands().keySet()));
        }
        return "one argument too many: '" + word + "'";
    }

    private static String hint(Optional<String> nearest) {
        return nearest.map(word -> "; did you mean '" + word + "'?").orElse("");
    }

    /** Reports what a command threw; the words of an option that are wrong are errors of the command line. */
    int report(Throwable e, CommandLine command) {
        if (e instanceof SelectionException selection && selection.option().isPresent()) {
            return usage(
                    Usage.of(command.getCommandSpec()).error(selection.option().get(), selection.problem()));
        }
        return report(e);
    }

    /** Reports anything else. */
    int report(Throwable e) {
        if (session.wasInterrupted()) {
            return ExitCode.INTERNAL; // the process is stopping; its code is the signal's
        }
        if (e instanceof ParameterException usage) {
            return usage(usage);
        }
        Verdict verdict = verdict(e);
        say(verdict.message());
        if (isVerbose) {
            e.printStackTrace(session.err());
        } else if (verdict.code() == ExitCode.INTERNAL) {
            session.err().println("The same command with --verbose shows where it happened.");
        }
        return verdict.code();
    }

    private record Verdict(int code, String message) {}

    private static Verdict verdict(Throwable e) {
        if (e instanceof NoSuchFileException missing) {
            return new Verdict(ExitCode.BAD_INPUT, missing.getFile() + ": no such file or folder");
        }
        if (e instanceof AccessDeniedException denied) {
            return new Verdict(ExitCode.BAD_INPUT, denied.getFile() + ": permission denied");
        }
        if (e instanceof InputException
                || e instanceof FileFormatException
                || e instanceof RecordingFormatException
                || e instanceof SelectionException
                || e instanceof OutputException) {
            return new Verdict(ExitCode.BAD_INPUT, e.getMessage());
        }
        if (e instanceof IOException) {
            return new Verdict(ExitCode.BAD_INPUT, "cannot read or write: " + e.getMessage());
        }
        if (e instanceof NoResultException || e instanceof NotPositiveDefiniteException) {
            return new Verdict(ExitCode.FAILED, "no usable result: " + e.getMessage());
        }
        if (e instanceof OutOfMemoryError) {
            return new Verdict(
                    ExitCode.INTERNAL,
                    "out of memory (at most " + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MB): use a larger --bin, fewer units, a shorter --time, or give Java more with -Xmx");
        }
        return new Verdict(ExitCode.INTERNAL, "internal error: " + e);
    }

    private void say(String message) {
        session.err().println("latents: " + message);
    }
}
