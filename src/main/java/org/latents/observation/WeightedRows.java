package org.latents.observation;

import java.util.Arrays;
import org.latents.compute.Routines;

/** Sums over units of values that stand in rows, one row a unit, one column a state. */
final class WeightedRows {
    private WeightedRows() {}

    /** sum[j] += Σ weight[u] · values[u·columns + j] over units u, for every column j. */
    static void add(Routines routines, double[] weight, double[] values, int columns, double[] sum) {
        int lanes = Routines.LANES;
        routines.multiply(
                weight, 0, 1, weight.length, values, 0, columns, lanes, sum, 0, columns, lanes, columns / lanes, true);
    }

    /** values[u·columns + j] += shift[u] for every unit u and column j. */
    static void shift(Routines routines, double[] shift, double[] values, int columns) {
        int lanes = Routines.LANES;
        double[] ones = new double[columns];
        Arrays.fill(ones, 1);
        routines.multiply(
                shift, 0, shift.length, 1, ones, 0, columns, lanes, values, 0, columns, lanes, columns / lanes, true);
    }

    /** sum[j] += constant for every column j. */
    static void add(double constant, int columns, double[] sum) {
        for (int j = 0; j < columns; j++) {
            sum[j] += constant;
        }
    }
}
