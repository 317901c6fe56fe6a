package org.latents.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The folder {@code notebooks-data} holds what its table and its checksums say. */
class ShippedDataTest {
    private static final Path FOLDER = Path.of("notebooks-data");
    private static final long LARGEST = 4L << 20;

    @TestFactory
    Stream<DynamicTest> fileHasItsChecksum() throws IOException {
        return checksums().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> assertThat(sha256(FOLDER.resolve(entry.getKey()))).isEqualTo(entry.getValue())));
    }

    @Test
    void everyFileHasAChecksum() throws IOException {
        assertThat(files().toList())
                .containsExactlyInAnyOrderElementsOf(checksums().keySet());
    }

    @Test
    void everyRecordingHasARowInTheTableAndIsSmall() throws IOException {
        String table = Files.readString(FOLDER.resolve("README.md"));
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(file -> file.toString().matches(".*\\.(nwb|h5|mat)"))
                    .toList()) {
                assertThat(table).contains("| `" + file.getFileName() + "` (");
                assertThat(Files.size(file)).isLessThan(LARGEST);
            }
        }
    }

    private static Stream<String> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("README.md") && !name.equals("SHA256SUMS"))
                    .toList()
                    .stream();
        }
    }

    private static Map<String, String> checksums() throws IOException {
        try (Stream<String> lines = Files.lines(FOLDER.resolve("SHA256SUMS"))) {
            return lines.map(line -> line.split("\\s+[*]?", 2))
                    .collect(Collectors.toMap(parts -> parts[1], parts -> parts[0], (a, b) -> b, TreeMap::new));
        }
    }

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
