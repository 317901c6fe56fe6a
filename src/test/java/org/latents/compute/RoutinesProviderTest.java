package org.latents.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The choice is made once per process, so the ways to choose are tried in processes of their own. */
final class RoutinesProviderTest {
    /** Prints the routines that a process selects. */
    public static final class Print {
        private Print() {}

        /** Prints one line. */
        public static void main(String[] args) {
            System.out.println("selected: " + RoutinesProvider.selected().description());
        }
    }

    @Test
    void thisProcessRunsTheVectorForm() {
        boolean isForced = "scalar".equals(System.getProperty(RoutinesProvider.PROPERTY));
        assertThat(RoutinesProvider.selected().description()).startsWith(isForced ? "scalar" : "vector");
        assertThat(RoutinesProvider.selected()).isSameAs(RoutinesProvider.selected());
    }

    @Test
    @Tag("slow")
    void thePropertyForcesTheScalarForm() throws IOException, InterruptedException {
        assertThat(selected("--add-modules", "jdk.incubator.vector", "-Dlatents.routines=scalar"))
                .isEqualTo("scalar");
    }

    @Test
    @Tag("slow")
    void withoutTheModuleTheScalarFormRuns() throws IOException, InterruptedException {
        assertThat(selected()).isEqualTo("scalar");
    }

    @Test
    @Tag("slow")
    void withTheModuleTheVectorFormRuns() throws IOException, InterruptedException {
        assertThat(selected("--add-modules", "jdk.incubator.vector")).matches("vector, \\d+ bits");
    }

    private static String selected(String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Print.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output).contains("selected: ");
        return output.substring(output.indexOf("selected: ") + 10).strip();
    }
}
