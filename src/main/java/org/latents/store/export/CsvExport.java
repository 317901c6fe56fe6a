package org.latents.store.export;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.latents.inference.Posterior;
import org.latents.linalg.Eigen;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.store.CsvTable;
import org.latents.store.ExportedFit;
import org.latents.store.OutputException;
import org.latents.store.RunFolder;

/**
 * A fit as tidy tables, a row per value, numbers from 1; doubles are written so that reading them gives the same value.
 * The two tables that grow with time go to the disk row by row.
 */
final class CsvExport {
    /** Name of the folder. */
    static final String FOLDER = "csv/";

    private final ExportedFit fit;

    CsvExport(ExportedFit fit) {
        this.fit = fit;
    }

    /** Writes all tables below a path of a folder; the path is "" or ends with a slash. */
    void write(RunFolder folder, String prefix) throws OutputException {
        String place = prefix + FOLDER;
        folder.put(place + "latents.csv", this::writeLatents);
        folder.put(place + "rates.csv", this::writeRates);
        folder.put(place + "trials.csv", trials().text());
        folder.put(place + "units.csv", units().text());
        folder.put(place + "loadings.csv", loadings().text());
        folder.put(place + "dynamics.csv", dynamics().text());
        folder.put(place + "eigenvalues.csv", eigenvalues().text());
    }

    private void writeLatents(Path file) throws IOException {
        Posterior q = fit.posterior();
        int d = q.latents();
        writeBins(file, "latent,mean,sd", (t, place, writer) -> {
            for (int i = 0; i < d; i++) {
                double sd = Math.sqrt(q.covariance()[(t * d + i) * d + i]);
                writer.write(place + (i + 1) + ',' + q.mean()[t * d + i] + ',' + sd + '\n');
            }
        });
    }

    private void writeRates(Path file) throws IOException {
        ExpectedRates rates = new ExpectedRates(fit.model(), fit.posterior());
        double[] rate = new double[rates.units()];
        writeBins(file, "unit,expected_rate_hz", (t, place, writer) -> {
            rates.row(t, rate);
            for (int n = 0; n < rate.length; n++) {
                writer.write(place + (n + 1) + ',' + rate[n] + '\n');
            }
        });
    }

    /** Writes the rows of one bin. */
    @FunctionalInterface
    private interface BinRows {
        void write(int bin, String place, Writer writer) throws IOException;
    }

    private void writeBins(Path file, String header, BinRows rows) throws IOException {
        int[] start = fit.posterior().trialStart();
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            writer.write("trial,bin,time_s," + header + '\n');
            for (int k = 0; k < start.length - 1; k++) {
                for (int t = start[k]; t < start[k + 1]; t++) {
                    int bin = t - start[k];
                    String place = (k + 1) + "," + (bin + 1) + ',' + fit.time(k, bin) + ',';
                    rows.write(t, place, writer);
                }
            }
        }
    }

    private CsvTable trials() {
        CsvTable table = new CsvTable("trial", "number_in_recording", "start_s", "stop_s", "bins");
        int[] start = fit.posterior().trialStart();
        for (int k = 0; k < fit.trials().size(); k++) {
            ExportedFit.Trial trial = fit.trials().get(k);
            table.row(k + 1, trial.number(), trial.start(), trial.stop(), start[k + 1] - start[k]);
        }
        return table;
    }

    private CsvTable units() {
        CsvTable table = new CsvTable("unit", "number_in_recording", "id", "offset_log_hz", "dispersion");
        Model model = fit.model();
        for (int n = 0; n < model.units(); n++) {
            ExportedFit.Unit unit = fit.units().get(n);
            table.row(n + 1, unit.number(), unit.id(), model.emission().offset()[n], model.shapeOf(n));
        }
        return table;
    }

    private CsvTable loadings() {
        CsvTable table = new CsvTable("unit", "latent", "loading");
        Matrix loading = fit.model().emission().loading();
        for (int n = 0; n < loading.rows(); n++) {
            for (int i = 0; i < loading.columns(); i++) {
                table.row(n + 1, i + 1, loading.get(n, i));
            }
        }
        return table;
    }

    private CsvTable dynamics() {
        Model model = fit.model();
        CsvTable table = new CsvTable("parameter", "row", "column", "value");
        put(table, "A", model.dynamics().a());
        put(table, "Q", model.dynamics().q());
        put(table, "P0", model.dynamics().p0());
        put(table, "b", column(model.dynamics().b()));
        put(table, "m0", column(model.dynamics().m0()));
        return table;
    }

    private static Matrix column(double[] values) {
        return Matrix.of(values.length, 1, values);
    }

    private static void put(CsvTable table, String name, Matrix matrix) {
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.columns(); j++) {
                table.row(name, i + 1, j + 1, matrix.get(i, j));
            }
        }
    }

    private CsvTable eigenvalues() {
        CsvTable table =
                new CsvTable("matrix", "number", "real", "imaginary", "modulus", "time_constant_s", "frequency_hz");
        int number = 1;
        for (Mode mode : Mode.of(fit.model())) {
            table.row(
                    "A",
                    number++,
                    mode.real(),
                    mode.imaginary(),
                    mode.modulus(),
                    mode.timeConstant(),
                    mode.frequency());
        }
        number = 1;
        for (double value : Eigen.symmetric(fit.model().dynamics().q()).values()) {
            table.row("Q", number++, value, 0.0, Math.abs(value), "", "");
        }
        return table;
    }
}
