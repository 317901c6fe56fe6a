package org.latents.diagnostic;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How numbers of units are listed in a sentence. */
final class UnitNumbers {
    private static final int SHOWN = 8;

    private UnitNumbers() {}

    /**
     * Returns {@code "units 3, 7, 9"}, at most eight of them.
     *
     * @param numbers from 1
     */
    static String listed(int[] numbers) {
        String shown =
                Arrays.stream(numbers).limit(SHOWN).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        return (numbers.length == 1 ? "unit " : "units ") + shown + (numbers.length > SHOWN ? ", …" : "");
    }
}
