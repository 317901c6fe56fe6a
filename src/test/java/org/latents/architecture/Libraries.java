package org.latents.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;

/**
 * Which package may see which library. A library that is not in the table may be seen by none: a new dependency begins
 * with a row here.
 */
final class Libraries {
    private static final List<Library> TABLE = List.of(
            new Library("org.ejml.", "linalg"),
            new Library("jdk.incubator.vector.", "compute"),
            new Library("org.apache.commons.rng.simple.", "random"),
            new Library(
                    "org.apache.commons.rng.",
                    "random",
                    "observation",
                    "dynamics",
                    "model",
                    "inference",
                    "fit",
                    "evaluation",
                    "diagnostic",
                    "calibration"),
            new Library("org.apache.commons.numbers.", "math", "observation"),
            new Library("org.apache.commons.statistics.", "evaluation", "diagnostic", "calibration"),
            new Library("io.jhdf.", "recording", "store"),
            new Library("us.hebi.matlab.mat.", "store"),
            new Library("com.fasterxml.jackson.", "store"),
            new Library("org.yaml.snakeyaml.", "store"),
            new Library("org.jfree.", "report"),
            new Library("org.apache.batik.", "report"),
            new Library("org.w3c.dom.", "report"),
            new Library("java.awt.", "report"),
            new Library("javax.", "report"),
            new Library("picocli.", "cli"),
            new Library("me.tongfei.progressbar.", "cli"),
            new Library("org.jline.", "cli"),
            new Library("org.apache.spark.", "cluster"),
            new Library("scala.", "cluster"),
            new Library("java."));

    private Libraries() {}

    /** Holds where a class under a root package sees only what the table lets its package see. */
    static ArchCondition<JavaClass> onlySeeTheirLibraries(String root) {
        return new ArchCondition<>("see only the libraries of their package") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
                    String target =
                            dependency.getTargetClass().getBaseComponentType().getFullName();
                    if (target.contains(".") && !target.startsWith("org.latents.") && !allowed(root, item, target)) {
                        events.add(SimpleConditionEvent.violated(item, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean allowed(String root, JavaClass item, String target) {
        String section = section(root, item);
        return TABLE.stream()
                .filter(library -> target.startsWith(library.prefix()))
                .findFirst()
                .map(library ->
                        library.packages().isEmpty() || library.packages().contains(section))
                .orElse(false);
    }

    /** The package below the root, such as {@code linalg}. */
    static String section(String root, JavaClass item) {
        String rest = item.getPackageName().substring(root.length()).replaceFirst("^\\.", "");
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    /** Classes whose name starts with a prefix, and the packages that may see them; no package means all. */
    private record Library(String prefix, Set<String> packages) {
        Library(String prefix, String... packages) {
            this(prefix, Set.of(packages));
        }
    }
}
