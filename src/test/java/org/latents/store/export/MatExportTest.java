package org.latents.store.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latents.inference.Posterior;
import org.latents.store.ExportedFit;
import org.latents.store.OutputException;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.format.Mat5File;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Struct;

class MatExportTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadBackToTheBit() throws Exception {
        ExportedFit fit = Exported.fit("negbin");
        Mat5File mat = write(fit);
        Posterior q = fit.posterior();

        Struct posterior = mat.getStruct("posterior");
        Matrix mean = posterior.getMatrix("mean");
        Matrix covariance = posterior.getMatrix("covariance");
        Matrix lag = posterior.getMatrix("lag_covariance");
        assertThat(mean.getDimensions()).containsExactly(Exported.BINS, 2);
        assertThat(lag.getDimensions()).containsExactly(Exported.BINS, 2, 2);
        for (int t = 0; t < Exported.BINS; t++) {
            for (int i = 0; i < 2; i++) {
                assertThat(mean.getDouble(t, i)).isEqualTo(q.mean()[2 * t + i]);
                for (int j = 0; j < 2; j++) {
                    int[] place = {t, i, j};
                    assertThat(covariance.getDouble(place)).isEqualTo(q.covariance()[4 * t + 2 * i + j]);
                    assertThat(lag.getDouble(place)).isEqualTo(q.lagCovariance()[4 * t + 2 * i + j]);
                }
            }
        }
        assertThat(values(posterior.getMatrix("trial"))).containsExactly(1, 1, 2, 2, 2);
        assertThat(values(posterior.getMatrix("time_s"))).isEqualTo(fit.times());
    }

    @Test
    void parametersAreThoseOfTheFit() throws Exception {
        ExportedFit fit = Exported.fit("negbin");
        Struct parameters = write(fit).getStruct("parameters");

        assertSame(parameters.getMatrix("A"), fit.model().dynamics().a());
        assertSame(parameters.getMatrix("Q"), fit.model().dynamics().q());
        assertSame(parameters.getMatrix("P0"), fit.model().dynamics().p0());
        assertSame(parameters.getMatrix("C"), fit.model().emission().loading());
        assertThat(values(parameters.getMatrix("d")))
                .isEqualTo(fit.model().emission().offset());
        assertThat(values(parameters.getMatrix("b")))
                .isEqualTo(fit.model().dynamics().b());
        assertThat(values(parameters.getMatrix("m0")))
                .isEqualTo(fit.model().dynamics().m0());
        assertThat(values(parameters.getMatrix("r"))).isEqualTo(fit.model().shape());
        List<Mode> modes = Mode.of(fit.model());
        Matrix eigenvalues = parameters.getMatrix("eigenvalues_A");
        assertThat(eigenvalues.getDouble(1)).isEqualTo(modes.get(1).real());
        assertThat(eigenvalues.getImaginaryDouble(1)).isEqualTo(modes.get(1).imaginary());
    }

    @Test
    void ratesUnitsAndTrialsAreThere() throws Exception {
        ExportedFit fit = Exported.fit("poisson");
        Mat5File mat = write(fit);

        double[] row = new double[Exported.UNITS];
        Matrix rate = mat.getMatrix("expected_rate_hz");
        for (int t = 0; t < Exported.BINS; t++) {
            new ExpectedRates(fit.model(), fit.posterior()).row(t, row);
            for (int n = 0; n < Exported.UNITS; n++) {
                assertThat(rate.getDouble(t, n)).isEqualTo(row[n]);
            }
        }
        assertThat(mat.getStruct("units").getCell("id").getChar(1, 0).getString())
                .isEqualTo("zwölf");
        Struct trials = mat.getStruct("trials");
        assertThat(values(trials.getMatrix("first_bin"))).containsExactly(1, 3);
        assertThat(values(trials.getMatrix("last_bin"))).containsExactly(2, 5);
        assertThat(values(trials.getMatrix("start_s"))).containsExactly(100, 207.5);
        assertThat(mat.getStruct("parameters").getFieldNames()).doesNotContain("r");
        assertThat(mat.getStruct("info").getChar("source").getString()).contains(Exported.SESSION, "00ff");
    }

    @Test
    void whatAFileOfVersion5CannotHoldIsRefused() {
        ExportedFit small = Exported.fit("poisson", Optional.empty());
        // No array of this size is made: the sizes alone say that the variable would be too large.
        Posterior huge =
                new Posterior(2, new int[] {0, 100_000_000}, small.posterior().mean(), new double[4], new double[4]);
        ExportedFit fit =
                new ExportedFit("", small.model(), huge, List.of(small.trials().get(0)), small.units(), small.origin());

        assertThatThrownBy(() -> new MatExport(fit).write(folder.resolve("large.mat")))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("posterior would take")
                .hasMessageContaining("csv or nwb");
    }

    private Mat5File write(ExportedFit fit) throws Exception {
        Exported.write(folder.resolve("out"), fit, Export.Form.MAT);
        return Mat5.readFromFile(folder.resolve("out/fit.mat").toFile());
    }

    private static void assertSame(Matrix actual, org.latents.linalg.Matrix expected) {
        assertThat(actual.getDimensions()).containsExactly(expected.rows(), expected.columns());
        for (int i = 0; i < expected.rows(); i++) {
            for (int j = 0; j < expected.columns(); j++) {
                assertThat(actual.getDouble(i, j)).isEqualTo(expected.get(i, j));
            }
        }
    }

    private static double[] values(Matrix matrix) {
        double[] values = new double[matrix.getNumElements()];
        java.util.Arrays.setAll(values, matrix::getDouble);
        return values;
    }
}
