package org.latents.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latents.inference.Posterior;
import org.latents.linalg.Matrix;
import org.latents.model.Model;

class FitFileTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "negbin"})
    void whatIsWrittenIsReadBackToTheBit(String likelihood) throws IOException {
        Path file = folder.resolve("fit.h5");
        FitFile fit = Fixtures.fit(likelihood);

        fit.write(file);
        FitFile back = FitFile.read(file);

        assertSame(back.model(), fit.model());
        Posterior q = back.posterior().orElseThrow();
        assertThat(q.trialStart()).isEqualTo(new int[] {0, 3, 7});
        assertThat(q.mean()).isEqualTo(fit.posterior().orElseThrow().mean());
        assertThat(q.covariance()).isEqualTo(fit.posterior().orElseThrow().covariance());
        assertThat(q.lagCovariance()).isEqualTo(fit.posterior().orElseThrow().lagCovariance());
    }

    @Test
    void aPosteriorOfManyBinsIsReadBackToTheBit() throws IOException {
        // more values than are written at a time
        int bins = 40_000;
        double[] mean = new double[2 * bins];
        double[] covariance = new double[4 * bins];
        double[] lag = new double[4 * bins];
        Arrays.setAll(mean, i -> Math.sin(i));
        Arrays.setAll(covariance, i -> Math.cos(i));
        Arrays.setAll(lag, i -> 1.0 / (1 + i));
        FitFile small = Fixtures.fit("poisson");
        Posterior q = new Posterior(2, new int[] {0, bins}, mean, covariance, lag);
        Path file = folder.resolve("large.h5");
        new FitFile(small.model(), Optional.of(q)).write(file);
        Posterior back = FitFile.read(file).posterior().orElseThrow();
        assertThat(back.mean()).isEqualTo(mean);
        assertThat(back.covariance()).isEqualTo(covariance);
        assertThat(back.lagCovariance()).isEqualTo(lag);
    }

    @Test
    void aRunFolderStandsForItsFit() throws IOException {
        Fixtures.fit("poisson").write(folder.resolve("fit.h5"));

        assertSame(FitFile.read(folder).model(), Fixtures.model("poisson"));
    }

    @Test
    void thePosteriorMayBeAbsent() throws IOException {
        Path file = folder.resolve("fit.h5");
        new FitFile(Fixtures.model("negbin"), Optional.empty()).write(file);

        assertThat(FitFile.read(file).posterior()).isEmpty();
    }

    /** Files made by src/test/resources/org/latents/store/make_fits.py. */
    @ParameterizedTest
    @ValueSource(strings = {"plain.h5", "big-endian.h5", "single.h5", "latest.h5", "chunked.h5"})
    void fitsOfOtherWritersAreRead(String name) throws Exception {
        Model model = FitFile.read(resource(name)).model();
        double single = name.equals("single.h5") ? 1e-7 : 0; // rounding of single precision

        assertThat(model.dynamics()
                        .a()
                        .minus(Matrix.of(2, 2, 0.9, 0.1, -0.1, 0.8))
                        .maxAbs())
                .isLessThanOrEqualTo(single);
        assertThat(model.dynamics().q()).isEqualTo(Matrix.of(2, 2, 0.5, 0.125, 0.125, 0.25));
        assertThat(model.dynamics().p0()).isEqualTo(Matrix.diagonal(1, 2));
        assertThat(model.emission().loading()).isEqualTo(Matrix.of(3, 2, 1, -0.5, 0.25, 2, 0, 1.5));
        assertThat(model.emission().offset()).containsExactly(1, 2, -3);
        assertThat(model.binSeconds()).isEqualTo(single > 0 ? 0.01f : 0.01);
    }

    @Test
    void driftAndFirstMeanAreZeroWhereAbsentAndReadWherePresent() throws Exception {
        Model absent = FitFile.read(resource("plain.h5")).model();
        assertThat(absent.likelihood().name()).isEqualTo("poisson");
        assertThat(absent.dynamics().b()).containsExactly(0, 0);
        assertThat(absent.dynamics().m0()).containsExactly(0, 0);

        Model present = FitFile.read(resource("big-endian.h5")).model();
        assertThat(present.likelihood().name()).isEqualTo("negbin");
        assertThat(present.dynamics().b()).containsExactly(0.5, -0.5);
        assertThat(present.dynamics().m0()).containsExactly(1, 2);
        assertThat(present.shape()).containsExactly(1, 1e8, 0.25);
    }

    @Test
    void aWrongShapeIsNamedWithTheExpectedOne() throws IOException {
        expect(with("d", new double[] {1, 2}), "/parameters/d", "expected shape [3]", "found [2]");
        expect(with("A", new double[][] {{1, 2}}), "/parameters/A", "square", "[1, 2]");
        expect(with("C", new double[][] {{1, 2, 3}}), "/parameters/C", "[units, 2]", "[1, 3]");
        expect(with("Q", new double[][] {{1}}), "/parameters/Q", "expected shape [2, 2]", "found [1, 1]");
        expect(with("r", new double[] {1, 2, 3, 4}), "/parameters/r", "expected shape [3]", "found [4]");
    }

    @Test
    void aValueThatCannotBeIsNamedWithItsPlace() throws IOException {
        expect(with("A", new double[][] {{1, Double.NaN}, {0, 1}}), "/parameters/A", "entry 1", "NaN");
        expect(with("d", new double[] {1, 2, Double.POSITIVE_INFINITY}), "/parameters/d", "entry 2", "Infinity");
        expect(with("Q", new double[][] {{1, 2}, {2, 1}}), "/parameters/Q", "not positive definite");
        expect(with("P0", new double[][] {{1, 0}, {0, 0}}), "/parameters/P0", "not positive definite");
        expect(with("Q", new double[][] {{1, 0.5}, {0, 1}}), "/parameters/Q", "not symmetric");
        expect(with("r", new double[] {1, 0, 1}), "/parameters/r", "unit 2", "positive");
        expect(with("r", new double[] {1, 1, -3}), "/parameters/r", "unit 3", "positive");
    }

    @Test
    void aMissingPartIsNamed() throws IOException {
        for (String name : new String[] {"A", "Q", "P0", "C", "d", "r"}) {
            Map<String, Object> parts = parameters();
            parts.remove(name);
            expect(write(parts, "negbin"), "/parameters/" + name, "is missing");
        }
    }

    @Test
    void attributesAreChecked() throws IOException {
        expect(write(parameters(), "gamma"), "'likelihood'", "'gamma' is not known", "poisson");
        expect(output("latents-fit/2", 0.01).dataset("parameters", "A", new double[] {1}), "'format'", "latents-fit/2");
        expect(output("latents-fit/1", -1).dataset("parameters", "A", new double[] {1}), "'bin_seconds'", "-1");
        expect(output("latents-fit/1", 0.01).dataset("other", "A", new double[] {1}), "/parameters", "is missing");
    }

    @Test
    void aPosteriorOfAnotherShapeIsNamed() throws IOException {
        Hdf5Output output = write(parameters(), "negbin");
        output.dataset("posterior", "trial_start", new int[] {0, 3})
                .dataset("posterior", "mean", new double[2][2])
                .dataset("posterior", "covariance", new double[3][2][2])
                .dataset("posterior", "lag_covariance", new double[3][2][2]);
        expect(output, "/posterior/mean", "expected shape [3, 2]", "found [2, 2]");
    }

    @Test
    void aFileThatIsNoFitIsRefusedWithoutATrace() throws IOException {
        Path text = Files.writeString(folder.resolve("text.h5"), "not HDF5".repeat(100));
        assertThatThrownBy(() -> FitFile.read(text))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("text.h5")
                .hasMessageContaining("not an HDF5 file");
        Path empty = Files.createFile(folder.resolve("empty.h5"));
        assertThatThrownBy(() -> FitFile.read(empty)).hasMessageContaining("is empty");
        assertThatThrownBy(() -> FitFile.read(folder.resolve("none.h5"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> FitFile.read(folder)).hasMessageContaining("no fit.h5");
    }

    @Test
    void aFileCutShortAnywhereIsRefusedByName() throws IOException {
        Path whole = folder.resolve("fit.h5");
        Fixtures.fit("negbin").write(whole);
        byte[] bytes = Files.readAllBytes(whole);
        for (int length = 1; length < bytes.length; length += 61) {
            Path cut = Files.write(folder.resolve("cut.h5"), Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> FitFile.read(cut))
                    .as("cut to %d of %d bytes", length, bytes.length)
                    .isInstanceOf(FileFormatException.class)
                    .hasMessageContaining("cut.h5");
        }
    }

    @Test
    void aFlippedByteGivesAFitOrAFileFormatException() throws IOException {
        Path whole = folder.resolve("fit.h5");
        Fixtures.fit("negbin").write(whole);
        byte[] bytes = Files.readAllBytes(whole);
        int refused = 0;
        for (int place = 0; place < bytes.length; place += 7) {
            byte[] copy = bytes.clone();
            copy[place] ^= (byte) 0x5A;
            Path file = Files.write(folder.resolve("flipped.h5"), copy);
            try {
                FitFile.read(file);
            } catch (FileFormatException e) {
                refused++;
                assertThat(e).hasMessageContaining("flipped.h5");
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void whatTheLibraryWouldCorruptIsNotWritten() {
        assertThatThrownBy(() -> new Hdf5Output().dataset("g", "empty", new double[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without entries");
        assertThatThrownBy(() -> new Hdf5Output().dataset("g", "a/b", new double[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("slash");
    }

    private static void assertSame(Model found, Model expected) {
        assertThat(found.dynamics().a()).isEqualTo(expected.dynamics().a());
        assertThat(found.dynamics().b()).isEqualTo(expected.dynamics().b());
        assertThat(found.dynamics().q()).isEqualTo(expected.dynamics().q());
        assertThat(found.dynamics().m0()).isEqualTo(expected.dynamics().m0());
        assertThat(found.dynamics().p0()).isEqualTo(expected.dynamics().p0());
        assertThat(found.emission().loading()).isEqualTo(expected.emission().loading());
        assertThat(found.emission().offset()).isEqualTo(expected.emission().offset());
        assertThat(found.shape()).isEqualTo(expected.shape());
        assertThat(found.likelihood().name()).isEqualTo(expected.likelihood().name());
        assertThat(found.binSeconds()).isEqualTo(expected.binSeconds());
    }

    private static Map<String, Object> parameters() {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("A", new double[][] {{0.9, 0}, {0, 0.9}});
        parts.put("Q", new double[][] {{1, 0}, {0, 1}});
        parts.put("P0", new double[][] {{1, 0}, {0, 1}});
        parts.put("C", new double[][] {{1, 0}, {0, 1}, {1, 1}});
        parts.put("d", new double[] {1, 2, 3});
        parts.put("r", new double[] {1, 2, 3});
        return parts;
    }

    private static Hdf5Output with(String name, Object value) {
        Map<String, Object> parts = parameters();
        parts.put(name, value);
        return write(parts, "negbin");
    }

    private static Hdf5Output write(Map<String, Object> parts, String likelihood) {
        Hdf5Output output = output("latents-fit/1", 0.01).attribute("likelihood", likelihood);
        parts.forEach((name, value) -> output.dataset("parameters", name, value));
        return output;
    }

    private static Hdf5Output output(String format, double bin) {
        return new Hdf5Output()
                .attribute("format", format)
                .attribute("likelihood", "poisson")
                .attribute("bin_seconds", bin);
    }

    private void expect(Hdf5Output output, String... words) throws IOException {
        Path file = folder.resolve("wrong.h5");
        Files.deleteIfExists(file);
        output.write(file);
        assertThatThrownBy(() -> FitFile.read(file))
                .isInstanceOf(FileFormatException.class)
                .hasMessageStartingWith(file.toString())
                .message()
                .contains(words);
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(FitFileTest.class.getResource(name).toURI());
    }
}
