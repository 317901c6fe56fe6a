package org.latents.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts equal reasons together: {@code "12 not within --time, 3 empty"}. */
final class Reasons {
    private Reasons() {}

    static String summary(List<String> reasons) {
        Map<String, Long> counts = reasons.stream()
                .filter(reason -> !reason.isEmpty())
                .collect(Collectors.groupingBy(r -> r, LinkedHashMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }
}
