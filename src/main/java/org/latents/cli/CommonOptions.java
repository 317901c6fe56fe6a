package org.latents.cli;

import picocli.CommandLine.Option;

/** Options of every command: how it speaks. */
final class CommonOptions {
    /** Forms of the result on standard output. */
    enum Format {
        text,
        json
    }

    @Option(
            names = "--format",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "Form of the result on standard output (default: ${DEFAULT-VALUE}).")
    private Format format;

    @Option(
            names = "--progress",
            paramLabel = "auto|plain|json|none",
            defaultValue = "auto",
            description = "Progress on standard error: a line that renews itself on a terminal, else plain lines.")
    private ProgressMode progress;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress and no notes, only results and errors.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Say more; errors come with a stack trace.")
    private boolean verbose;

    boolean isJson() {
        return format == Format.json;
    }

    boolean isQuiet() {
        return quiet;
    }

    boolean isVerbose() {
        return verbose;
    }

    ProgressMode progress() {
        return quiet ? ProgressMode.none : progress;
    }
}
