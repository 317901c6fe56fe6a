package org.latents.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latents.compute.RoutinesProvider;

/** What runs: the version of the program, Java, the system, the routines. */
final class Version {
    private Version() {}

    /** The version, from the jar; {@code development} where there is none. */
    static String number() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    /** What the result may depend on beside the version, by name. */
    static Map<String, String> environment() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        map.put(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        map.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
        map.put("heap_mb", String.valueOf(Runtime.getRuntime().maxMemory() >> 20));
        map.put("routines", RoutinesProvider.selected().description());
        return map;
    }

    /** Returns the lines of {@code --version}. */
    static List<String> describe(boolean verbose) {
        List<String> lines = new ArrayList<>(List.of("latents " + number()));
        if (verbose) {
            environment().forEach((name, value) -> lines.add(name.replace('_', ' ') + ": " + value));
        }
        return lines;
    }
}
