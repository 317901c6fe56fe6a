package org.latents.compute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.latents.linalg.Matrix;
import org.latents.linalg.RandomMatrices;
import org.latents.random.Seed;

/**
 * A random lockstep batch with trials end to end in each lane, sites of a kind, and padding: the input of the passes,
 * and the oracle of each trial.
 */
final class LaneCase {
    /** What the site precisions are like. */
    enum Sites {
        FULL_RANK,
        RANK_ONE,
        ZERO,
        STRONG
    }

    /** A trial's place. */
    record Trial(int lane, int start, double[][] lambda, Matrix[] precision) {
        int length() {
            return lambda.length;
        }
    }

    final Chain chain;
    final Lockstep batch;
    final double[] sites;
    final List<Trial> trials = new ArrayList<>();

    private LaneCase(Chain chain, Lockstep batch) {
        this.chain = chain;
        this.batch = batch;
        this.sites = new double[batch.arrayLength()];
    }

    /** Draws a batch in which lane l holds trials of these lengths; all lanes are padded to the longest. */
    static LaneCase draw(Chain chain, int[][] lengths, Sites kind, Seed seed) {
        int steps = 0;
        for (int[] lane : lengths) {
            steps = Math.max(steps, Arrays.stream(lane).sum());
        }
        int lanes = Routines.LANES;
        double[] keep = new double[steps * lanes];
        boolean[] plain = new boolean[steps];
        for (int l = 0; l < lanes; l++) {
            int start = 0;
            for (int length : lengths[l]) {
                for (int t = start + 1; t < start + length; t++) {
                    keep[t * lanes + l] = 1;
                }
                start += length;
            }
        }
        for (int t = 0; t < steps; t++) {
            plain[t] = true;
            for (int l = 0; l < lanes; l++) {
                plain[t] &= keep[t * lanes + l] != 0;
            }
        }
        LaneCase made = new LaneCase(chain, new Lockstep(steps, lanes, chain.dim(), keep, plain));
        for (int l = 0; l < lanes; l++) {
            int start = 0;
            for (int length : lengths[l]) {
                made.addTrial(l, start, length, kind, seed.child(l).child(start));
                start += length;
            }
        }
        return made;
    }

    private void addTrial(int lane, int start, int length, Sites kind, Seed seed) {
        int dim = chain.dim();
        double[][] lambda = new double[length][];
        Matrix[] precision = new Matrix[length];
        for (int t = 0; t < length; t++) {
            Matrix c = RandomMatrices.gaussian(dim, 1, seed.child(t).child("c"));
            precision[t] = switch (kind) {
                case FULL_RANK -> RandomMatrices.positiveDefinite(dim, seed.child(t));
                case RANK_ONE -> c.times(c.transpose());
                case ZERO -> Matrix.zeros(dim, dim);
                case STRONG ->
                    RandomMatrices.positiveDefinite(dim, seed.child(t)).scaled(1e4);
            };
            lambda[t] =
                    kind == Sites.ZERO ? new double[dim] : precision[t].times(c).toArray();
            int step = (start + t) * batch.entries() * batch.lanes() + lane;
            double[] packed = Packed.pack(precision[t].toArray(), dim);
            for (int i = 0; i < dim; i++) {
                sites[step + i * batch.lanes()] = lambda[t][i];
            }
            for (int e = 0; e < packed.length; e++) {
                sites[step + (dim + e) * batch.lanes()] = packed[e];
            }
        }
        trials.add(new Trial(lane, start, lambda, precision));
    }

    /** Trials of one to seven steps, several to a lane; one lane is full, one holds one trial of one step. */
    static int[][] raggedLengths(Seed seed) {
        UniformRandomProvider random = seed.generator();
        int[][] lengths = new int[Routines.LANES][];
        for (int l = 0; l < lengths.length; l++) {
            lengths[l] = new int[1 + random.nextInt(3)];
            for (int k = 0; k < lengths[l].length; k++) {
                lengths[l][k] = 1 + random.nextInt(7);
            }
        }
        lengths[2] = new int[] {1};
        lengths[5] = new int[] {7, 7, 7};
        return lengths;
    }

    /** The same trials in every lane, so that most steps continue in all lanes. */
    static int[][] evenLengths(int... trials) {
        int[][] lengths = new int[Routines.LANES][];
        Arrays.fill(lengths, trials);
        return lengths;
    }

    /** A chain with a spectral radius of A and a factor on Q's smallest direction. */
    static Chain chain(int dim, double radius, double smallestNoise, Seed seed) {
        Matrix a = RandomMatrices.withRadius(dim, radius, seed.child("A"));
        Matrix q = RandomMatrices.positiveDefinite(dim, seed.child("Q"));
        if (smallestNoise < 1) {
            // one direction keeps its variance, the others all but lose it
            Matrix v = RandomMatrices.gaussian(dim, 1, seed.child("direction"));
            q = q.scaled(smallestNoise).plus(v.times(v.transpose())).symmetrised();
        }
        Matrix p0 = RandomMatrices.positiveDefinite(dim, seed.child("P0"));
        return new Chain(
                dim,
                a.toArray(),
                RandomMatrices.gaussian(dim, 1, seed.child("b")).toArray(),
                Packed.pack(q.toArray(), dim),
                RandomMatrices.gaussian(dim, 1, seed.child("m0")).toArray(),
                Packed.pack(p0.toArray(), dim));
    }

    DenseOracle oracle(Trial trial) {
        return new DenseOracle(chain, trial.lambda(), trial.precision());
    }

    int at(int t, int entry, int lane) {
        return (t * batch.entries() + entry) * batch.lanes() + lane;
    }
}
