package org.latents.recording;

import java.nio.file.Path;
import org.latents.data.Covariate;
import org.latents.data.RecordingFormatException;

/**
 * The samples of a time series in an NWB file.
 *
 * @param file the recording
 * @param followLinks whether links may lead out of its folder
 * @param group path of the series
 * @param scale from stored to true values
 * @param timing rate and start, where the series has a rate
 */
record HdfSamples(Path file, boolean followLinks, String group, Scale scale, Covariate.Timing timing)
        implements Covariate.Source {
    /**
     * True value = stored value × factor + offset.
     *
     * @param factors one for all channels, or one for each (not copied; treat as read-only)
     * @param offset what is added
     */
    record Scale(double[] factors, double offset) {
        double apply(double stored, int channel) {
            return stored * factors[factors.length == 1 ? 0 : channel] + offset;
        }
    }

    @Override
    public void stream(Covariate.Sink sink) {
        try (Hdf5File open = Hdf5File.open(file, followLinks)) {
            if (!(open.root().at(group) instanceof Hdf5Group series)) {
                throw RecordingFormatException.at(file.toString(), group, "it is no group any more", "");
            }
            Hdf5Dataset data = series.dataset("data").orElseThrow();
            int width = data.shape().length == 1 ? 1 : (int) data.shape()[1];
            double[] stamps = timing.rate().isPresent()
                    ? new double[0]
                    : series.dataset("timestamps").orElseThrow().numbers();
            stream(data, width, stamps, sink);
        }
    }

    private void stream(Hdf5Dataset data, int width, double[] stamps, Covariate.Sink sink) {
        double[] sample = new double[width];
        long[] position = new long[2]; // sample, value within it
        Hdf5Stream.of(data).forEach((values, from, to) -> {
            for (int i = from; i < to; i++) {
                int channel = (int) position[1]++;
                sample[channel] = scale.apply(values[i], channel);
                if (position[1] == width) {
                    sink.accept(time(position[0]++, stamps), sample);
                    position[1] = 0;
                }
            }
        });
    }

    private double time(long sample, double[] stamps) {
        return timing.rate().isPresent()
                ? timing.first() + sample / timing.rate().getAsDouble()
                : stamps[(int) sample];
    }
}
