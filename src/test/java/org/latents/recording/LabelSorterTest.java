package org.latents.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelSorterTest {
    /** Labels of three kinds: a table from 0, a table from below 0, a search. */
    @ParameterizedTest
    @CsvSource({"'0,3,7'", "'-5,0,2'", "'1,2.5,1e9'"})
    void everyUnitGetsItsSpikesInTheirOrderInOneCallABlock(String text) {
        double[] labels = java.util.Arrays.stream(text.split(","))
                .mapToDouble(Double::parseDouble)
                .toArray();
        SplittableRandom random = new SplittableRandom(4);
        List<List<Double>> expected = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<List<Double>> found = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        int[] calls = new int[1];
        LabelSorter sorter = new LabelSorter(new LabelIndex(labels), (unit, times, from, to) -> {
            calls[0]++;
            for (int i = from; i < to; i++) {
                found.get(unit).add(times[i]);
            }
        });
        for (int size : new int[] {50, 200, 1}) { // buffers grow, and are used again
            double[] times = random.doubles(size + 3).toArray();
            int[] units = random.ints(size, 0, 3).toArray();
            for (int i = 0; i < size; i++) {
                expected.get(units[i]).add(times[3 + i]);
            }
            sorter.accept(times, 3, 3 + size, i -> labels[units[i]]);
        }
        assertThat(found).isEqualTo(expected);
        assertThat(calls[0]).isLessThanOrEqualTo(3 + 3 + 1);
    }
}
