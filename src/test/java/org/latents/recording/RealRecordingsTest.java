package org.latents.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latents.data.Dataset;
import org.latents.data.DatasetBuilder;
import org.latents.data.DatasetOptions;
import org.latents.data.Inspection;
import org.latents.data.Recording;
import org.latents.data.SpikeTrains;

/**
 * Golden: recordings with the numbers that their sources state. linear-track and w-maze: nelpy/example-data, commit
 * 099548c0, MIT (see LICENSE.nelpy-example-data); rat-hippocampus: mzabolocki/SynaptiConn,
 * examples/analyses/data/all_unit.mat, MIT. All converted to NWB with PyNWB.
 */
class RealRecordingsTest {
    @ParameterizedTest
    @CsvSource({
        "notebooks-data/linear-track.nwb, 31, 28829, 4397, 6365",
        "src/test/resources/recordings/w-maze.nwb, 25, 518352, 64, 4371",
        "src/test/resources/recordings/rat-hippocampus.nwb, 16, 35112, 0, 998"
    })
    void countsAreThoseOfTheSource(String file, int units, long spikes, long firstSecond, long lastSecond) {
        Recording recording = Recordings.open(Path.of(file));
        SpikeTrains trains = (SpikeTrains) recording.activity();
        assertThat(trains.units()).isEqualTo(units);
        assertThat(trains.spikes()).isEqualTo(spikes);
        double first = Double.POSITIVE_INFINITY;
        double last = 0;
        for (int unit = 0; unit < units; unit++) {
            first = Math.min(first, trains.summary(unit).least());
            last = Math.max(last, trains.summary(unit).greatest());
        }
        assertThat((long) first).isEqualTo(firstSecond);
        assertThat((long) last).isEqualTo(lastSecond);
        Dataset dataset = DatasetBuilder.build(recording, DatasetOptions.all());
        assertThat(dataset.counts().spikes()).isEqualTo(spikes);
        assertThat(dataset.losses()).isEmpty();
    }

    @Test
    void hintsNameWhatStandsOut() {
        assertThat(Inspection.of(Recordings.open(Path.of("notebooks-data/linear-track.nwb")))
                        .hints())
                .anyMatch(hint -> hint.startsWith("The session starts at 4397 s"));
        assertThat(Inspection.of(Recordings.open(Path.of("src/test/resources/recordings/w-maze.nwb")))
                        .hints())
                .anyMatch(hint -> hint.startsWith("Unit 20 alone has 89 % of the spikes of 25 units"));
    }
}
