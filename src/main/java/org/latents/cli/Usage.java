package org.latents.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Reports values that an option does not allow as errors of the command line. */
final class Usage {
    private final CommandLine commandLine;

    private Usage(CommandLine commandLine) {
        this.commandLine = commandLine;
    }

    static Usage of(CommandSpec spec) {
        return new Usage(spec.commandLine());
    }

    /** Fails unless a condition holds. */
    void require(boolean condition, String option, String problem) {
        if (!condition) {
            throw error(option, problem);
        }
    }

    /** Returns the error of an option; where its value came from a file the message will say so. */
    ParameterException error(String option, String problem) {
        CommandLine.Model.OptionSpec spec = commandLine.getCommandSpec().findOption(option);
        return new ParameterException(commandLine, option + ": " + problem, null, spec, null);
    }
}
