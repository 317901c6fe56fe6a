package org.latents.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.latents.catalog.Named;

/** A plug-in that no services file names would never be found, and nothing else would say so. */
class ServicesTest {
    private static final Path SERVICES = Path.of("src/main/resources/META-INF/services");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.latents");

    @TestFactory
    Stream<DynamicTest> servicesFileNamesEveryPlugin() {
        return kinds().map(kind -> DynamicTest.dynamicTest(
                kind.getSimpleName(), () -> assertThat(listed(kind.getName())).isEqualTo(plugins(kind))));
    }

    @Test
    void everyServicesFileNamesAnInterfaceAndItsImplementations() throws IOException {
        if (Files.isDirectory(SERVICES)) {
            try (Stream<Path> files = Files.list(SERVICES)) {
                for (Path file : files.toList()) {
                    JavaClass kind = CLASSES.get(file.getFileName().toString());
                    assertThat(kind.isInterface()).as(kind.getName()).isTrue();
                    assertThat(listed(kind.getName())).isNotEmpty().isSubsetOf(plugins(kind));
                }
            }
        }
    }

    @Test
    void aPluginWithoutALineWouldBeSeen() {
        JavaClasses planted = new ClassFileImporter().importClasses(Named.class, Kind.class, Plugin.class);
        assertThat(plugins(planted, planted.get(Kind.class))).containsExactly(Plugin.class.getName());
    }

    private static Stream<JavaClass> kinds() {
        return CLASSES.stream()
                .filter(type ->
                        type.isInterface() && type.isAssignableTo(Named.class) && !type.isEquivalentTo(Named.class));
    }

    private static Set<String> plugins(JavaClass kind) {
        return plugins(CLASSES, kind);
    }

    private static Set<String> plugins(JavaClasses classes, JavaClass kind) {
        return classes.stream()
                .filter(type -> type.isAssignableTo(kind.getName()) && !type.isInterface())
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT) && !type.isAnonymousClass())
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> listed(String kind) throws IOException {
        Path file = SERVICES.resolve(kind);
        List<String> lines = Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
        return lines.stream()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private interface Kind extends Named {}

    private record Plugin(String name) implements Kind {}
}
