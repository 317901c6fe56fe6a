package org.latents.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The pages point at what exists, and the README's commands are those that the project runs. */
class DocumentationTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(#[^)]*)?\\)");
    private static final List<Path> PAGES = List.of(
            Path.of("README.md"),
            Path.of("notebooks-data/README.md"),
            Path.of("diagnostics/README.md"),
            Path.of("examples/README.md"),
            Path.of("src/site/markdown/calibration.md"),
            Path.of("src/site/markdown/diagnostics.md"),
            Path.of("src/site/markdown/conventions.md"),
            Path.of("src/site/markdown/exports.md"),
            Path.of("src/site/markdown/architecture.md"),
            Path.of("src/site/markdown/mathematics.md"),
            Path.of("src/changes/changes.md"));

    @TestFactory
    Stream<DynamicTest> linksLeadToFiles() {
        return PAGES.stream()
                .map(page -> DynamicTest.dynamicTest(page.toString(), () -> {
                    Matcher matcher = LINK.matcher(Files.readString(page));
                    while (matcher.find()) {
                        String target = matcher.group(1);
                        if (!target.startsWith("http")) {
                            assertThat(page.resolveSibling(target))
                                    .as(matcher.group())
                                    .exists();
                        }
                    }
                }));
    }

    @Test
    void continuousIntegrationRunsTheTestCommandOfTheReadme() throws IOException {
        String command = "./mvnw verify";
        assertThat(Files.readAllLines(Path.of("README.md"))).contains("    " + command);
        assertThat(Files.readString(Path.of(".ci/run"))).contains("exec " + command + " </dev/null");
        assertThat(Files.isExecutable(Path.of(".ci/run"))).isTrue();
        assertThat(Files.isExecutable(Path.of("mvnw"))).isTrue();
        assertThat(Files.isExecutable(Path.of("latents"))).isTrue();
    }

    @Test
    void theFirstCommandOfTheReadmeNamesARecordingThatShips() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        Matcher matcher =
                Pattern.compile("\\./latents compare (\\S+) --out runs/").matcher(readme);
        assertThat(matcher.find()).isTrue();
        assertThat(Path.of(matcher.group(1))).exists();
    }

    @Test
    void everyPackageStandsInTheArchitecturePage() throws IOException {
        String page = Files.readString(Path.of("src/site/markdown/architecture.md"));
        try (Stream<Path> packages = Files.list(Path.of("src/main/java/org/latents"))) {
            for (Path folder : packages.filter(Files::isDirectory).toList()) {
                assertThat(page).contains("| `" + folder.getFileName() + "` |");
            }
        }
    }

    @Test
    void theReadmeIsUnderTwoScreens() throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md")).size()).isLessThan(100);
    }
}
