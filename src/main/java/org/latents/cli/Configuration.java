package org.latents.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latents.store.SpecFile;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of a {@code --config} file: they stand where the command line says nothing. */
final class Configuration implements IDefaultValueProvider {
    private static final String OPTION = "--config";

    private final SpecFile file;

    private Configuration(SpecFile file) {
        this.file = file;
    }

    /** Reads the file that a command line names, if it names one for a command that takes it. */
    static Optional<Configuration> find(CommandLine commandLine, List<String> args) throws IOException {
        Optional<CommandLine> command = args.stream()
                .map(commandLine.getSubcommands()::get)
                .filter(found -> found != null)
                .findFirst();
        Optional<String> name = value(args);
        if (command.isEmpty()
                || name.isEmpty()
                || command.get().getCommandSpec().findOption(OPTION) == null) {
            return Optional.empty();
        }
        return Optional.of(new Configuration(
                SpecFile.read(Path.of(name.get()), keys(command.get().getCommandSpec()))));
    }

    /** Names of the options of a command that a file may set. */
    private static List<String> keys(CommandSpec spec) {
        List<String> keys = new ArrayList<>();
        for (OptionSpec option : spec.options()) {
            if (!option.usageHelp() && !option.longestName().equals(OPTION)) {
                keys.add(key(option));
            }
        }
        return keys;
    }

    /** Returns the name of an option in a file: its longest, without hyphens in front. */
    static String key(OptionSpec option) {
        return option.longestName().replaceFirst("^--?", "");
    }

    private static Optional<String> value(List<String> args) {
        for (int i = 0; i < args.size(); i++) {
            if (args.get(i).startsWith(OPTION + "=")) {
                return Optional.of(args.get(i).substring(OPTION.length() + 1));
            }
            if (args.get(i).equals(OPTION) && i + 1 < args.size()) {
                return Optional.of(args.get(i + 1));
            }
        }
        return Optional.empty();
    }

    @Override
    public String defaultValue(ArgSpec arg) {
        return arg instanceof OptionSpec option ? file.get(key(option)).orElse(null) : null;
    }

    /** Returns the value of a key, if the file has it. */
    Optional<String> get(String key) {
        return file.get(key);
    }

    /** Returns where an option is set in the file, such as {@code my.yaml: line 3}, if it is. */
    Optional<String> place(OptionSpec option) {
        return Optional.ofNullable(file.entries().get(key(option)))
                .map(entry -> file.file() + ": line " + entry.line());
    }
}
