package org.latents.inference;

import org.latents.compute.Packed;
import org.latents.model.Model;
import org.latents.observation.Likelihood;

/**
 * C and d of a model as the routines want them, by blocks of units; plain arrays, made once for each set of parameters.
 */
final class EmissionArrays {
    /** Units that are handled together, so that a tile of their cells stays in cache. */
    static final int BLOCK = 16;

    final int units;
    final int dim;
    final Likelihood likelihood;
    final double[] shape;
    final double[] offset; // d + log Δ
    final double[] loading; // [n][i]
    final double[] outerDoubled; // [n][packed c c', off-diagonals doubled]
    final double[] loadingByBlock; // per block [i][n in block]
    final double[] outerByBlock; // per block [packed][n in block]

    EmissionArrays(Model model) {
        units = model.units();
        dim = model.latents();
        likelihood = model.likelihood();
        shape = new double[units];
        offset = new double[units];
        loading = model.emission().loading().toArray();
        int packed = Packed.size(dim);
        outerDoubled = new double[units * packed];
        loadingByBlock = new double[units * dim];
        outerByBlock = new double[units * packed];
        double logBin = Math.log(model.binSeconds());
        for (int n = 0; n < units; n++) {
            shape[n] = model.shapeOf(n);
            offset[n] = model.emission().offset()[n] + logBin;
            double[] outer = Packed.outer(model.emission().loading().row(n));
            System.arraycopy(Packed.doubledOffDiagonal(outer, dim), 0, outerDoubled, n * packed, packed);
            int block = n / BLOCK;
            int size = blockSize(block);
            int within = n - block * BLOCK;
            for (int i = 0; i < dim; i++) {
                loadingByBlock[block * BLOCK * dim + i * size + within] = loading[n * dim + i];
            }
            for (int e = 0; e < packed; e++) {
                outerByBlock[block * BLOCK * packed + e * size + within] = outer[e];
            }
        }
    }

    int blocks() {
        return (units + BLOCK - 1) / BLOCK;
    }

    int blockSize(int block) {
        return Math.min(BLOCK, units - block * BLOCK);
    }
}
