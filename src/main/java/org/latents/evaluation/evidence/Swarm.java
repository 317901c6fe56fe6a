package org.latents.evaluation.evidence;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.latents.compute.Routines;
import org.latents.random.Seed;

/**
 * The particles of several independent repeats, side by side: component i of particle j of repeat r is at i·columns +
 * r·particles + j, and a last component is 1. Columns beyond the last particle fill a vector and mean nothing.
 */
final class Swarm {
    private static final int LANES = Routines.LANES;

    private final Routines routines;
    private final int dim;
    private final int particles;
    private final int repeats;
    private final int columns;
    private final ZigguratSampler.NormalizedGaussian normal;
    private final UniformRandomProvider uniform;
    private double[] state;
    private double[] next;
    private final double[] noise;
    private final double[] logWeight;
    private final double[] weight;
    private final double[] logMean; // of each repeat: log of the mean weights up to its last resampling
    private final int[] ancestor;

    /**
     * Makes a swarm.
     *
     * @param particles of each repeat, an even number
     */
    Swarm(Routines routines, int dim, int particles, int repeats, Seed seed) {
        this.routines = routines;
        this.dim = dim;
        this.particles = particles;
        this.repeats = repeats;
        columns = (particles * repeats + LANES - 1) / LANES * LANES;
        normal = ZigguratSampler.NormalizedGaussian.of(seed.child("noise").generator());
        uniform = seed.child("resampling").generator();
        state = new double[Math.multiplyExact(dim + 1, columns)];
        next = new double[state.length];
        Arrays.fill(state, dim * columns, state.length, 1);
        Arrays.fill(next, dim * columns, state.length, 1);
        noise = new double[dim * columns];
        logWeight = new double[columns];
        weight = new double[columns];
        logMean = new double[repeats];
        ancestor = new int[particles];
    }

    /** Columns of {@link #state}, a multiple of the lanes. */
    int columns() {
        return columns;
    }

    /** The states, [i][column]; row D holds ones. */
    double[] state() {
        return state;
    }

    /** Log weights since the last resampling, one a column, to be added to. */
    double[] logWeight() {
        return logWeight;
    }

    /** Moves every particle to bin t of the proposal: x ← F x + f + W z. */
    void move(GuidedProposal proposal, int t) {
        drawNoise();
        int steps = columns / LANES;
        routines.multiply(
                proposal.transition(),
                t * dim * (dim + 1),
                dim,
                dim + 1,
                state,
                0,
                columns,
                LANES,
                next,
                0,
                columns,
                LANES,
                steps,
                false);
        routines.multiply(
                proposal.root(),
                t * dim * dim,
                dim,
                dim,
                noise,
                0,
                columns,
                LANES,
                next,
                0,
                columns,
                LANES,
                steps,
                true);
        double[] old = state;
        state = next;
        next = old;
    }

    /** Standard normal noise; the second half of a repeat's particles gets that of the first with the other sign. */
    private void drawNoise() {
        int half = particles / 2;
        for (int i = 0; i < dim; i++) {
            for (int r = 0; r < repeats; r++) {
                int from = i * columns + r * particles;
                for (int j = from; j < from + half; j++) {
                    noise[j] = normal.sample();
                    noise[j + half] = -noise[j];
                }
            }
        }
    }

    /** Resamples every repeat whose effective number of particles is below half of them. */
    void resampleWhereNeeded() {
        exponentiate();
        for (int r = 0; r < repeats; r++) {
            int from = r * particles;
            double sum = 0;
            double squares = 0;
            for (int j = from; j < from + particles; j++) {
                sum += weight[j];
                squares += weight[j] * weight[j];
            }
            if (sum * sum < 0.5 * particles * squares) {
                resample(r, sum);
            }
        }
    }

    /** Systematic resampling (Kitagawa, J. Comput. Graph. Stat. 5, 1996): one uniform number for all particles. */
    private void resample(int repeat, double sum) {
        int from = repeat * particles;
        double step = sum / particles;
        double point = uniform.nextDouble() * step;
        double reached = weight[from];
        for (int j = 0, source = 0; j < particles; j++, point += step) {
            while (reached < point && source < particles - 1) {
                reached += weight[from + ++source];
            }
            ancestor[j] = source;
        }
        double[] row = new double[particles];
        for (int i = 0; i < dim; i++) {
            System.arraycopy(state, i * columns + from, row, 0, particles);
            for (int j = 0; j < particles; j++) {
                state[i * columns + from + j] = row[ancestor[j]];
            }
        }
        logMean[repeat] += largest(repeat) + Math.log(step);
        Arrays.fill(logWeight, from, from + particles, 0);
    }

    /** Weights of each repeat relative to its largest. */
    private void exponentiate() {
        for (int r = 0; r < repeats; r++) {
            double largest = largest(r);
            double shift = largest == Double.NEGATIVE_INFINITY ? 0 : largest;
            for (int j = r * particles; j < (r + 1) * particles; j++) {
                weight[j] = logWeight[j] - shift;
            }
        }
        routines.exp(weight, 0, columns, weight);
    }

    private double largest(int repeat) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int j = repeat * particles; j < (repeat + 1) * particles; j++) {
            largest = Math.max(largest, logWeight[j]);
        }
        return largest;
    }

    /** Log of the product of mean weights of each repeat. */
    double[] logMeans() {
        exponentiate();
        double[] result = new double[repeats];
        for (int r = 0; r < repeats; r++) {
            double sum = 0;
            for (int j = r * particles; j < (r + 1) * particles; j++) {
                sum += weight[j];
            }
            result[r] = logMean[r] + largest(r) + Math.log(sum / particles);
        }
        return result;
    }

    /** Copies the log weights of all particles of all repeats. */
    double[] particleLogWeights() {
        return Arrays.copyOf(logWeight, particles * repeats);
    }
}
