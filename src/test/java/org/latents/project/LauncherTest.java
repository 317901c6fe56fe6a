package org.latents.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script {@code latents} in a copy of the project in which Maven and Java are small scripts: Maven notes that it
 * was called and makes a jar, Java notes its arguments.
 */
@DisabledOnOs(OS.WINDOWS)
@Tag("slow")
class LauncherTest {
    private static final String FAKE_MAVEN = """
            #!/bin/sh
            echo "$$ $JAVA_HOME" >>builds.txt
            sleep 0.3
            [ ! -f broken ] || { echo "planted failure of the build"; exit 1; }
            mkdir -p target/launcher/build/lib
            echo jar >target/launcher/build/latents-1.jar
            echo lib >target/launcher/build/lib/a.jar
            """;
    private static final String FAKE_JAVA = """
            #!/bin/sh
            for argument; do
                case $argument in
                    -version) echo 'openjdk version "VERSION" 2026-01-01' >&2; exit ;;
                    -XX:ArchiveClassesAtExit=*) echo archive >"${argument#*=}"; exit ;;
                esac
            done
            for argument; do echo "[$argument]"; done
            """;

    @TempDir
    Path folder;

    private Path project;
    private Path jdk;

    @BeforeEach
    void copyTheProject() throws IOException {
        project = Files.createDirectories(folder.resolve("a project"));
        Files.copy(Path.of("latents"), project.resolve("latents"));
        assertThat(project.resolve("latents").toFile().setExecutable(true)).isTrue();
        Files.createDirectories(project.resolve("src/main/java"));
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        script(project.resolve("mvnw"), FAKE_MAVEN);
        jdk = fakeJdk("a jdk", "17.0.1");
    }

    @Test
    void theFirstRunBuildsAndLaterRunsDoNot() throws Exception {
        Run first = run(List.of("fit", "my file.nwb"));
        assertThat(first.exit).isZero();
        assertThat(first.err).contains("latents: building (first run only");
        Run second = run(List.of("fit", "my file.nwb"));
        assertThat(second.err).isEmpty();
        assertThat(second.out).isEqualTo(first.out);
        assertThat(builds()).hasSize(1).allMatch(line -> line.endsWith(" " + jdk));
    }

    @Test
    void argumentsReachTheProgramUnchanged() throws Exception {
        Run run = run(List.of("inspect", "a b.nwb", "rate>0.5 && quality=='good'", "", "*"));
        assertThat(run.out)
                .endsWith("[org.latents.cli.Latents]\n[inspect]\n[a b.nwb]\n"
                        + "[rate>0.5 && quality=='good']\n[]\n[*]\n");
        assertThat(run.out).contains("-XX:SharedArchiveFile=" + project.toRealPath());
    }

    @Test
    void aNewerSourceIsBuiltAgain() throws Exception {
        run(List.of("--version"));
        Path source = Files.writeString(project.resolve("src/main/java/A.java"), "class A {}");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(1)));
        Run run = run(List.of("--version"));
        assertThat(run.err).contains("the sources have changed, building");
        assertThat(builds()).hasSize(2);
    }

    @Test
    void aFailedBuildShowsTheEndOfItsLogAndIsTriedAgain() throws Exception {
        Path broken = Files.createFile(project.resolve("broken"));
        Run run = run(List.of("--version"));
        assertThat(run.exit).isEqualTo(1);
        assertThat(run.out).isEmpty();
        assertThat(run.err).contains("planted failure of the build", "the build failed", "build.log");
        Files.delete(broken);
        assertThat(run(List.of("--version")).exit).isZero();
    }

    @Test
    void aFailedRebuildLeavesTheFormerBuildInPlace() throws Exception {
        run(List.of("--version"));
        Files.createFile(project.resolve("broken"));
        Files.setLastModifiedTime(
                project.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(1)));
        assertThat(run(List.of("--version")).exit).isEqualTo(1);
        assertThat(project.resolve("target/launcher/app/latents.jar")).exists();
    }

    @Test
    void concurrentFirstRunsBuildOnce() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(start(project.resolve("latents"), List.of("x"), Map.of(), "concurrent-" + i));
        }
        for (Process process : processes) {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        assertThat(builds()).hasSize(1);
        assertThat(project.resolve("target/launcher.lock")).doesNotExist();
    }

    @Test
    void aLockOfAProcessThatIsGoneIsTaken() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.createDirectories(project.resolve("target"));
        Files.createSymbolicLink(project.resolve("target/launcher.lock"), Path.of("process-" + gone.pid()));
        assertThat(run(List.of("x")).exit).isZero();
    }

    @Test
    void itWorksThroughASymbolicLinkAndFromAnotherFolder() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a project/latents"));
        Path second = Files.createSymbolicLink(folder.resolve("second"), link);
        Run run = run(second, List.of("x"), Map.of());
        assertThat(run.exit).isZero();
        assertThat(builds()).hasSize(1);
    }

    @Test
    void anOldJavaIsRefusedByItsVersion() throws Exception {
        for (String version : List.of("1.8.0_402", "11.0.2", "16")) {
            Path old = fakeJdk("jdk " + version, version);
            Run run = run(project.resolve("latents"), List.of("x"), Map.of("JAVA_HOME", old.toString()));
            assertThat(run.exit).isEqualTo(1);
            assertThat(run.err).contains("is version " + version, "17 or later");
        }
    }

    @Test
    void aJavaHomeWithoutJavaIsNamed() throws Exception {
        Run run = run(project.resolve("latents"), List.of("x"), Map.of("JAVA_HOME", "/nowhere"));
        assertThat(run.exit).isEqualTo(1);
        assertThat(run.err).isEqualTo("latents: JAVA_HOME is /nowhere, and there is no bin/java in it.\n");
    }

    @Test
    void aJavaWithoutACompilerCannotBuild() throws Exception {
        Files.delete(jdk.resolve("bin/javac"));
        Run run = run(List.of("x"));
        assertThat(run.exit).isEqualTo(1);
        assertThat(run.err).contains("no compiler beside it", "Install a JDK");
    }

    @Test
    void onlyCommandsThatComputeGetTheVectorModule() throws Exception {
        assertThat(run(List.of("fit", "a.nwb")).out).doesNotContain("jdk.incubator.vector"); // no vector code yet
        Files.createFile(project.resolve("target/launcher/app/vector"));
        assertThat(run(List.of("--quiet", "fit", "a.nwb")).out).contains("[--add-modules]\n[jdk.incubator.vector]");
        assertThat(run(List.of("inspect", "a.nwb")).out).doesNotContain("jdk.incubator.vector");
    }

    @Test
    void optionsOfTheUserComeAfterTheDefaults() throws Exception {
        Run run = run(
                project.resolve("latents"), List.of("x"), Map.of("LATENTS_JAVA_OPTS", "-Xmx300m -XX:+UseParallelGC"));
        List<String> arguments = Arrays.asList(run.out.split("\n"));
        assertThat(arguments).containsSubsequence("[-XX:MaxRAMPercentage=60]", "[-Xmx300m]", "[-XX:+UseParallelGC]");
        assertThat(arguments).doesNotContain("[-XX:+UseSerialGC]");
    }

    private Path fakeJdk(String name, String version) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        Files.createDirectories(home.resolve("bin"));
        script(home.resolve("bin/java"), FAKE_JAVA.replace("VERSION", version));
        script(home.resolve("bin/javac"), "#!/bin/sh\n");
        return home;
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(project.resolve("builds.txt"));
    }

    private Run run(List<String> arguments) throws Exception {
        return run(project.resolve("latents"), arguments, Map.of());
    }

    private Run run(Path launcher, List<String> arguments, Map<String, String> environment) throws Exception {
        Process process = start(launcher, arguments, environment, "run");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(
                process.exitValue(),
                Files.readString(folder.resolve("run.out"), StandardCharsets.UTF_8),
                Files.readString(folder.resolve("run.err"), StandardCharsets.UTF_8));
    }

    private Process start(Path launcher, List<String> arguments, Map<String, String> environment, String name)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile());
        builder.environment().remove("LATENTS_JAVA_OPTS");
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private record Run(int exit, String out, String err) {}
}
