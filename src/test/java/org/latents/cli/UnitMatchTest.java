package org.latents.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latents.data.BinnedCounts;
import org.latents.data.Dataset;

class UnitMatchTest {
    private static final Path FILE = Path.of("other.nwb");

    @TempDir
    private Path run;

    @Test
    void theUnitsThatTheRunKeptAreFoundByTheirIdentifiers() throws IOException {
        runKept("7", "3");

        Dataset selected = UnitMatch.of(run, FILE, 2).select(data("1", "3", "5", "7"));

        assertThat(ids(selected)).containsExactly("7", "3");
        // unit i of the data has count i in its only bin
        assertThat(selected.counts().countOrUnobserved(0, 0, 0)).isEqualTo(3);
        assertThat(selected.counts().countOrUnobserved(0, 0, 1)).isEqualTo(1);
        assertThat(selected.units()).hasSize(4);
        assertThat(selected.units().stream().filter(unit -> !unit.kept()).map(Dataset.UnitRow::reason))
                .containsOnly("not in the run");
    }

    @Test
    void unitsInAnotherOrderAreBroughtIntoThatOfTheRun() throws IOException {
        runKept("b", "a");

        assertThat(ids(UnitMatch.of(run, FILE, 2).select(data("a", "b")))).containsExactly("b", "a");
    }

    @Test
    void aUnitThatIsMissingIsNamed() throws IOException {
        runKept("7", "9");

        assertThatThrownBy(() -> UnitMatch.of(run, FILE, 2).select(data("1", "3", "7")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("other.nwb: has no unit 9");
    }

    @Test
    void identifiersThatAreNotUniqueGiveWayToNumbers() throws IOException {
        runKept("x", "x");

        Dataset selected = UnitMatch.of(run, FILE, 2).select(data("x", "x", "x"));

        assertThat(selected.keptUnits().stream().map(Dataset.UnitRow::number)).containsExactly(1, 2);
    }

    @Test
    void withoutATableTheNumberOfUnitsMustAgree() throws IOException {
        assertThat(UnitMatch.of(run, FILE, 2).select(data("a", "b")).counts().units())
                .isEqualTo(2);
        assertThatThrownBy(() -> UnitMatch.of(run, FILE, 2).select(data("a", "b", "c")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has 3 units")
                .hasMessageContaining("has 2");
    }

    @Test
    void aModelInsideAComparisonUsesTheTableOfTheComparison() throws IOException {
        runKept("3", "1");
        Path model = Files.createDirectories(run.resolve("models/poisson"));

        assertThat(ids(UnitMatch.of(model, FILE, 2).select(data("1", "2", "3"))))
                .containsExactly("3", "1");
    }

    private void runKept(String... ids) throws IOException {
        StringBuilder table = new StringBuilder("number,id,kept,reason,spikes,binned_spikes,rate_hz\n");
        for (int n = 0; n < ids.length; n++) {
            table.append(n + 1).append(',').append(ids[n]).append(",true,,1,1,1.0\n");
        }
        table.append("9,dropped,false,no spikes,0,0,0.0\n");
        Files.writeString(run.resolve("units.csv"), table.toString());
    }

    private static Dataset data(String... ids) {
        BinnedCounts.Builder builder = BinnedCounts.builder(ids.length, new int[] {1}, 0.02);
        List<Dataset.UnitRow> units = new ArrayList<>();
        for (int n = 0; n < ids.length; n++) {
            builder.set(0, 0, n, n);
            units.add(new Dataset.UnitRow(n + 1, ids[n], true, "", n, n, 1, Map.of()));
        }
        Dataset.Source source = new Dataset.Source("other.nwb", "other.nwb", "NWB", "00", Map.of());
        return new Dataset(builder.build(), units, List.of(), source, List.of());
    }

    private static List<String> ids(Dataset dataset) {
        return dataset.keptUnits().stream().map(Dataset.UnitRow::id).toList();
    }
}
