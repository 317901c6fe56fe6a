package org.latents.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class IntervalsTest {
    @Provide
    Arbitrary<List<TimeRange>> ranges() {
        Arbitrary<Integer> start = Arbitraries.integers().between(0, 20);
        Arbitrary<Integer> length = Arbitraries.integers().between(1, 6);
        return net.jqwik.api.Combinators.combine(start, length)
                .as((s, l) -> new TimeRange(s, s + l))
                .list()
                .ofMaxSize(8);
    }

    private static boolean holds(List<TimeRange> ranges, double time) {
        return ranges.stream().anyMatch(r -> r.start() <= time && time < r.stop());
    }

    @Property
    void aSetHoldsATimeWhenOneOfItsRangesDoes(@ForAll("ranges") List<TimeRange> ranges) {
        Intervals set = Intervals.of(ranges);
        for (double time = -0.5; time < 28; time += 0.5) {
            assertThat(set.contains(time)).as("time %s", time).isEqualTo(holds(ranges, time));
        }
    }

    @Property
    void setsCombineAsTheirTimesDo(@ForAll("ranges") List<TimeRange> first, @ForAll("ranges") List<TimeRange> second) {
        Intervals a = Intervals.of(first);
        Intervals b = Intervals.of(second);
        for (double time = -0.5; time < 28; time += 0.5) {
            boolean inA = holds(first, time);
            boolean inB = holds(second, time);
            assertThat(a.and(b).contains(time)).isEqualTo(inA && inB);
            assertThat(a.or(b).contains(time)).isEqualTo(inA || inB);
            assertThat(a.minus(b).contains(time)).isEqualTo(inA && !inB);
        }
    }

    @Property
    void rangesAreDisjointAndAscend(@ForAll("ranges") List<TimeRange> ranges) {
        List<TimeRange> disjoint = Intervals.of(ranges).ranges();
        for (int i = 1; i < disjoint.size(); i++) {
            assertThat(disjoint.get(i).start())
                    .isGreaterThan(disjoint.get(i - 1).stop());
        }
        double cells = 0;
        for (double time = 0; time < 28; time++) {
            cells += holds(ranges, time + 0.5) ? 1 : 0;
        }
        assertThat(Intervals.of(ranges).length()).isEqualTo(cells); // whole numbers: the count of unit cells is exact
    }

    @Test
    void coversAllowsASlackAtEitherEnd() {
        Intervals set = Intervals.of(List.of(new TimeRange(1, 2)));
        assertThat(set.covers(1, 2, 0)).isTrue();
        assertThat(set.covers(0.999, 2, 0)).isFalse();
        assertThat(set.covers(0.999, 2.001, 0.002)).isTrue();
        assertThat(set.covers(2, 3, 0)).isFalse();
    }

    @Test
    void theEmptySetHoldsNothing() {
        assertThat(Intervals.empty().isEmpty()).isTrue();
        assertThat(Intervals.empty().contains(0)).isFalse();
        assertThat(Intervals.empty().length()).isZero();
        assertThat(Intervals.of(List.of())).isEqualTo(Intervals.empty()).hasSameHashCodeAs(Intervals.empty());
    }
}
