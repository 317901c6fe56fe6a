package org.latents.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.latents.store.ResolvedConfig;
import org.latents.store.ResolvedConfig.Origin;
import org.latents.store.ResolvedConfig.Setting;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Finds out, for every option of a command that can change a result, its value and who gave it. */
final class Origins {
    /** Options that change what is shown or where it goes, not the result. */
    private static final Set<String> NOT_SETTINGS =
            Set.of("help", "config", "out", "on-exists", "dry-run", "format", "progress", "quiet", "verbose", "strict");

    private final CommandSpec spec;
    private final Optional<Configuration> file;
    private final Map<String, String> declared;

    Origins(CommandSpec spec, Optional<Configuration> file, Map<String, String> declared) {
        this.spec = spec;
        this.file = file;
        this.declared = declared;
    }

    /** Returns the settings that have a value; the effective ones are used where nobody gave one. */
    ResolvedConfig resolve(Map<String, String> effective) {
        List<Setting> settings = new ArrayList<>();
        ParseResult parsed = spec.commandLine().getParseResult();
        for (OptionSpec option : spec.options()) {
            String key = Configuration.key(option);
            if (!NOT_SETTINGS.contains(key)) {
                setting(key, option, parsed, effective).ifPresent(settings::add);
            }
        }
        return new ResolvedConfig(List.copyOf(settings));
    }

    private Optional<Setting> setting(
            String key, OptionSpec option, ParseResult parsed, Map<String, String> effective) {
        if (parsed.hasMatchedOption(option)) {
            List<String> given = parsed.matchedOption(option.longestName()).originalStringValues();
            return Optional.of(
                    new Setting(key, given.isEmpty() ? "true" : String.join(",", given), Origin.COMMAND_LINE));
        }
        Optional<String> inFile = file.flatMap(f -> f.get(key)).or(() -> Optional.ofNullable(declared.get(key)));
        if (inFile.isPresent()) {
            return Optional.of(new Setting(key, inFile.get(), Origin.FILE));
        }
        return Optional.ofNullable(effective.get(key)).map(value -> new Setting(key, value, Origin.DEFAULT));
    }
}
