package org.latents.store.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exported files against the schema 2.7.0 that PyNWB left in a file; {@link NwbSchema} says what is not looked at. */
class NwbSchemaTest {
    private static final String CACHED = "/torture/01b_cached_specs.nwb";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "negbin"})
    void exportedFilesHaveWhatTheSchemaDemands(String likelihood) throws Exception {
        Exported.write(folder.resolve("out"), Exported.fit(likelihood), Export.Form.NWB);

        assertThat(schema().problems(folder.resolve("out/fit.nwb"))).isEmpty();
    }

    /** PyNWB narrows indices to fewer bits than the schema names, and adds the schema itself. */
    @Test
    void aFileOfPynwbHasNoProblemButItsCachedSchema() throws Exception {
        assertThat(schema().problems(cached()))
                .allMatch(problem -> problem.startsWith("/specifications"))
                .hasSize(1);
    }

    @Test
    void whatIsMissingOrWrongIsFound() throws Exception {
        Map<String, Object> series = new LinkedHashMap<>();
        series.put("neurodata_type", "TimeSeries");
        series.put("namespace", "core");
        Hdf5Node.Group root = new Hdf5Node.Group()
                .with("neurodata_type", "NWBFile")
                .with("nwb_version", "2.6.0")
                .add("identifier", new Hdf5Node.Integers(Map.of(), 7))
                .add("processing", new Hdf5Node.Group().add("stray", new Hdf5Node.Group(series, new LinkedHashMap<>())))
                .add("acquisition", new Hdf5Node.Group().add("x", new Hdf5Node.Group(series, new LinkedHashMap<>())));
        Path file = folder.resolve("wrong.nwb");
        Hdf5TreeFile.write(file, root);

        List<String> problems = schema().problems(file);

        assertThat(problems)
                .anyMatch(problem -> problem.contains("@nwb_version: expected \"2.7.0\""))
                .anyMatch(problem -> problem.startsWith("/identifier: expected text"))
                .anyMatch(problem -> problem.startsWith("/session_start_time: is missing"))
                .anyMatch(problem -> problem.startsWith("/analysis: is missing"))
                .anyMatch(problem -> problem.startsWith("/processing/stray: the type 'TimeSeries' is not one of"))
                .anyMatch(problem -> problem.startsWith("/acquisition/x/data: is missing"));
    }

    private static NwbSchema schema() throws Exception {
        return NwbSchema.cachedIn(cached());
    }

    private static Path cached() throws Exception {
        return Path.of(NwbSchemaTest.class.getResource(CACHED).toURI());
    }
}
