package org.latents.inference;

import java.util.Arrays;
import java.util.Optional;
import org.latents.compute.Lockstep;
import org.latents.compute.Packed;
import org.latents.compute.Routines;

/**
 * One sweep of the likelihood over a batch at given marginals of q, tile by tile, so that nothing of the size bins ×
 * units is ever stored:
 *
 * <pre>
 *   mean_tn = c_n'm_t + d_n + log Δ     variance_tn = c_n'V_t c_n
 *   Λ_t* = Σ_n w_tn c_n c_n'            λ_t* = Σ_n g_tn c_n + Λ_t* m_t
 * </pre>
 */
final class LikelihoodPass {
    private static final int TILE_STEPS = 36;
    private static final int LANES = Routines.LANES;

    private final Routines routines;
    private final EmissionArrays emission;
    private final BatchCounts counts;
    private final Lockstep batch;
    private final int columns;
    private final int[] y;
    private final double[] mean;
    private final double[] variance;
    private final double[] value;
    private final double[] gradient;
    private final double[] curvature;
    private final double[] outerMean;

    LikelihoodPass(Routines routines, EmissionArrays emission, BatchCounts counts, Lockstep batch) {
        this.routines = routines;
        this.emission = emission;
        this.counts = counts;
        this.batch = batch;
        this.columns = TILE_STEPS * LANES;
        int cells = EmissionArrays.BLOCK * columns;
        y = new int[cells];
        mean = new double[cells];
        variance = new double[cells];
        value = new double[cells];
        gradient = new double[cells];
        curvature = new double[cells];
        outerMean = new double[Packed.size(batch.dim()) * columns];
    }

    /** Writes the target sites and Σ_n E log p of each step and lane; adds to the moments where they are wanted. */
    void run(double[] posterior, double[] target, double[] stepValue, Optional<EmissionMoments> moments) {
        Arrays.fill(target, 0, batch.arrayLength(), 0);
        Arrays.fill(stepValue, 0, batch.steps() * LANES, 0);
        for (int from = 0; from < batch.steps(); from += TILE_STEPS) {
            int steps = Math.min(TILE_STEPS, batch.steps() - from);
            if (moments.isPresent()) {
                outerMeans(posterior, from, steps);
            }
            for (int block = 0; block < emission.blocks(); block++) {
                expectations(posterior, from, steps, block, stepValue, moments);
                addSites(target, from, steps, block);
                if (moments.isPresent()) {
                    addMoments(posterior, from, steps, block, moments.get());
                }
            }
        }
        routines.addPrecisionTimesMean(batch, posterior, target);
    }

    /** As {@link #run}, with the value of each unit only. */
    void values(double[] posterior, double[] target, double[] stepValue, EmissionMoments values) {
        Arrays.fill(target, 0, batch.arrayLength(), 0);
        Arrays.fill(stepValue, 0, batch.steps() * LANES, 0);
        for (int from = 0; from < batch.steps(); from += TILE_STEPS) {
            int steps = Math.min(TILE_STEPS, batch.steps() - from);
            for (int block = 0; block < emission.blocks(); block++) {
                expectations(posterior, from, steps, block, stepValue, Optional.empty());
                addSites(target, from, steps, block);
                addValues(block, steps * LANES, values);
            }
        }
        routines.addPrecisionTimesMean(batch, posterior, target);
    }

    private void addValues(int block, int used, EmissionMoments values) {
        for (int u = 0; u < emission.blockSize(block); u++) {
            double sum = 0;
            for (int i = u * columns; i < u * columns + used; i++) {
                sum += value[i];
            }
            values.value[block * EmissionArrays.BLOCK + u] += sum;
        }
    }

    private void expectations(
            double[] posterior, int from, int steps, int block, double[] stepValue, Optional<EmissionMoments> moments) {
        double[] shapeSums = new double[moments.isPresent() && emission.likelihood.hasShape() ? 2 : 0];
        int dim = batch.dim();
        int first = block * EmissionArrays.BLOCK;
        int size = emission.blockSize(block);
        int tile = from * batch.entries() * LANES;
        int stride = batch.entries() * LANES;
        int used = steps * LANES;
        for (int u = 0; u < size; u++) {
            Arrays.fill(mean, u * columns, u * columns + used, emission.offset[first + u]);
            counts.copy(first + u, from, steps, y, u * columns);
        }
        routines.multiply(
                emission.loading,
                first * dim,
                size,
                dim,
                posterior,
                tile,
                LANES,
                stride,
                mean,
                0,
                columns,
                LANES,
                steps,
                true);
        int packed = Packed.size(dim);
        routines.multiply(
                emission.outerDoubled,
                first * packed,
                size,
                packed,
                posterior,
                tile + dim * LANES,
                LANES,
                stride,
                variance,
                0,
                columns,
                LANES,
                steps,
                false);
        for (int u = 0; u < size; u++) {
            int start = u * columns;
            Arrays.fill(value, start, start + used, 0);
            expect(first + u, start, start + used, shapeSums);
            int out = from * LANES;
            for (int i = 0; i < used; i++) {
                stepValue[out + i] += value[start + i];
            }
            if (shapeSums.length > 0) {
                moments.orElseThrow().shape[2 * (first + u)] += shapeSums[0];
                moments.orElseThrow().shape[2 * (first + u) + 1] += shapeSums[1];
            }
        }
    }

    private void expect(int unit, int from, int to, double[] shapeSums) {
        double shape = emission.shape[unit];
        if (shapeSums.length > 0) {
            emission.likelihood.expectWithShapeDerivatives(
                    y, mean, variance, shape, from, to, value, gradient, curvature, shapeSums);
        } else {
            emission.likelihood.expect(y, mean, variance, shape, from, to, value, gradient, curvature);
        }
    }

    private void addSites(double[] target, int from, int steps, int block) {
        int dim = batch.dim();
        int packed = Packed.size(dim);
        int first = block * EmissionArrays.BLOCK;
        int size = emission.blockSize(block);
        int tile = from * batch.entries() * LANES;
        int stride = batch.entries() * LANES;
        routines.multiply(
                emission.loadingByBlock,
                first * dim,
                dim,
                size,
                gradient,
                0,
                columns,
                LANES,
                target,
                tile,
                LANES,
                stride,
                steps,
                true);
        routines.multiply(
                emission.outerByBlock,
                first * packed,
                packed,
                size,
                curvature,
                0,
                columns,
                LANES,
                target,
                tile + dim * LANES,
                LANES,
                stride,
                steps,
                true);
    }

    private void outerMeans(double[] posterior, int from, int steps) {
        int dim = batch.dim();
        for (int t = 0; t < steps; t++) {
            int m = (from + t) * batch.entries() * LANES;
            for (int i = 0, e = 0; i < dim; i++) {
                for (int j = 0; j <= i; j++, e++) {
                    int out = e * columns + t * LANES;
                    for (int l = 0; l < LANES; l++) {
                        outerMean[out + l] = posterior[m + i * LANES + l] * posterior[m + j * LANES + l];
                    }
                }
            }
        }
    }

    private void addMoments(double[] posterior, int from, int steps, int block, EmissionMoments moments) {
        int dim = batch.dim();
        int packed = Packed.size(dim);
        int first = block * EmissionArrays.BLOCK;
        int size = emission.blockSize(block);
        int tile = from * batch.entries() * LANES;
        int stride = batch.entries() * LANES;
        int row = moments.stride();
        int out = first * row;
        routines.correlate(
                gradient, 0, columns, LANES, size, posterior, tile, LANES, stride, dim, moments.sums, out, row, steps);
        routines.correlate(
                curvature,
                0,
                columns,
                LANES,
                size,
                posterior,
                tile,
                LANES,
                stride,
                dim + packed,
                moments.sums,
                out + dim,
                row,
                steps);
        routines.correlate(
                curvature,
                0,
                columns,
                LANES,
                size,
                outerMean,
                0,
                columns,
                LANES,
                packed,
                moments.sums,
                out + 2 * dim + packed,
                row,
                steps);
        for (int u = 0; u < size; u++) {
            addScalars(first + u, u * columns, steps * LANES, moments);
        }
    }

    private void addScalars(int unit, int start, int used, EmissionMoments moments) {
        double g = 0;
        double w = 0;
        double v = 0;
        for (int i = start; i < start + used; i++) {
            g += gradient[i];
            w += curvature[i];
            v += value[i];
        }
        moments.gradient[unit] += g;
        moments.curvature[unit] += w;
        moments.value[unit] += v;
    }
}
