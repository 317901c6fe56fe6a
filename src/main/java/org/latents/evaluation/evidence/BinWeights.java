package org.latents.evaluation.evidence;

import java.util.Arrays;
import org.latents.compute.Packed;
import org.latents.compute.Routines;
import org.latents.data.BinnedCounts;
import org.latents.inference.Sites;
import org.latents.model.Model;

/**
 * Log weights log p(y_t|x) − λ_t'x + ½ x'Λ_t x of many states x, in tiles of units × states that stay in cache. Not
 * shared between threads.
 */
final class BinWeights {
    private static final int LANES = Routines.LANES;
    private static final int UNITS = 16;
    private static final int COLUMNS = 32 * LANES;

    private final Routines routines;
    private final Model model;
    private final BinnedCounts data;
    private final Sites sites;
    private final int dim;
    private final double[] loading; // [n][C_n | d_n + log Δ]
    private final int[][] counts; // of the bin at hand, by blocks of units
    private final double[][] shape;
    private final double[] logMean = new double[UNITS * COLUMNS];
    private final double[] sum = new double[COLUMNS];
    private final double[] product;
    private final double[] precision;

    BinWeights(Routines routines, Model model, BinnedCounts data, Sites sites) {
        this.routines = routines;
        this.model = model;
        this.data = data;
        this.sites = sites;
        dim = model.latents();
        loading = new double[model.units() * (dim + 1)];
        double logBin = Math.log(model.binSeconds());
        for (int n = 0; n < model.units(); n++) {
            System.arraycopy(model.emission().loading().row(n), 0, loading, n * (dim + 1), dim);
            loading[n * (dim + 1) + dim] = model.emission().offset()[n] + logBin;
        }
        counts = new int[(model.units() + UNITS - 1) / UNITS][];
        shape = new double[counts.length][];
        for (int block = 0; block < counts.length; block++) {
            int first = block * UNITS;
            counts[block] = new int[Math.min(UNITS, model.units() - first)];
            shape[block] = new double[counts[block].length];
            Arrays.setAll(shape[block], u -> model.shapeOf(first + u));
        }
        product = new double[(dim + 1) * COLUMNS];
        precision = new double[dim * (dim + 1)];
    }

    /** Adds the log weights of bin t of a trial to those of a swarm. */
    void add(int trial, int t, Swarm swarm) {
        readSite(data.start(trial) + t);
        int columns = swarm.columns();
        for (int from = 0; from < columns; from += COLUMNS) {
            int length = Math.min(COLUMNS, columns - from);
            Arrays.fill(sum, 0, length, 0);
            for (int block = 0; block < counts.length; block++) {
                addCounts(trial, t, block, swarm, from, length);
            }
            subtractSite(swarm, from, length);
            double[] logWeight = swarm.logWeight();
            for (int j = 0; j < length; j++) {
                logWeight[from + j] += sum[j];
            }
        }
    }

    private void addCounts(int trial, int t, int block, Swarm swarm, int from, int length) {
        int[] y = counts[block];
        int first = block * UNITS;
        for (int u = 0; u < y.length; u++) {
            y[u] = data.countOrUnobserved(trial, t, first + u);
        }
        routines.multiply(
                loading,
                first * (dim + 1),
                y.length,
                dim + 1,
                swarm.state(),
                from,
                swarm.columns(),
                LANES,
                logMean,
                0,
                length,
                LANES,
                length / LANES,
                false);
        model.likelihood().addLogProbabilities(y, shape[block], logMean, length, sum);
    }

    /** Rows [−½Λ_i | λ_i], so that one product and one sum over components give λ'x − ½ x'Λx. */
    private void readSite(int bin) {
        int packed = Packed.size(dim);
        for (int i = 0; i < dim; i++) {
            int row = i * (dim + 1);
            for (int j = 0; j < dim; j++) {
                precision[row + j] = -0.5 * sites.precision()[bin * packed + Packed.index(i, j)];
            }
            precision[row + dim] = sites.vector()[bin * dim + i];
        }
    }

    private void subtractSite(Swarm swarm, int from, int length) {
        double[] state = swarm.state();
        int columns = swarm.columns();
        routines.multiply(
                precision,
                0,
                dim,
                dim + 1,
                state,
                from,
                columns,
                LANES,
                product,
                0,
                COLUMNS,
                LANES,
                length / LANES,
                false);
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j < length; j++) {
                sum[j] -= state[i * columns + from + j] * product[i * COLUMNS + j];
            }
        }
    }
}
