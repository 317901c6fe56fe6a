package org.latents.smoothing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
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

    @ParameterizedTest
    @MethodSource("lengths")
    void everyBinHasOnePlaceWhereTrialsAreCut(int[] lengths) {
        for (TrialPacking packing : List.of(TrialPacking.partitioned(lengths, 3), TrialPacking.cut(lengths, 100, 3))) {
            int[][] seen = new int[lengths.length][];
            Arrays.setAll(seen, k -> new int[lengths[k]]);
            for (TrialPacking.Batch batch : packing.batches()) {
                int last = 0;
                boolean[] isTaken = new boolean[batch.lockstep().steps() * Routines.LANES];
                for (TrialPacking.Slot slot : batch.slots()) {
                    last = Math.max(last, slot.start() + slot.steps());
                    assertThat(slot.isFollowed()).isEqualTo(slot.first() + slot.length() < lengths[slot.trial()]);
                    for (int t = 0; t < slot.steps(); t++) {
                        int cell = (slot.start() + t) * Routines.LANES + slot.lane();
                        assertThat(isTaken[cell]).isFalse();
                        isTaken[cell] = true;
                        seen[slot.trial()][Math.min(slot.first() + t, lengths[slot.trial()] - 1)] +=
                                t < slot.length() ? 1 : 0;
                    }
                }
                assertThat(batch.lockstep().steps()).isEqualTo(last);
            }
            for (int[] trial : seen) {
                assertThat(trial).containsOnly(1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void flagsNameTheStartsOfSegmentsInsideTrials(int[] lengths) {
        for (TrialPacking.Batch batch : TrialPacking.cut(lengths, 50, 3).batches()) {
            Lockstep lockstep = batch.lockstep();
            double[] keep = new double[lockstep.steps() * Routines.LANES];
            boolean[] given = new boolean[keep.length];
            for (TrialPacking.Slot slot : batch.slots()) {
                given[slot.start() * Routines.LANES + slot.lane()] = slot.first() > 0;
                for (int t = 1; t < slot.steps(); t++) {
                    keep[(slot.start() + t) * Routines.LANES + slot.lane()] = 1;
                }
            }
            assertThat(lockstep.keep()).isEqualTo(keep);
            for (int i = 0; i < given.length; i++) {
                assertThat(lockstep.hasGiven() && lockstep.given()[i]).isEqualTo(given[i]);
            }
        }
    }

    @Test
    void shortTrialsStayWhole() {
        for (int[] sizes : new int[][] {{20, 200}, {50, 500}, {200, 500}, {787, 100}, {1, 512}}) {
            int[] lengths = new int[sizes[0]];
            Arrays.fill(lengths, sizes[1]);
            assertThat(TrialPacking.partitioned(lengths, 8).isSplit()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {513, 2047, 2048, 4097, 20_000, 65_537, 100_000, 1_000_000, 3_000_000})
    void oneLongTrialFillsEqualBatches(int bins) {
        TrialPacking packing = TrialPacking.partitioned(new int[] {bins}, 8);
        long steps = 0;
        int most = 0;
        int least = Integer.MAX_VALUE;
        for (TrialPacking.Batch batch : packing.batches()) {
            int here = batch.lockstep().steps();
            steps += here;
            most = Math.max(most, here);
            least = Math.min(least, here);
        }
        // a step more for each segment, and one where lengths differ
        assertThat(steps * Routines.LANES)
                .isLessThanOrEqualTo(
                        bins + 2L * Routines.LANES * packing.batches().size());
        assertThat(most - least).isLessThanOrEqualTo(1);
        assertThat(packing.batches().size())
                .isEqualTo(
                        bins < 2048 ? 1 : bins <= 8192 ? 2 : packing.batches().size());
        assertThat(packing.batches().size() % 2 == 0 || packing.batches().size() == 1)
                .isTrue();
        assertThat(most).isLessThanOrEqualTo(8193);
    }

    @Test
    void raggedTrialsAreCutWhereTheLongestWouldRunAlone() {
        int[] lengths = new int[41];
        Arrays.fill(lengths, 300);
        lengths[17] = 30_000;
        TrialPacking packing = TrialPacking.partitioned(lengths, 5);
        long steps = 0;
        for (TrialPacking.Batch batch : packing.batches()) {
            steps += batch.lockstep().steps();
            for (TrialPacking.Slot slot : batch.slots()) {
                assertThat(slot.trial() == 17 || slot.length() == 300).isTrue();
            }
        }
        assertThat(packing.isSplit()).isTrue();
        assertThat(steps * Routines.LANES).isLessThan((long) (1.2 * (30_000 + 40 * 300)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 50, 200})
    void arraysOfABatchAreShort(int latents) {
        int[] lengths = new int[40];
        Arrays.fill(lengths, 100_000);
        for (TrialPacking.Batch batch :
                TrialPacking.partitioned(lengths, latents).batches()) {
            assertThat(batch.lockstep().arrayLength()).isLessThanOrEqualTo(1 << 27);
            assertThat(batch.lockstep().steps()).isLessThanOrEqualTo(2 * 8192);
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
