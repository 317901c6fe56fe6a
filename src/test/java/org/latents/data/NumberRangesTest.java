package org.latents.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberRangesTest {
    @Test
    void numbersAndRangesAreRead() {
        assertThat(NumberRanges.parse("3,7,10-14")).containsExactly(3, 7, 10, 11, 12, 13, 14);
        assertThat(NumberRanges.parse(" 5 2\n2-3,\t9 ")).containsExactly(2, 3, 5, 9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-3", "3-", "a", "5-2", "1.5", "1--2", "99999999999", "1-999999999"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> NumberRanges.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void whatIsWrittenIsReadAgain(@ForAll @NotEmpty Set<@IntRange(min = 1, max = 60) Integer> chosen) {
        int[] numbers = chosen.stream().mapToInt(Integer::intValue).sorted().toArray();
        assertThat(NumberRanges.parse(NumberRanges.text(numbers))).containsExactly(numbers);
    }

    @Test
    void runsOfThreeBecomeRanges() {
        assertThat(NumberRanges.text(1, 2, 4, 5, 6, 9)).isEqualTo("1,2,4-6,9");
        assertThat(NumberRanges.text()).isEmpty();
    }
}
