package org.latents.linalg;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** An immutable dense matrix of doubles, row-major. */
public final class Matrix {
    private final int rows;
    private final int columns;
    private final double[] values;

    private Matrix(int rows, int columns, double[] values) {
        this.rows = rows;
        this.columns = columns;
        this.values = values;
    }

    /**
     * Returns the rows × columns matrix with the given row-major values (copied).
     *
     * @throws IllegalArgumentException if the number of values is not rows · columns
     */
    public static Matrix of(int rows, int columns, double... values) {
        if (rows < 0 || columns < 0 || values.length != (long) rows * columns) {
            throw new IllegalArgumentException(
                    "matrix: expected " + rows + "×" + columns + " values, got " + values.length);
        }
        return new Matrix(rows, columns, values.clone());
    }

    /**
     * Returns the matrix with the given rows (copied).
     *
     * @throws IllegalArgumentException if the rows differ in length
     */
    public static Matrix ofRows(double[]... rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        double[] values = new double[rows.length * columns];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != columns) {
                throw new IllegalArgumentException(
                        "matrix: row " + (i + 1) + " has " + rows[i].length + " values, row 1 has " + columns);
            }
            System.arraycopy(rows[i], 0, values, i * columns, columns);
        }
        return new Matrix(rows.length, columns, values);
    }

    /** Returns the identity of a size. */
    public static Matrix identity(int size) {
        return diagonal(filled(size, 1));
    }

    /** Returns the square matrix with this diagonal and zeros elsewhere. */
    public static Matrix diagonal(double... diagonal) {
        int n = diagonal.length;
        double[] values = new double[n * n];
        for (int i = 0; i < n; i++) {
            values[i * n + i] = diagonal[i];
        }
        return new Matrix(n, n, values);
    }

    /** Returns a matrix of zeros. */
    public static Matrix zeros(int rows, int columns) {
        return new Matrix(rows, columns, new double[rows * columns]);
    }

    /** Number of rows. */
    public int rows() {
        return rows;
    }

    /** Number of columns. */
    public int columns() {
        return columns;
    }

    /** Returns the entry in row i and column j, both from 0. */
    public double get(int i, int j) {
        if (i < 0 || i >= rows || j < 0 || j >= columns) {
            throw new IndexOutOfBoundsException(
                    "entry (" + i + ", " + j + ") of a " + rows + "×" + columns + " matrix");
        }
        return values[i * columns + j];
    }

    /** Returns the row-major values, copied. */
    public double[] toArray() {
        return values.clone();
    }

    /** Returns row i, copied. */
    public double[] row(int i) {
        return Arrays.copyOfRange(values, i * columns, (i + 1) * columns);
    }

    /** Returns column j, copied. */
    public double[] column(int j) {
        double[] column = new double[rows];
        for (int i = 0; i < rows; i++) {
            column[i] = get(i, j);
        }
        return column;
    }

    /** Returns the diagonal, copied. */
    public double[] diagonal() {
        double[] diagonal = new double[Math.min(rows, columns)];
        for (int i = 0; i < diagonal.length; i++) {
            diagonal[i] = get(i, i);
        }
        return diagonal;
    }

    /** Returns the transpose. */
    public Matrix transpose() {
        double[] out = new double[values.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                out[j * rows + i] = values[i * columns + j];
            }
        }
        return new Matrix(columns, rows, out);
    }

    /**
     * Returns this · other.
     *
     * @throws IllegalArgumentException if the inner sizes differ
     */
    public Matrix times(Matrix other) {
        if (columns != other.rows) {
            throw new IllegalArgumentException("product: " + shape() + " times " + other.shape());
        }
        DMatrixRMaj product = new DMatrixRMaj(rows, other.columns);
        CommonOps_DDRM.mult(ejml(), other.ejml(), product);
        return wrap(product);
    }

    /** Returns this · v. */
    public double[] times(double[] v) {
        if (columns != v.length) {
            throw new IllegalArgumentException("product: " + shape() + " times a vector of " + v.length);
        }
        double[] out = new double[rows];
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                sum += values[i * columns + j] * v[j];
            }
            out[i] = sum;
        }
        return out;
    }

    /** Returns this + other. */
    public Matrix plus(Matrix other) {
        return combine(other, 1);
    }

    /** Returns this − other. */
    public Matrix minus(Matrix other) {
        return combine(other, -1);
    }

    /** Returns factor · this. */
    public Matrix scaled(double factor) {
        double[] out = values.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] *= factor;
        }
        return new Matrix(rows, columns, out);
    }

    /** Returns (this + thisᵀ) / 2. */
    public Matrix symmetrised() {
        return combine(transpose(), 1).scaled(0.5);
    }

    /** Returns the matrix of the given rows, in the given order. */
    public Matrix selectRows(int... selected) {
        double[] out = new double[selected.length * columns];
        for (int i = 0; i < selected.length; i++) {
            System.arraycopy(values, selected[i] * columns, out, i * columns, columns);
        }
        return new Matrix(selected.length, columns, out);
    }

    /** Returns the largest absolute entry, 0 for an empty matrix, NaN if there is one. */
    public double maxAbs() {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /** Returns whether every entry is finite. */
    public boolean isFinite() {
        return Double.isFinite(maxAbs());
    }

    private Matrix combine(Matrix other, double sign) {
        if (rows != other.rows || columns != other.columns) {
            throw new IllegalArgumentException("sum: " + shape() + " and " + other.shape());
        }
        double[] out = values.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] += sign * other.values[i];
        }
        return new Matrix(rows, columns, out);
    }

    /** Returns the shape for messages, such as {@code 42×3}. */
    public String shape() {
        return rows + "×" + columns;
    }

    DMatrixRMaj ejml() {
        return new DMatrixRMaj(rows, columns, true, values.clone());
    }

    static Matrix wrap(DMatrixRMaj matrix) {
        return new Matrix(matrix.numRows, matrix.numCols, Arrays.copyOf(matrix.data, matrix.numRows * matrix.numCols));
    }

    private static double[] filled(int size, double value) {
        double[] out = new double[size];
        Arrays.fill(out, value);
        return out;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Matrix m && rows == m.rows && columns == m.columns && Arrays.equals(values, m.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * rows + columns) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(shape());
        for (int i = 0; i < rows; i++) {
            text.append(i == 0 ? " [" : "; ").append(Arrays.toString(row(i)));
        }
        return text.append(rows == 0 ? "" : "]").toString();
    }
}
