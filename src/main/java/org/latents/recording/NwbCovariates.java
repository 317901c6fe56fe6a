package org.latents.recording;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.latents.data.Covariate;
import org.latents.data.RecordingFormatException;

/**
 * Finds the time series of an NWB file that can be covariates: numbers over time that are neither voltages nor images.
 */
final class NwbCovariates {
    private static final Set<String> NOT_COVARIATES = Set.of(
            "ElectricalSeries",
            "SpikeEventSeries",
            "ImageSeries",
            "OnePhotonSeries",
            "TwoPhotonSeries",
            "IndexSeries",
            "IntervalSeries",
            "AnnotationSeries",
            "DecompositionSeries",
            "ImageMaskSeries",
            "OpticalSeries");

    private NwbCovariates() {}

    static List<Covariate> find(Hdf5Survey survey, Path path, ReaderOptions options) {
        List<Covariate> found = new ArrayList<>();
        for (Hdf5Group group : survey.groups()) {
            Optional<String> type = group.text(NwbReader.TYPE);
            boolean timed = group.has("data") && (group.has("timestamps") || group.has("starting_time"));
            if (type.isEmpty() || !timed || NOT_COVARIATES.contains(type.get())) {
                continue;
            }
            try {
                covariate(group, type.get(), path, options).ifPresent(found::add);
            } catch (RecordingFormatException e) {
                survey.report(e, group.path());
            }
        }
        return found;
    }

    private static Optional<Covariate> covariate(Hdf5Group group, String type, Path path, ReaderOptions options) {
        Hdf5Dataset data = group.dataset("data").orElseThrow();
        long[] shape = data.shape();
        boolean isNumbers = data.isNumeric() || data.isBoolean();
        if (!isNumbers || shape.length < 1 || shape.length > 2 || shape[shape.length - 1] == 0 && shape[0] > 0) {
            return Optional.empty();
        }
        data.check();
        long samples = shape[0];
        int dimensions = shape.length == 1 ? 1 : Math.toIntExact(Math.min(shape[1], 1_000_000));
        Covariate.Timing timing = timing(group, samples);
        HdfSamples source = new HdfSamples(
                path,
                options.followLinks(),
                group.path(),
                new HdfSamples.Scale(
                        factors(group, data, dimensions), data.number("offset").orElse(0)),
                timing);
        Covariate.Description description = new Covariate.Description(
                group.name(),
                group.path(),
                type,
                data.text("unit").orElse(""),
                group.text("description").orElse(""));
        return Optional.of(new Covariate(description, timing, samples, dimensions, source));
    }

    /** Returns what stored values are multiplied by: one factor for all channels, or one for each. */
    private static double[] factors(Hdf5Group group, Hdf5Dataset data, int channels) {
        double all = data.number("conversion").orElse(1);
        Optional<Hdf5Dataset> each = group.dataset("channel_conversion");
        if (each.isEmpty()) {
            return new double[] {all};
        }
        double[] factors = each.get().numbers();
        if (factors.length != channels) {
            throw RecordingFormatException.at(
                    group.file().shown(),
                    each.get().path(),
                    "there are " + factors.length + " factors for " + channels + " channels",
                    "");
        }
        return Arrays.stream(factors).map(factor -> factor * all).toArray();
    }

    private static Covariate.Timing timing(Hdf5Group group, long samples) {
        Optional<Hdf5Dataset> stamps = group.dataset("timestamps");
        if (stamps.isPresent()) {
            if (stamps.get().size() != samples) {
                throw RecordingFormatException.at(
                        group.file().shown(),
                        stamps.get().path(),
                        "there are " + stamps.get().size() + " times for " + samples + " samples",
                        "");
            }
            double[] ends = {Double.NaN, Double.NaN};
            Hdf5Stream.of(stamps.get()).forEach((values, from, to) -> {
                if (to > from) {
                    ends[0] = Double.isNaN(ends[0]) ? values[from] : ends[0];
                    ends[1] = values[to - 1];
                }
            });
            return new Covariate.Timing(ends[0], ends[1], OptionalDouble.empty());
        }
        Hdf5Dataset start = group.dataset("starting_time").orElseThrow();
        double first = start.numbers()[0];
        double rate = start.number("rate").orElse(Double.NaN);
        if (!(rate > 0) || !Double.isFinite(first)) {
            throw RecordingFormatException.at(
                    group.file().shown(),
                    start.path(),
                    "expected a time and a rate above 0, got " + first + " s and " + rate,
                    "");
        }
        return new Covariate.Timing(
                samples == 0 ? Double.NaN : first,
                samples == 0 ? Double.NaN : first + (samples - 1) / rate,
                OptionalDouble.of(rate));
    }
}
