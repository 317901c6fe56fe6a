package org.latents.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @TempDir
    private Path parent;

    /** A disk that is full: files cannot be written. */
    private static final Disk FULL = new Disk() {
        @Override
        public void write(Path file, byte[] content) throws IOException {
            throw new FileSystemException(file.toString(), null, "No space left on device");
        }
    };

    /** A disk that loses its last step: the new folder cannot be put in its place. */
    private static final Disk NO_RENAME = new Disk() {
        @Override
        public void rename(Path from, Path to) throws IOException {
            if (from.getFileName().toString().contains(".partial-")) {
                throw new FileSystemException(from.toString(), to.toString(), "Input/output error");
            }
            Disk.super.rename(from, to);
        }
    };

    /** A disk that cannot be made to keep what was written. */
    private static final Disk NO_SYNC = new Disk() {
        @Override
        public void sync(Path folder) throws IOException {
            throw new FileSystemException(folder.toString(), null, "Input/output error");
        }
    };

    @Test
    void nothingIsUnderTheNameBeforeTheCommitAndAllOfItAfter() throws IOException {
        Path target = parent.resolve("run");
        try (RunFolder folder = RunFolder.begin(target, OnExists.FAIL)) {
            folder.put("run.json", "{}");
            folder.put("figures/a.svg", "<svg/>");
            assertThat(target).doesNotExist();
            folder.commit();
        }
        assertThat(target.resolve("run.json")).hasContent("{}");
        assertThat(target.resolve("figures/a.svg")).hasContent("<svg/>");
        assertThat(names()).containsExactly("run");
    }

    @Test
    void aFolderThatIsNotCommittedLeavesNothing() throws IOException {
        try (RunFolder folder = RunFolder.begin(parent.resolve("run"), OnExists.FAIL)) {
            folder.put("run.json", "{}");
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void anAbortedFolderTakesNothingMore() throws IOException {
        RunFolder folder = RunFolder.begin(parent.resolve("run"), OnExists.FAIL);
        folder.put("run.json", "{}");
        folder.abort();

        assertThatThrownBy(() -> folder.put("more.csv", "a")).isInstanceOf(OutputException.class);
        assertThatThrownBy(folder::commit).isInstanceOf(OutputException.class);
        assertThat(names()).isEmpty();
    }

    @Test
    void missingParentsAreMade() throws IOException {
        Path target = parent.resolve("a/b/run");
        try (RunFolder folder = RunFolder.begin(target, OnExists.FAIL)) {
            folder.put("run.json", "{}");
            folder.commit();
        }
        assertThat(target.resolve("run.json")).exists();
    }

    @Test
    void aFolderThatExistsIsRefusedAndUntouched() throws IOException {
        Path target = existingRun();

        assertThatThrownBy(() -> RunFolder.begin(target, OnExists.FAIL))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("exists already")
                .hasMessageContaining("--on-exists overwrite");
        assertThat(target.resolve("old.txt")).hasContent("old");
        assertThat(names()).containsExactly("run");
    }

    @Test
    void overwritingReplacesTheWholeFolder() throws IOException {
        Path target = existingRun();
        try (RunFolder folder = RunFolder.begin(target, OnExists.OVERWRITE)) {
            folder.put("run.json", "{\"new\": true}");
            assertThat(target.resolve("old.txt")).exists();
            folder.commit();
        }
        assertThat(target.resolve("old.txt")).doesNotExist();
        assertThat(target.resolve("run.json")).hasContent("{\"new\": true}");
        assertThat(names()).containsExactly("run");
    }

    @Test
    void overwritingThatFailsKeepsTheOldFolder() throws IOException {
        Path target = existingRun();
        for (Disk disk : List.of(FULL, NO_SYNC, NO_RENAME)) {
            try (RunFolder folder = RunFolder.begin(target, OnExists.OVERWRITE, disk)) {
                assertThatThrownBy(() -> {
                            folder.put("run.json", "{\"new\": true}");
                            folder.commit();
                        })
                        .isInstanceOf(OutputException.class);
            }
            assertThat(target.resolve("old.txt")).hasContent("old");
            assertThat(names()).containsExactly("run");
        }
    }

    @Test
    void aFullDiskIsReportedInItsWordsAndLeavesNothing() throws IOException {
        Path target = parent.resolve("run");
        try (RunFolder folder = RunFolder.begin(target, OnExists.FAIL, FULL)) {
            assertThatThrownBy(() -> folder.put("metrics.json", "{}"))
                    .isInstanceOf(OutputException.class)
                    .hasMessage(target.resolve("metrics.json") + ": cannot be written: No space left on device");
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void aFolderThatIsNoRunIsNeverReplaced() throws IOException {
        Path precious = Files.createDirectory(parent.resolve("precious"));
        Files.writeString(precious.resolve("data.nwb"), "years of work");
        Path file = Files.writeString(parent.resolve("file"), "text");

        for (Path target : List.of(precious, file)) {
            assertThatThrownBy(() -> RunFolder.begin(target, OnExists.OVERWRITE))
                    .isInstanceOf(OutputException.class)
                    .hasMessageContaining("not a run folder");
        }
        assertThat(precious.resolve("data.nwb")).hasContent("years of work");
        assertThat(file).hasContent("text");
    }

    @Test
    void aParentThatIsAFileIsAnError() throws IOException {
        Files.writeString(parent.resolve("file"), "text");

        assertThatThrownBy(() -> RunFolder.check(parent.resolve("file/run"), OnExists.FAIL))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("is not a folder");
    }

    @Test
    void aNameCannotLeadOutOfTheFolder() throws IOException {
        try (RunFolder folder = RunFolder.begin(parent.resolve("run"), OnExists.FAIL)) {
            assertThatThrownBy(() -> folder.put("../escaped", "text"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("inside the folder");
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void aWriterThatFailsIsReportedUnderTheFinalName() throws IOException {
        Path target = parent.resolve("run");
        try (RunFolder folder = RunFolder.begin(target, OnExists.FAIL)) {
            assertThatThrownBy(() -> folder.put("fit.h5", file -> {
                        throw new OutputException(file, new IOException("No space left on device"));
                    }))
                    .hasMessage(target.resolve("fit.h5") + ": cannot be written: No space left on device");
        }
    }

    private Path existingRun() throws IOException {
        Path target = Files.createDirectory(parent.resolve("run"));
        Files.writeString(target.resolve("run.json"), "{}");
        Files.writeString(target.resolve("old.txt"), "old");
        return target;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> paths = Files.list(parent)) {
            return paths.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
