package org.latents.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.latents.evaluation.ComparisonOptions.FoldScheme;
import org.latents.random.Seed;

class TrialSplitTest {
    @Property
    void everyTrialIsHeldOutOnceAndNeverTrainedOnInItsFold(
            @ForAll @IntRange(min = 2, max = 80) int trials,
            @ForAll @IntRange(min = 2, max = 12) int folds,
            @ForAll FoldScheme scheme,
            @ForAll long seed) {
        List<TrialSplit> splits =
                TrialSplit.folds(trials, new ComparisonOptions(folds, 0.25, 0, scheme, new Seed(seed)));
        int[] heldOut = splits.stream()
                .flatMapToInt(split -> Arrays.stream(split.heldOut()))
                .sorted()
                .toArray();
        assertThat(heldOut).containsExactly(IntStream.range(0, trials).toArray());
        assertThat(splits).hasSize(Math.min(folds, trials)).allSatisfy(split -> {
            assertThat(split.training()).doesNotContain(split.heldOut()).isSorted();
            assertThat(split.training().length + split.heldOut().length).isEqualTo(trials);
            assertThat(split.heldOut().length).isBetween(trials / splits.size(), trials / splits.size() + 1);
        });
    }

    @Test
    void contiguousFoldsAreBlocksWithAGuardOnEitherSide() {
        List<TrialSplit> splits =
                TrialSplit.folds(10, new ComparisonOptions(5, 0.25, 1, FoldScheme.CONTIGUOUS, new Seed(1)));
        assertThat(splits.get(0).heldOut()).containsExactly(0, 1);
        assertThat(splits.get(0).training()).containsExactly(3, 4, 5, 6, 7, 8, 9);
        assertThat(splits.get(2).heldOut()).containsExactly(4, 5);
        assertThat(splits.get(2).training()).containsExactly(0, 1, 2, 7, 8, 9);
    }

    @Test
    void randomFoldsDependOnTheSeedAlone() {
        ComparisonOptions options = ComparisonOptions.forTrials(new Seed(5));
        int[] first = TrialSplit.folds(40, options).get(0).heldOut();
        assertThat(TrialSplit.folds(40, options).get(0).heldOut()).containsExactly(first);
        assertThat(TrialSplit.folds(40, ComparisonOptions.forTrials(new Seed(6)))
                        .get(0)
                        .heldOut())
                .isNotEqualTo(first);
    }

    @Test
    void oneTrialIsRefused() {
        assertThatThrownBy(() -> TrialSplit.folds(1, ComparisonOptions.forTrials(new Seed(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2 trials")
                .hasMessageContaining("shorter segments");
    }

    @Test
    void aGuardThatLeavesNothingIsRefused() {
        assertThatThrownBy(() ->
                        TrialSplit.folds(3, new ComparisonOptions(2, 0.25, 5, FoldScheme.CONTIGUOUS, new Seed(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("guardTrials");
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        Seed seed = new Seed(1);
        assertThatThrownBy(() -> new ComparisonOptions(1, 0.25, 0, FoldScheme.RANDOM, seed))
                .hasMessageContaining("folds");
        assertThatThrownBy(() -> new ComparisonOptions(5, 1, 0, FoldScheme.RANDOM, seed))
                .hasMessageContaining("unitFraction");
        assertThatThrownBy(() -> new ComparisonOptions(5, 0.5, -1, FoldScheme.RANDOM, seed))
                .hasMessageContaining("guardTrials");
    }

    @Property
    void everyUnitIsInOneGroup(
            @ForAll @IntRange(min = 2, max = 50) int units, @ForAll @IntRange(min = 1, max = 9) int tenths) {
        int[][] groups =
                UnitGroups.of(units, ComparisonOptions.forTrials(new Seed(3)).withUnitFraction(tenths / 10.0));
        int[] all = Arrays.stream(groups).flatMapToInt(Arrays::stream).sorted().toArray();
        assertThat(all).containsExactly(IntStream.range(0, units).toArray());
        assertThat(groups.length).isEqualTo(Math.min(units, Math.max(2, (int) Math.round(10.0 / tenths))));
        assertThat(Arrays.asList(groups))
                .allSatisfy(group -> assertThat(group).isNotEmpty().isSorted());
    }
}
