package org.latents.store.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import io.jhdf.api.Group;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are read back by jHDF, which checks the checksums of every header. */
class Hdf5TreeFileTest {
    @TempDir
    private Path folder;

    @Test
    void groupsMayBeEmptyAndDeep() throws IOException {
        Hdf5Node.Group root = new Hdf5Node.Group().with("title", "grün");
        root.add("empty", new Hdf5Node.Group())
                .add("a", new Hdf5Node.Group().add("b", new Hdf5Node.Group().add("c", new Hdf5Node.Group())));

        try (HdfFile file = write(root)) {
            assertThat(((Group) file.getByPath("/empty")).getChildren()).isEmpty();
            assertThat(file.getByPath("/a/b/c")).isInstanceOf(Group.class);
            assertThat(file.getAttribute("title").getData()).isEqualTo("grün");
        }
    }

    @Test
    void textsOfAnyLengthAreKept() throws IOException {
        String[] texts = {"", "x", "12345678", "日本", "long ".repeat(20_000), "x"};
        Hdf5Node.Group root = new Hdf5Node.Group()
                .with("long", "attribute ".repeat(20_000))
                .with("list", new String[] {"p", "qq"})
                .add("list", Hdf5Node.Texts.list(Map.of(), texts))
                .add("one", Hdf5Node.Texts.of("only"));

        try (HdfFile file = write(root)) {
            String[] back = (String[]) file.getDatasetByPath("/list").getData();
            assertThat(Arrays.copyOfRange(back, 1, back.length)).isEqualTo(Arrays.copyOfRange(texts, 1, texts.length));
            assertThat(back[0]).isNullOrEmpty();
            assertThat(file.getDatasetByPath("/one").getData()).isEqualTo("only");
            assertThat((String) file.getAttribute("long").getData()).hasSize(200_000);
            assertThat((String[]) file.getAttribute("list").getData()).containsExactly("p", "qq");
        }
    }

    /** 20,000 doubles are several buffers; 7 in a row are not a divisor of a buffer. */
    @Test
    void numbersAreKeptToTheBit() throws IOException {
        double[] values = IntStream.range(0, 20_006).mapToDouble(Math::sqrt).toArray();
        values[3] = Double.NaN;
        values[4] = -0.0;
        values[5] = Double.MIN_VALUE;
        Hdf5Node.Group root = new Hdf5Node.Group()
                .add("doubles", Hdf5Node.Doubles.of(Map.of("scale", 0.1, "n", -7), values, 2858, 7))
                .add("integers", new Hdf5Node.Integers(Map.of(), Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE));

        try (HdfFile file = write(root)) {
            assertThat((double[]) file.getDatasetByPath("/doubles").getDataFlat())
                    .isEqualTo(values);
            assertThat(file.getDatasetByPath("/doubles").getDimensions()).containsExactly(2858, 7);
            assertThat(file.getByPath("/doubles").getAttribute("scale").getData())
                    .isEqualTo(0.1);
            assertThat(file.getByPath("/doubles").getAttribute("n").getData()).isEqualTo(-7);
            assertThat((int[]) file.getDatasetByPath("/integers").getData())
                    .containsExactly(Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE);
        }
    }

    @Test
    void aGroupMayHaveManyChildren() throws IOException {
        Hdf5Node.Group root = new Hdf5Node.Group();
        for (int i = 0; i < 1000; i++) {
            root.add("child " + i, Hdf5Node.Texts.of("text " + i));
        }

        try (HdfFile file = write(root)) {
            assertThat(file.getChildren()).hasSize(1000);
            assertThat(file.getDatasetByPath("/child 999").getData()).isEqualTo("text 999");
        }
    }

    @Test
    void theSameTreeGivesTheSameBytesAndTheEndIsTheOneInTheSuperblock() throws IOException {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        Hdf5TreeFile.write(one, new Hdf5Node.Group().add("t", Hdf5Node.Texts.of("text")));
        Hdf5TreeFile.write(two, new Hdf5Node.Group().add("t", Hdf5Node.Texts.of("text")));

        assertThat(one).hasSameBinaryContentAs(two);
        long end = java.nio.ByteBuffer.wrap(Files.readAllBytes(one))
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .getLong(28);
        assertThat(end).isEqualTo(Files.size(one));
    }

    @Test
    void whatCannotBeWrittenIsRefused() throws IOException {
        Hdf5Node.Group root = new Hdf5Node.Group();
        assertThatThrownBy(() -> root.add("a/b", new Hdf5Node.Group())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> root.add("", new Hdf5Node.Group())).isInstanceOf(IllegalArgumentException.class);
        Path file = Files.createFile(folder.resolve("there"));
        assertThatThrownBy(() -> Hdf5TreeFile.write(file, root)).isInstanceOf(FileAlreadyExistsException.class);
        Hdf5Heap heap = new Hdf5Heap(48);
        String[] many = IntStream.range(0, 65_536).mapToObj(i -> "t" + i).toArray(String[]::new);
        assertThatThrownBy(() -> heap.add(many))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65535");
    }

    private HdfFile write(Hdf5Node.Group root) throws IOException {
        Path file = folder.resolve("tree.h5");
        Hdf5TreeFile.write(file, root);
        return new HdfFile(file);
    }
}
