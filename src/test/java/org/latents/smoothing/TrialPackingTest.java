package org.latents.smoothing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latents.compute.Lockstep;
import org.latents.compute.Routines;
import org.latents.random.Seed;

final class TrialPackingTest {
    static int[][] lengths() {
        int[][] cases = new int[45][];
        for (int i = 0; i < 40; i++) {
            UniformRandomProvider random = new Seed(i).generator();
            int trials = 1 + random.nextInt(i < 20 ? 12 : 200);
            int longest = 1 + random.nextInt(i % 2 == 0 ? 30 : 700);
            cases[i] = new int[trials];
            Arrays.setAll(cases[i], k -> 1 + random.nextInt(longest));
        }
        cases[40] = new int[] {1};
        cases[41] = new int[] {20_000};
        cases[42] = new int[] {5000, 1, 1, 1, 1, 1, 1, 1, 1, 1};
        cases[43] = new int[8];
        cases[44] = new int[1000];
        Arrays.fill(cases[43], 250);
        Arrays.fill(cases[44], 1);
        return cases;
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void everyTrialHasOnePlaceOfItsLengthAndNoneOverlap(int[] lengths) {
        int[] seen = new int[lengths.length];
        for (TrialPacking.Batch batch : TrialPacking.of(lengths, 3).batches()) {
            int steps = batch.lockstep().steps();
            boolean[] isTaken = new boolean[steps * Routines.LANES];
            for (TrialPacking.Slot slot : batch.slots()) {
                seen[slot.trial()]++;
                assertThat(slot.length()).isEqualTo(lengths[slot.trial()]);
                assertThat(slot.lane()).isBetween(0, Routines.LANES - 1);
                for (int t = slot.start(); t < slot.start() + slot.length(); t++) {
                    int cell = t * Routines.LANES + slot.lane();
                    assertThat(isTaken[cell])
                            .as("step %d, lane %d", t, slot.lane())
                            .isFalse();
                    isTaken[cell] = true;
                }
            }
        }
        assertThat(seen).containsOnly(1);
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void flagsContinueInsideTrialsAndNowhereElse(int[] lengths) {
        for (TrialPacking.Batch batch : TrialPacking.of(lengths, 3).batches()) {
            Lockstep lockstep = batch.lockstep();
            double[] keep = new double[lockstep.steps() * Routines.LANES];
            for (TrialPacking.Slot slot : batch.slots()) {
                for (int t = 1; t < slot.length(); t++) {
                    keep[(slot.start() + t) * Routines.LANES + slot.lane()] = 1;
                }
            }
            assertThat(lockstep.keep()).isEqualTo(keep);
            for (int t = 0; t < lockstep.steps(); t++) {
                boolean all = true;
                for (int l = 0; l < Routines.LANES; l++) {
                    all &= keep[t * Routines.LANES + l] == 1;
                }
                assertThat(lockstep.plain()[t]).as("step %d", t).isEqualTo(all);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void noBatchIsLongerThanItsLongestLane(int[] lengths) {
        for (TrialPacking.Batch batch : TrialPacking.of(lengths, 3).batches()) {
            int last = 0;
            for (TrialPacking.Slot slot : batch.slots()) {
                last = Math.max(last, slot.start() + slot.length());
            }
            assertThat(batch.lockstep().steps()).isEqualTo(last);
            assertThat(batch.lockstep().lanes()).isEqualTo(Routines.LANES);
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void placesDependOnTheLengthsOnly(int[] lengths) {
        TrialPacking first = TrialPacking.of(lengths, 2);
        TrialPacking second = TrialPacking.of(lengths.clone(), 7);
        assertThat(second.batches()).hasSameSizeAs(first.batches());
        for (int b = 0; b < first.batches().size(); b++) {
            assertThat(second.batches().get(b).slots())
                    .containsExactlyElementsOf(first.batches().get(b).slots());
            assertThat(second.batches().get(b).lockstep().dim()).isEqualTo(7);
        }
    }

    @Test
    void equalTrialsWasteNothing() {
        int[] lengths = new int[64];
        Arrays.fill(lengths, 200);
        int steps = 0;
        for (TrialPacking.Batch batch : TrialPacking.of(lengths, 3).batches()) {
            steps += batch.lockstep().steps();
        }
        assertThat(steps * Routines.LANES).isEqualTo(64 * 200);
    }

    @Test
    void manyTrialsMakeManyBatchesForManyThreads() {
        int[] lengths = new int[400];
        Arrays.fill(lengths, 100);
        // 40,000 bins at 8 lanes and 256 steps
        assertThat(TrialPacking.of(lengths, 3).batches()).hasSize(19);
        assertThat(TrialPacking.of(new int[] {100_000}, 3).batches()).hasSize(1);
    }
}
