package org.latents.report;

import java.util.List;

/** What models, baselines and numbered things are called in words. */
final class ModelNames {
    private ModelNames() {}

    static String of(String name) {
        return switch (name) {
            case "poisson" -> "Poisson";
            case "negbin" -> "Negative binomial";
            case "constant-rate" -> "Constant rate";
            case "shuffled-bins" -> "Shuffled bins";
            case "constant-negbin" -> "Constant negative binomial";
            case "psth" -> "PSTH";
            case "own-smoothing" -> "Own counts, smoothed";
            default ->
                name.isEmpty()
                        ? name
                        : Character.toUpperCase(name.charAt(0))
                                + name.substring(1).replace('-', ' ');
        };
    }

    /** The name within a sentence: proper names keep their capital. */
    static String inSentence(String name) {
        String words = of(name);
        return words.equals("Poisson") || words.equals("PSTH") ? words : words.toLowerCase(java.util.Locale.ROOT);
    }

    static String plural(long count, String noun) {
        return Numbers.count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    static List<String> latents(int count) {
        return java.util.stream.IntStream.rangeClosed(1, count)
                .mapToObj(i -> "Latent " + i)
                .toList();
    }
}
