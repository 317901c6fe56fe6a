package org.latents.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Every setting of a run with where it came from, the content of {@code config.resolved.yaml}. The file can be given to
 * {@code --config} again.
 *
 * @param settings the settings, in the order of the help
 */
public record ResolvedConfig(List<Setting> settings) {
    /** Where a setting came from. */
    public enum Origin {
        /** Nobody said otherwise. */
        DEFAULT("default"),
        /** A file given by {@code --config} or {@code --model}. */
        FILE("file"),
        /** The command line. */
        COMMAND_LINE("command line");

        private final String key;

        Origin(String key) {
            this.key = key;
        }

        /** The words used in the file. */
        public String key() {
            return key;
        }
    }

    /**
     * One setting.
     *
     * @param key name of the option without hyphens in front
     * @param value its value as it would be given on the command line
     * @param origin where it came from
     */
    public record Setting(String key, String value, Origin origin) {}

    /** Returns the text of the file. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add("# Every setting of this run, and where it came from.");
        for (Setting setting : settings) {
            lines.add(setting.key() + ": {value: " + scalar(setting.value()) + ", from: "
                    + setting.origin().key() + "}");
        }
        return String.join("\n", lines) + "\n";
    }

    /** Returns the value in the form that YAML reads back as the same text or number. */
    private static String scalar(String value) {
        boolean isNumber = value.matches("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
        boolean isWord = value.matches("[A-Za-z][A-Za-z0-9_./-]*") && !isReserved(value);
        return isNumber || isWord ? value : '"' + escaped(value) + '"';
    }

    private static boolean isReserved(String value) {
        return List.of("true", "false", "null", "yes", "no", "on", "off", "y", "n")
                .contains(value.toLowerCase(Locale.ROOT));
    }

    private static String escaped(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
