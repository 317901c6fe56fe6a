package org.latents.dynamics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latents.linalg.Matrix;

/**
 * Independent processes side by side: the dynamics of a model whose latents each have a prior of their own.
 *
 * @param parts the processes with their hyperparameters, at least one
 */
public record ComposedDynamics(List<Part> parts) {
    /**
     * One process.
     *
     * @param prior its kind
     * @param values its hyperparameters (not copied; treat as read-only)
     */
    public record Part(DynamicsPrior prior, double[] values) {
        /**
         * Checks the values.
         *
         * @throws IllegalArgumentException if one is outside its range
         */
        public Part {
            prior.require(values);
        }
    }

    /**
     * Checks that there is a process.
     *
     * @throws IllegalArgumentException if there is none
     */
    public ComposedDynamics {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("parts: expected at least one process");
        }
        parts = List.copyOf(parts);
    }

    /** Number of states of all processes, D. */
    public int states() {
        return parts.stream().mapToInt(part -> part.prior().states()).sum();
    }

    /** Whether each state may drive log rates, D values; the others are derivatives. */
    public boolean[] drives() {
        boolean[] drives = new boolean[states()];
        int at = 0;
        for (Part part : parts) {
            Arrays.fill(drives, at, at + part.prior().latents(), true);
            at += part.prior().states();
        }
        return drives;
    }

    /** First state of each process. */
    public int[] starts() {
        int[] starts = new int[parts.size()];
        for (int i = 1; i < starts.length; i++) {
            starts[i] = starts[i - 1] + parts.get(i - 1).prior().states();
        }
        return starts;
    }

    /** Discretises all processes: block-diagonal A and Q, zero b and m0, stationary P0. */
    public LinearDynamics discretise(double binSeconds) {
        List<DynamicsPrior.Block> blocks = new ArrayList<>();
        for (Part part : parts) {
            blocks.add(part.prior().discretise(part.values(), binSeconds));
        }
        int d = states();
        double[] a = new double[d * d];
        double[] q = new double[d * d];
        double[] p = new double[d * d];
        int[] starts = starts();
        for (int k = 0; k < starts.length; k++) {
            place(blocks.get(k).a(), starts[k], d, a);
            place(blocks.get(k).q(), starts[k], d, q);
            place(blocks.get(k).p(), starts[k], d, p);
        }
        return new LinearDynamics(
                Matrix.of(d, d, a), new double[d], Matrix.of(d, d, q), new double[d], Matrix.of(d, d, p));
    }

    private static void place(Matrix block, int start, int d, double[] target) {
        for (int i = 0; i < block.rows(); i++) {
            for (int j = 0; j < block.columns(); j++) {
                target[(start + i) * d + start + j] = block.get(i, j);
            }
        }
    }
}
