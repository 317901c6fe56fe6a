package org.latents.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latents.data.Covariate;
import org.latents.data.IntervalTable;
import org.latents.data.RecordingFormatException;
import org.latents.store.ExportedFit;
import org.latents.store.export.Export;
import org.latents.store.export.Exported;

/** The NWB reader finds in an exported file what was written; it has no spikes, and the reader says so. */
class ExportedNwbTest {
    @TempDir
    private Path folder;

    private Path nwb;
    private final ExportedFit fit = Exported.fit("negbin");

    @BeforeEach
    void export() throws Exception {
        Exported.write(folder.resolve("out"), fit, Export.Form.NWB);
        nwb = folder.resolve("out/fit.nwb");
    }

    @Test
    void theLatentsAreASeriesOverTheTimesOfTheBins() throws Exception {
        try (Hdf5File file = Hdf5File.open(nwb, false)) {
            Hdf5Survey survey = Hdf5Survey.of(file, group -> false);
            List<Covariate> series = NwbCovariates.find(survey, nwb, ReaderOptions.withDefaults());
            Covariate latents = named(series, "latent_mean");

            List<Double> times = new ArrayList<>();
            List<Double> values = new ArrayList<>();
            latents.stream((time, sample) -> {
                times.add(time);
                values.add(sample[0]);
                values.add(sample[1]);
            });
            assertThat(times).containsExactly(boxed(fit.times()));
            assertThat(values).containsExactly(boxed(fit.posterior().mean()));
            assertThat(latents.timing().first()).isEqualTo(fit.times()[0]);
            assertThat(named(series, "expected_rate").dimensions()).isEqualTo(3);
            assertThat(named(series, "expected_rate").description().unit()).isEqualTo("Hz");
            assertThat(survey.unreadable()).isEmpty();
        }
    }

    @Test
    void theTrialsAreATableOfIntervals() throws Exception {
        try (Hdf5File file = Hdf5File.open(nwb, false)) {
            Hdf5Survey survey = Hdf5Survey.of(file, group -> false);
            Hdf5Group group = survey.groups().stream()
                    .filter(g -> g.path().equals("/intervals/trials"))
                    .findFirst()
                    .orElseThrow();
            IntervalTable trials = new IntervalTable("trials", group.path(), "", new NwbTables(survey).columns(group));

            assertThat(trials.size()).isEqualTo(2);
            assertThat(trials.start(1)).isEqualTo(207.5);
            assertThat(trials.stop(0)).isCloseTo(100 + 2.0 / 97, within(1e-13)); // two roundings near 100
            assertThat(trials.column("bins").orElseThrow().number(1)).isEqualTo(3);
        }
    }

    @Test
    void theFileIsRecognisedAndSaidToHaveNoSpikes() {
        assertThat(new NwbReader().recognise(nwb)).isEqualTo(RecordingReader.Recognition.CERTAIN);
        assertThatThrownBy(() -> new NwbReader().read(nwb, ReaderOptions.withDefaults()))
                .isInstanceOf(RecordingFormatException.class)
                .hasMessageContaining("no units table");
    }

    private static Covariate named(List<Covariate> series, String name) {
        return series.stream()
                .filter(s -> s.description().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Double[] boxed(double[] values) {
        return java.util.Arrays.stream(values).boxed().toArray(Double[]::new);
    }
}
