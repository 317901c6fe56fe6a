package org.latents.evaluation;

import java.util.Arrays;
import org.latents.data.BinnedCounts;
import org.latents.random.Seed;

/** A set of cells (bin, unit) of the trials of a data set. */
public sealed interface Cells {
    /**
     * Returns whether a cell is in the set.
     *
     * @param trial number of the trial in all the data, from 0
     * @param t bin of the trial, from 0
     * @param length number of bins of the trial
     * @param unit from 0
     */
    boolean contains(int trial, int t, int length, int unit);

    /** Returns whether any cell of a unit can be in the set. */
    default boolean concerns(int unit) {
        return true;
    }

    /**
     * Returns counts with the cells of the set marked as unobserved.
     *
     * @param selected counts of some trials
     * @param trials number in all the data of each of them
     */
    default BinnedCounts hideIn(BinnedCounts selected, int... trials) {
        BinnedCounts.Builder builder =
                BinnedCounts.builder(selected.units(), selected.lengths(), selected.binSeconds());
        selected.forEachCell((k, t, n, y) -> {
            if (y < 0 || contains(trials[k], t, selected.length(k), n)) {
                builder.hide(k, t, n);
            } else {
                builder.set(k, t, n, y);
            }
        });
        return builder.build();
    }

    /** No cell. */
    record None() implements Cells {
        @Override
        public boolean contains(int trial, int t, int length, int unit) {
            return false;
        }

        @Override
        public BinnedCounts hideIn(BinnedCounts selected, int... trials) {
            return selected;
        }
    }

    /** Every cell. */
    record All() implements Cells {
        @Override
        public boolean contains(int trial, int t, int length, int unit) {
            return true;
        }
    }

    /**
     * All cells of some units.
     *
     * @param units from 0, ascending (not copied)
     */
    record OfUnits(int[] units) implements Cells {
        @Override
        public boolean contains(int trial, int t, int length, int unit) {
            return concerns(unit);
        }

        @Override
        public boolean concerns(int unit) {
            return Arrays.binarySearch(units, unit) >= 0;
        }
    }

    /**
     * The last bins of each trial, of all units; a trial of one bin has none.
     *
     * @param fraction share of the bins of a trial, in (0, 1), rounded up
     */
    record LastBins(double fraction) implements Cells {
        /**
         * Checks the range.
         *
         * @throws IllegalArgumentException if the fraction is not in (0, 1)
         */
        public LastBins {
            if (!(fraction > 0 && fraction < 1)) {
                throw new IllegalArgumentException("fraction: expected a number in (0, 1), got " + fraction);
            }
        }

        @Override
        public boolean contains(int trial, int t, int length, int unit) {
            return t >= first(length);
        }

        /** The first bin of a trial that is in the set. */
        int first(int length) {
            return Math.max(1, length - (int) Math.ceil(fraction * length));
        }
    }

    /**
     * Cells drawn at random, each on its own: the seed deals every cell of the data to one of several parts.
     *
     * @param seed deals the cells
     * @param parts number of parts, at least 2
     * @param part the part that is the set, from 0
     */
    record Speckled(Seed seed, int parts, int part) implements Cells {
        /**
         * Checks the ranges.
         *
         * @throws IllegalArgumentException if there are fewer than 2 parts, or the part is none of them
         */
        public Speckled {
            if (parts < 2 || part < 0 || part >= parts) {
                throw new IllegalArgumentException(
                        "part: expected a part of at least 2, from 0, got part " + part + " of " + parts);
            }
        }

        @Override
        public boolean contains(int trial, int t, int length, int unit) {
            return dealt(trial, t, unit) == part;
        }

        private int dealt(int trial, int t, int unit) {
            long value = seed.child(trial).child(((long) t << 32) | unit).value();
            return Math.floorMod(value, parts);
        }
    }
}
