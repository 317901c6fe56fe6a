package org.latents.store.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latents.inference.Posterior;
import org.latents.linalg.Matrix;
import org.latents.store.CsvTable;
import org.latents.store.ExportedFit;

class CsvExportTest {
    @TempDir
    private Path folder;

    private Path csv;
    private final ExportedFit fit = Exported.fit("negbin");

    @BeforeEach
    void export() throws Exception {
        Exported.write(folder.resolve("out"), fit, Export.Form.CSV);
        csv = folder.resolve("out/csv");
    }

    @Test
    void latentsAreThoseOfThePosteriorToTheBit() throws Exception {
        CsvTable table = CsvTable.read(csv.resolve("latents.csv"));
        Posterior q = fit.posterior();

        assertThat(table.header()).containsExactly("trial", "bin", "time_s", "latent", "mean", "sd");
        assertThat(table.size()).isEqualTo(Exported.BINS * 2);
        for (int row = 0; row < table.size(); row++) {
            int t = row / 2;
            int i = row % 2;
            assertThat(number(table, row, "latent")).isEqualTo(i + 1);
            assertThat(number(table, row, "mean")).isEqualTo(q.mean()[row]);
            assertThat(number(table, row, "sd")).isEqualTo(Math.sqrt(q.covariance()[4 * t + 3 * i]));
        }
    }

    @Test
    void numbersAreFromOneAndTimesAreTheMiddlesOfBins() throws Exception {
        CsvTable table = CsvTable.read(csv.resolve("latents.csv"));

        assertThat(column(table, "trial")).containsExactly(1, 1, 1, 1, 2, 2, 2, 2, 2, 2);
        assertThat(column(table, "bin")).containsExactly(1, 1, 2, 2, 1, 1, 2, 2, 3, 3);
        assertThat(number(table, 0, "time_s")).isEqualTo(100 + 0.5 * Exported.BIN);
        assertThat(number(table, 9, "time_s")).isEqualTo(207.5 + 2.5 * Exported.BIN);
    }

    @Test
    void ratesAreTheMeansOfLogNormalDistributions() throws Exception {
        CsvTable table = CsvTable.read(csv.resolve("rates.csv"));
        Matrix c = fit.model().emission().loading();

        assertThat(table.header()).containsExactly("trial", "bin", "time_s", "unit", "expected_rate_hz");
        assertThat(table.size()).isEqualTo(Exported.BINS * Exported.UNITS);
        for (int t = 0; t < Exported.BINS; t++) {
            Matrix mean = Matrix.of(2, 1, Arrays.copyOfRange(fit.posterior().mean(), 2 * t, 2 * t + 2));
            Matrix v = Matrix.of(2, 2, Arrays.copyOfRange(fit.posterior().covariance(), 4 * t, 4 * t + 4));
            Matrix m = c.times(mean);
            Matrix s = c.times(v).times(c.transpose());
            for (int n = 0; n < Exported.UNITS; n++) {
                double rate = Math.exp(m.get(n, 0) + fit.model().emission().offset()[n] + s.get(n, n) / 2);
                int row = t * Exported.UNITS + n;
                assertThat(number(table, row, "unit")).isEqualTo(n + 1);
                // Sums of a few terms in another order: a few units in the last place of exponents below 10.
                assertThat(number(table, row, "expected_rate_hz")).isCloseTo(rate, within(1e-14 * rate));
            }
        }
    }

    @Test
    void parametersAreThoseOfTheFitToTheBit() throws Exception {
        CsvTable dynamics = CsvTable.read(csv.resolve("dynamics.csv"));
        assertThat(column(dynamics, "value"))
                .startsWith(fit.model().dynamics().a().toArray())
                .endsWith(fit.model().dynamics().m0());
        assertThat(dynamics.get(1, "row") + dynamics.get(1, "column")).isEqualTo("12");

        CsvTable loadings = CsvTable.read(csv.resolve("loadings.csv"));
        assertThat(column(loadings, "loading"))
                .isEqualTo(fit.model().emission().loading().toArray());
        assertThat(column(loadings, "unit")).containsExactly(1, 1, 2, 2, 3, 3);

        CsvTable units = CsvTable.read(csv.resolve("units.csv"));
        assertThat(column(units, "offset_log_hz"))
                .isEqualTo(fit.model().emission().offset());
        assertThat(column(units, "dispersion")).isEqualTo(fit.model().shape());
        assertThat(column(units, "number_in_recording")).containsExactly(1, 5, 6);
        assertThat(units.get(0, "id")).isEqualTo("a,\"b\"");
        assertThat(units.get(1, "id")).isEqualTo("zwölf");
    }

    @Test
    void eigenvaluesHaveTheTimeConstantsAndFrequenciesOfTheirMatrix() throws Exception {
        CsvTable table = CsvTable.read(csv.resolve("eigenvalues.csv"));
        // λ² − 1.7 λ + 0.72 + 0.02/9 = 0: a real pair, 0.85 ± √(0.7225 − 0.72 − 0.02/9)
        double root = Math.sqrt(0.7225 - 0.72 - 0.02 / 9);
        double[] expected = {0.85 + root, 0.85 - root};

        for (int i = 0; i < 2; i++) {
            assertThat(table.get(i, "matrix")).isEqualTo("A");
            // A gap of 0.03 between the eigenvalues: an error of rounding grows by 1/0.03 at most.
            assertThat(number(table, i, "real")).isCloseTo(expected[i], within(1e-13));
            assertThat(number(table, i, "time_constant_s"))
                    .isCloseTo(-Exported.BIN / Math.log(expected[i]), within(1e-12));
            assertThat(number(table, i, "frequency_hz")).isZero();
        }
        assertThat(table.get(2, "matrix")).isEqualTo("Q");
        double trace = number(table, 2, "real") + number(table, 3, "real");
        assertThat(trace).isCloseTo(0.75, within(1e-15 * 8));
        assertThat(table.get(2, "time_constant_s")).isEmpty();
    }

    @Test
    void trialsHaveTheirTimesAndTheirPlacesInTheRecording() throws Exception {
        CsvTable table = CsvTable.read(csv.resolve("trials.csv"));

        assertThat(column(table, "number_in_recording")).containsExactly(4, 9);
        assertThat(column(table, "start_s")).containsExactly(100, 207.5);
        assertThat(column(table, "bins")).containsExactly(2, 3);
    }

    @Test
    void aPoissonFitHasNoDispersion() throws Exception {
        Exported.write(folder.resolve("poisson"), Exported.fit("poisson", Optional.empty()), Export.Form.CSV);

        CsvTable units = CsvTable.read(folder.resolve("poisson/csv/units.csv"));
        assertThat(units.get(0, "dispersion")).isEmpty();
        assertThat(Files.exists(folder.resolve("poisson/fit.mat"))).isFalse();
    }

    private static double number(CsvTable table, int row, String column) {
        return Double.parseDouble(table.get(row, column));
    }

    private static double[] column(CsvTable table, String name) {
        double[] values = new double[table.size()];
        Arrays.setAll(values, row -> number(table, row, name));
        return values;
    }
}
