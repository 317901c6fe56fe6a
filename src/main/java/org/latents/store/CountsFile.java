package org.latents.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.latents.data.BinnedCounts;
import org.latents.model.Model;

/**
 * Counts in the format {@code latents-counts/1}, which is read like a recording: {@code /counts [bins,N]} with
 * {@code /trial_start [K+1]}, {@code /observed} where cells were not observed, and the root attribute
 * {@code bin_seconds}; what was simulated carries {@code /truth/x [bins,D]}, {@code /truth/eta [bins,N]} and
 * {@code /parameters} as in a fit.
 *
 * @param counts the counts
 * @param truth what they were drawn from, if they were simulated
 */
public record CountsFile(BinnedCounts counts, Optional<Truth> truth) {
    /** The value of the root attribute {@code format}. */
    public static final String FORMAT = "latents-counts/1";

    private static final int UNSIGNED_BYTE = 255;
    private static final int UNSIGNED_SHORT = 65_535;

    /**
     * What counts were drawn from.
     *
     * @param model the model
     * @param x latent states, x[t·D + i], bins × D (not copied; treat as read-only)
     * @param eta linear predictor in log spikes per second, eta[t·N + n], bins × N (not copied; treat as read-only)
     */
    public record Truth(Model model, double[] x, double[] eta) {}

    /**
     * Writes a file; counts take one, two or four bytes, as the largest needs.
     *
     * @throws OutputException if it cannot be written
     */
    public void write(Path file) throws IOException {
        Hdf5Output output = new Hdf5Output().attribute("format", FORMAT).attribute("bin_seconds", counts.binSeconds());
        output.packedUnsigned("", "counts", countRows());
        output.dataset("", "trial_start", counts.trialStarts());
        byte[][] observed = observedRows();
        if (observed.length > 0) {
            output.packedUnsigned("", "observed", observed);
        }
        truth.ifPresent(drawn -> {
            FitFile.putParameters(output, drawn.model());
            output.dataset("truth", "x", Packed.rows(drawn.x(), drawn.model().latents()));
            output.dataset("truth", "eta", Packed.rows(drawn.eta(), counts.units()));
        });
        output.write(file);
    }

    /**
     * Reads counts that {@link #write} wrote; the truth is left in the file.
     *
     * @throws FileFormatException if something is missing or wrong
     * @throws IOException if it cannot be read
     */
    public static BinnedCounts readCounts(Path file) throws IOException {
        try (Hdf5Input input = Hdf5Input.open(file)) {
            double bin = input.numberAttribute("bin_seconds")
                    .orElseThrow(() -> new FileFormatException(file, "attribute 'bin_seconds': is missing"));
            int[] start = input.integers("/trial_start");
            TrialStarts.check(start).ifPresent(problem -> {
                throw input.problem("/trial_start", problem);
            });
            int bins = start[start.length - 1];
            int[] shape = input.dimensions("/counts");
            int units = shape.length == 2 ? shape[1] : 0;
            double[] y = input.doubles("/counts", "bins × units", bins, units);
            double[] observed =
                    input.has("/observed") ? input.doubles("/observed", "bins × units", bins, units) : new double[0];
            return build(units, start, bin, y, observed);
        }
    }

    private static BinnedCounts build(int units, int[] start, double bin, double[] y, double[] observed) {
        int[] lengths = new int[start.length - 1];
        for (int k = 0; k < lengths.length; k++) {
            lengths[k] = start[k + 1] - start[k];
        }
        BinnedCounts.Builder builder = BinnedCounts.builder(units, lengths, bin);
        for (int k = 0; k < lengths.length; k++) {
            for (int i = 0; i < lengths[k] * units; i++) {
                int cell = start[k] * units + i;
                if (observed.length > 0 && observed[cell] == 0) {
                    builder.hide(k, i / units, i % units);
                } else {
                    builder.set(k, i / units, i % units, (int) y[cell]);
                }
            }
        }
        return builder.build();
    }

    private Object countRows() {
        int largest = counts.maxCount();
        if (largest <= UNSIGNED_BYTE) {
            byte[][] rows = new byte[counts.bins()][counts.units()];
            counts.forEachCell((k, t, n, y) -> rows[counts.start(k) + t][n] = (byte) Math.max(y, 0));
            return rows;
        }
        if (largest <= UNSIGNED_SHORT) {
            short[][] rows = new short[counts.bins()][counts.units()];
            counts.forEachCell((k, t, n, y) -> rows[counts.start(k) + t][n] = (short) Math.max(y, 0));
            return rows;
        }
        int[][] rows = new int[counts.bins()][counts.units()];
        counts.forEachCell((k, t, n, y) -> rows[counts.start(k) + t][n] = Math.max(y, 0));
        return rows;
    }

    private byte[][] observedRows() {
        byte[][] observed = new byte[counts.bins()][counts.units()];
        boolean[] anyHidden = new boolean[1];
        counts.forEachCell((k, t, n, y) -> {
            observed[counts.start(k) + t][n] = (byte) (y < 0 ? 0 : 1);
            anyHidden[0] |= y < 0;
        });
        return anyHidden[0] ? observed : new byte[0][];
    }
}
