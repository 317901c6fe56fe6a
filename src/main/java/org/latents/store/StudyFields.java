package org.latents.store;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The keys of a study's file as numbers, with messages that name the line.
 *
 * @param spec the file
 */
record StudyFields(SpecFile spec) {
    Path file() {
        return spec.file();
    }

    /** Refuses keys that have no meaning here. */
    void refuse(Collection<String> keys, String reason) {
        for (String key : keys) {
            if (text(key).isPresent()) {
                throw problem(key, reason);
            }
        }
    }

    /** A whole number of at least {@code least}, or another one where the file does not say. */
    int integer(String key, int least, int otherwise) {
        return text(key).isPresent() ? integer(key, least) : otherwise;
    }

    /** The numbers of a list, exactly {@code size} of them. */
    double[] numbers(String key, int size) {
        require(key);
        List<String> values = spec.entries().get(key).values();
        if (values.size() != size) {
            throw problem(key, "expected " + size + " numbers, got " + values.size());
        }
        return values.stream()
                .mapToDouble(value -> parsed(key, value, Double::parseDouble))
                .toArray();
    }

    /** A whole number of at least {@code least}. */
    int integer(String key, int least) {
        int value = parsed(key, require(key), Integer::parseInt);
        if (value < least) {
            throw problem(key, "expected at least " + least + ", got " + value);
        }
        return value;
    }

    long wholeNumber(String key) {
        return parsed(key, require(key), Long::parseLong);
    }

    double number(String key) {
        return parsed(key, require(key), Double::parseDouble);
    }

    private <T> T parsed(String key, String value, Function<String, T> parser) {
        try {
            return parser.apply(value.strip());
        } catch (NumberFormatException e) {
            throw problem(key, "'" + value + "' is not a number");
        }
    }

    /** What makes a value of the file, and may say that it cannot. */
    interface Maker<T> {
        /** Makes it. */
        T make();
    }

    /** What a maker makes; where it refuses, its message with the line of the key. */
    <T> T checked(String key, Maker<T> maker) {
        try {
            return maker.make();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw problem(key, e.getMessage());
        }
    }

    /** The value of a key, if the file has it. */
    Optional<String> text(String key) {
        return spec.get(key);
    }

    /** The value of a key that must be there. */
    String require(String key) {
        return text(key).orElseThrow(() -> new FileFormatException(spec.file(), "'" + key + "' is missing"));
    }

    /** A problem with the value of a key, with its line. */
    FileFormatException problem(String key, String problem) {
        String line = Optional.ofNullable(spec.entries().get(key))
                .map(entry -> "line " + entry.line() + ": ")
                .orElse("");
        return new FileFormatException(spec.file(), line + "'" + key + "': " + problem);
    }
}
