package org.latents.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BinnedCovariatesTest {
    private static final Covariate EYE = series("/processing/behavior/eye/position", 2);
    private static final Covariate HAND = series("/processing/behavior/hand/position", 3);
    private static final Covariate PUPIL = series("/acquisition/pupil", 1);

    private static Covariate series(String path, int dimensions) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return new Covariate(
                new Covariate.Description(name, path, "TimeSeries", "m", ""),
                new Covariate.Timing(0, 1, OptionalDouble.of(10)),
                10,
                dimensions,
                sink -> {
                    for (int i = 0; i < 10; i++) {
                        sink.accept(i / 10.0, new double[dimensions]);
                    }
                });
    }

    private static Recording recording() {
        Recording spikes = TestRecordings.of(new double[] {0.1, 0.9});
        return new Recording(
                spikes.source(),
                spikes.activity(),
                spikes.units(),
                spikes.intervals(),
                List.of(EYE, HAND, PUPIL),
                spikes.findings());
    }

    @Test
    void seriesAreFoundByNameAndByPathEachOnce() {
        assertThat(BinnedCovariates.find(
                        recording(), List.of(" pupil", HAND.description().path(), "pupil")))
                .containsExactly(PUPIL, HAND);
    }

    @Test
    void aNameOfSeveralSeriesAsksForThePath() {
        assertThatThrownBy(() -> BinnedCovariates.find(recording(), List.of("position")))
                .isInstanceOf(SelectionException.class)
                .hasMessageContaining("--covariates")
                .hasMessageContaining("several series 'position'")
                .hasMessageContaining(EYE.description().path())
                .hasMessageContaining(HAND.description().path());
    }

    @Test
    void anUnknownNameIsRefusedWithTheNearest() {
        assertThatThrownBy(() -> BinnedCovariates.find(recording(), List.of("pupill")))
                .isInstanceOf(SelectionException.class)
                .hasMessageContaining("no series 'pupill'; did you mean 'pupil'? There are position, pupil");
    }

    @Test
    void eachSeriesIsOnTheBinsOfTheDataset() {
        Dataset dataset = DatasetBuilder.build(recording(), DatasetOptions.all().withBinSeconds(0.1));
        List<BinnedCovariate> binned = BinnedCovariates.of(List.of(HAND, PUPIL), dataset);
        assertThat(binned).extracting(BinnedCovariate::dimensions).containsExactly(3, 1);
        assertThat(binned.get(0).values()).hasSize(3 * dataset.counts().bins());
        assertThat(binned.get(0).observedShare()).isEqualTo(1);
    }

    @Test
    void aSeriesTooWideForMemoryIsRefusedBeforeItIsRead() {
        Covariate wide = new Covariate(
                new Covariate.Description("video", "/video", "TimeSeries", "", ""),
                new Covariate.Timing(0, 1, OptionalDouble.of(10)),
                10,
                1_000_000_000,
                sink -> {
                    throw new AssertionError("it was read");
                });
        Dataset dataset = DatasetBuilder.build(recording(), DatasetOptions.all().withBinSeconds(0.1));
        assertThatThrownBy(() -> BinnedCovariates.of(List.of(wide), dataset))
                .isInstanceOf(SelectionException.class)
                .hasMessageContaining("/video has 1000000000 numbers in each of ");
    }
}
