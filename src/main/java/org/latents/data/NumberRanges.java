package org.latents.data;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Lists of whole numbers from 1 as people write them: {@code 3,7,10-14}. */
public final class NumberRanges {
    private static final int MAX_NUMBERS = 10_000_000;

    private NumberRanges() {}

    /**
     * Returns the numbers, ascending, each once.
     *
     * @param text numbers and ranges of numbers, separated by commas, spaces or line breaks
     * @throws IllegalArgumentException if something in it is neither; the message says what
     */
    public static int[] parse(String text) {
        TreeSet<Integer> numbers = new TreeSet<>();
        for (String word : text.trim().split("[,\\s]+")) {
            int dash = word.indexOf('-', 1);
            int first = number(dash < 0 ? word : word.substring(0, dash), word);
            int last = dash < 0 ? first : number(word.substring(dash + 1), word);
            if (last < first || last - first > MAX_NUMBERS) {
                throw new IllegalArgumentException("'" + word + "' is not a range of numbers, smaller one first");
            }
            for (int i = first; i <= last; i++) {
                numbers.add(i);
            }
        }
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Returns ascending numbers with runs of at least three as ranges; the empty text for none. */
    public static String text(int... numbers) {
        List<String> words = new ArrayList<>();
        int i = 0;
        while (i < numbers.length) {
            int end = i;
            while (end + 1 < numbers.length && numbers[end + 1] == numbers[end] + 1) {
                end++;
            }
            if (end - i >= 2) {
                words.add(numbers[i] + "-" + numbers[end]);
                i = end + 1;
            } else {
                words.add(String.valueOf(numbers[i]));
                i++;
            }
        }
        return String.join(",", words);
    }

    private static int number(String text, String word) {
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < 1) {
            throw new IllegalArgumentException(
                    "'" + word + "' is not a number from 1, nor a range of numbers such as 10-14");
        }
        return Integer.parseInt(text);
    }
}
