package org.latents.compute;

/** Symmetric D×D matrices packed as their lower triangle, row by row: entry (i, j), j ≤ i, at i(i+1)/2 + j. */
public final class Packed {
    private Packed() {}

    /** Number of packed entries, D(D+1)/2. */
    public static int size(int dim) {
        return dim * (dim + 1) / 2;
    }

    /** Position of entry (i, j) of the symmetric matrix, in either order. */
    public static int index(int i, int j) {
        return i >= j ? i * (i + 1) / 2 + j : j * (j + 1) / 2 + i;
    }

    /** Packs the lower triangle of a row-major matrix. */
    public static double[] pack(double[] full, int dim) {
        double[] packed = new double[size(dim)];
        for (int i = 0, e = 0; i < dim; i++) {
            for (int j = 0; j <= i; j++) {
                packed[e++] = full[i * dim + j];
            }
        }
        return packed;
    }

    /** Unpacks into a row-major symmetric matrix. */
    public static double[] unpack(double[] packed, int dim) {
        double[] full = new double[dim * dim];
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j < dim; j++) {
                full[i * dim + j] = packed[index(i, j)];
            }
        }
        return full;
    }

    /** Returns the packed outer product c cᵀ. */
    public static double[] outer(double[] c) {
        double[] packed = new double[size(c.length)];
        for (int i = 0, e = 0; i < c.length; i++) {
            for (int j = 0; j <= i; j++) {
                packed[e++] = c[i] * c[j];
            }
        }
        return packed;
    }

    /**
     * Returns a copy with the off-diagonal entries doubled, so that a dot product with a packed V gives Σᵢⱼ mᵢⱼ vᵢⱼ.
     */
    public static double[] doubledOffDiagonal(double[] packed, int dim) {
        double[] doubled = packed.clone();
        for (int i = 0, e = 0; i < dim; i++) {
            for (int j = 0; j <= i; j++, e++) {
                if (j < i) {
                    doubled[e] *= 2;
                }
            }
        }
        return doubled;
    }
}
