package org.latents.recording;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.latents.data.RecordingFormatException;

/** The unit of times in a file without a schema, by the attributes {@code unit} and {@code sampling_rate}. */
final class TimeUnit {
    private static final List<String> UNIT = List.of("units", "unit", "time_unit", "time_units");
    private static final List<String> RATE = List.of("sampling_rate", "sample_rate", "sampling_frequency", "fs");

    private TimeUnit() {}

    /**
     * Returns what a number is multiplied by to be seconds; empty where an object does not say.
     *
     * @throws RecordingFormatException if times are in samples of an unknown rate
     */
    static Optional<Double> of(Hdf5Object place) {
        Optional<String> unit = UNIT.stream()
                .flatMap(name -> place.text(name).stream())
                .map(text -> text.strip().toLowerCase(Locale.ROOT))
                .findFirst();
        return unit.flatMap(text -> secondsPer(text, place));
    }

    /**
     * Returns what the times in a dataset are multiplied by to be seconds, by the word of the dataset, its group or the
     * file, in this order; adds a warning where that is not 1.
     */
    static double ofTimes(Hdf5Dataset times, Hdf5Group group, List<String> warnings) {
        double tick =
                of(times).or(() -> of(group)).or(() -> of(times.file().root())).orElse(1.0);
        if (tick != 1) {
            String warning = "Times are in " + nameOf(tick) + " by the file's word; they were turned into seconds.";
            if (!warnings.contains(warning)) {
                warnings.add(warning);
            }
        }
        return tick;
    }

    private static Optional<Double> secondsPer(String unit, Hdf5Object place) {
        return switch (unit) {
            case "s", "sec", "second", "seconds" -> Optional.of(1.0);
            case "ms", "msec", "millisecond", "milliseconds" -> Optional.of(1e-3);
            case "us", "µs", "usec", "microsecond", "microseconds" -> Optional.of(1e-6);
            case "ns", "nsec", "nanosecond", "nanoseconds" -> Optional.of(1e-9);
            case "sample", "samples", "tick", "ticks" -> Optional.of(1 / rate(place));
            default -> Optional.empty();
        };
    }

    private static double rate(Hdf5Object place) {
        for (Hdf5Object object : List.of(place, place.file().root())) {
            for (String name : RATE) {
                OptionalDouble rate = object.number(name);
                if (rate.isPresent() && rate.getAsDouble() > 0) {
                    return rate.getAsDouble();
                }
            }
        }
        throw RecordingFormatException.at(
                place.file().shown(),
                place.path(),
                "times are in samples, but the attribute sampling_rate is missing",
                "");
    }

    private static String nameOf(double secondsPerTick) {
        return secondsPerTick == 1
                ? "seconds"
                : secondsPerTick == 1e-3
                        ? "milliseconds"
                        : secondsPerTick == 1e-6 ? "microseconds" : secondsPerTick == 1e-9 ? "nanoseconds" : "samples";
    }
}
