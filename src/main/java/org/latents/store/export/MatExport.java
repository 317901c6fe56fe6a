package org.latents.store.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.latents.inference.Posterior;
import org.latents.linalg.Eigen;
import org.latents.model.Model;
import org.latents.store.ExportedFit;
import org.latents.store.OutputException;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sink;
import us.hebi.matlab.mat.types.Sinks;
import us.hebi.matlab.mat.types.Struct;

/**
 * A fit as a MATLAB file, version 5 (what {@code save -v7} writes): the variables {@code info}, {@code parameters},
 * {@code posterior}, {@code expected_rate_hz}, {@code units} and {@code trials}. Arrays have the dimensions that they
 * have in {@code fit.h5}; numbers of trials, units and bins are from 1.
 */
final class MatExport {
    /** Name of the file. */
    static final String FILE = "fit.mat";

    private static final long MAX_BYTES = Integer.MAX_VALUE - (1L << 20);

    private final ExportedFit fit;

    MatExport(ExportedFit fit) {
        this.fit = fit;
    }

    /**
     * Writes the file.
     *
     * @throws OutputException if a variable would be 2 GiB or larger, which the format does not allow
     */
    void write(Path file) throws IOException {
        Posterior q = fit.posterior();
        long d = q.latents();
        require(file, "posterior", q.bins() * (d + 2 * d * d + 2));
        require(file, "expected_rate_hz", (long) q.bins() * fit.model().units());
        try (MatFile mat = Mat5.newMatFile();
                Sink sink = Sinks.newStreamingFile(file.toFile())) {
            mat.addArray("info", info())
                    .addArray("parameters", parameters())
                    .addArray("posterior", posterior())
                    .addArray("expected_rate_hz", rates())
                    .addArray("units", units())
                    .addArray("trials", trials());
            mat.writeTo(sink);
        }
    }

    private static void require(Path file, String variable, long values) throws OutputException {
        if (values * Double.BYTES > MAX_BYTES) {
            throw new OutputException(
                    file,
                    variable + " would take " + (values * Double.BYTES >> 20) + " MB, and a MATLAB file of version 5"
                            + " holds variables below 2 GB; export --to csv or nwb");
        }
    }

    private Struct info() {
        return Mat5.newStruct()
                .set("format", Mat5.newString("latents-mat/1"))
                .set("likelihood", Mat5.newString(fit.model().likelihood().name()))
                .set("bin_seconds", Mat5.newScalar(fit.model().binSeconds()))
                .set("times", Mat5.newString(Descriptions.clock(fit)))
                .set("source", Mat5.newString(Descriptions.source(fit)));
    }

    private Struct parameters() {
        Model model = fit.model();
        List<Mode> modes = Mode.of(model);
        Struct parameters = Mat5.newStruct()
                .set("A", matrix(model.dynamics().a()))
                .set("b", column(model.dynamics().b()))
                .set("Q", matrix(model.dynamics().q()))
                .set("m0", column(model.dynamics().m0()))
                .set("P0", matrix(model.dynamics().p0()))
                .set("C", matrix(model.emission().loading()))
                .set("d", column(model.emission().offset()))
                .set("eigenvalues_A", eigenvalues(modes))
                .set("time_constants_s", column(modes.size(), i -> modes.get(i).timeConstant()))
                .set("frequencies_hz", column(modes.size(), i -> modes.get(i).frequency()))
                .set(
                        "eigenvalues_Q",
                        column(Eigen.symmetric(model.dynamics().q()).values()));
        if (model.likelihood().hasShape()) {
            parameters.set("r", column(model.shape()));
        }
        return parameters;
    }

    private static Matrix eigenvalues(List<Mode> modes) {
        Matrix values = Mat5.newComplex(modes.size(), 1);
        for (int i = 0; i < modes.size(); i++) {
            values.setDouble(i, modes.get(i).real());
            values.setImaginaryDouble(i, modes.get(i).imaginary());
        }
        return values;
    }

    private Struct posterior() {
        Posterior q = fit.posterior();
        int d = q.latents();
        int[] trial = new int[q.bins()];
        for (int k = 0; k < q.trials(); k++) {
            java.util.Arrays.fill(trial, q.trialStart()[k], q.trialStart()[k + 1], k + 1);
        }
        double[] times = fit.times();
        return Mat5.newStruct()
                .set("mean", array(q.mean(), q.bins(), d))
                .set("covariance", array(q.covariance(), q.bins(), d, d))
                .set("lag_covariance", array(q.lagCovariance(), q.bins(), d, d))
                .set("trial", column(q.bins(), t -> trial[t]))
                .set("time_s", column(times));
    }

    private Matrix rates() {
        ExpectedRates rates = new ExpectedRates(fit.model(), fit.posterior());
        int bins = fit.posterior().bins();
        Matrix matrix = Mat5.newMatrix(bins, rates.units());
        double[] row = new double[rates.units()];
        for (int t = 0; t < bins; t++) {
            rates.row(t, row);
            for (int n = 0; n < row.length; n++) {
                matrix.setDouble(t, n, row[n]);
            }
        }
        return matrix;
    }

    private Struct units() {
        List<ExportedFit.Unit> units = fit.units();
        Cell ids = Mat5.newCell(units.size(), 1);
        for (int n = 0; n < units.size(); n++) {
            ids.set(n, Mat5.newString(units.get(n).id()));
        }
        return Mat5.newStruct()
                .set("id", ids)
                .set(
                        "number_in_recording",
                        column(units.size(), n -> units.get(n).number()));
    }

    private Struct trials() {
        List<ExportedFit.Trial> trials = fit.trials();
        int[] start = fit.posterior().trialStart();
        return Mat5.newStruct()
                .set(
                        "number_in_recording",
                        column(trials.size(), k -> trials.get(k).number()))
                .set("start_s", column(trials.size(), k -> trials.get(k).start()))
                .set("stop_s", column(trials.size(), k -> trials.get(k).stop()))
                .set("first_bin", column(trials.size(), k -> start[k] + 1))
                .set("last_bin", column(trials.size(), k -> start[k + 1]));
    }

    private static Matrix matrix(org.latents.linalg.Matrix matrix) {
        return array(matrix.toArray(), matrix.rows(), matrix.columns());
    }

    private static Matrix column(double[] values) {
        return column(values.length, i -> values[i]);
    }

    private static Matrix column(int size, IntToDoubleFunction value) {
        Matrix column = Mat5.newMatrix(size, 1);
        for (int i = 0; i < size; i++) {
            column.setDouble(i, value.applyAsDouble(i));
        }
        return column;
    }

    /** Returns a row-major array with its dimensions, in MATLAB's order of entries: the first index runs fastest. */
    private static Matrix array(double[] values, int... dimensions) {
        Matrix array = Mat5.newMatrix(dimensions);
        int rows = dimensions[0];
        int inner = rows == 0 ? 0 : values.length / rows;
        int[] place = new int[inner];
        for (int i = 0; i < inner; i++) {
            place[i] = columnMajor(i, dimensions);
        }
        for (int t = 0; t < rows; t++) {
            for (int i = 0; i < inner; i++) {
                array.setDouble(t + place[i], values[t * inner + i]);
            }
        }
        return array;
    }

    /** Where entry i of the first row-major row stands when the first index runs fastest. */
    private static int columnMajor(int entry, int... dimensions) {
        int rest = entry;
        int[] index = new int[dimensions.length];
        for (int axis = dimensions.length - 1; axis > 0; axis--) {
            index[axis] = rest % dimensions[axis];
            rest /= dimensions[axis];
        }
        int place = 0;
        for (int axis = dimensions.length - 1; axis > 0; axis--) {
            place = (place + index[axis]) * dimensions[axis - 1];
        }
        return place;
    }
}
