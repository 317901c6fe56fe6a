package org.latents.store.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latents.store.ExportedFit;

/** What jHDF finds in an exported file; {@code ExportedNwbTest} reads it by the project's NWB reader. */
class NwbExportTest {
    private static final String MODULE = "/processing/latents/";

    @TempDir
    private Path folder;

    @Test
    void seriesAreThoseOfThePosteriorToTheBit() throws Exception {
        ExportedFit fit = Exported.fit("negbin");
        try (HdfFile file = write(fit)) {
            assertThat(flat(file, MODULE + "latent_mean/data"))
                    .isEqualTo(fit.posterior().mean());
            assertThat(flat(file, MODULE + "latent_covariance/data"))
                    .isEqualTo(fit.posterior().covariance());
            assertThat(file.getDatasetByPath(MODULE + "latent_covariance/data").getDimensions())
                    .containsExactly(Exported.BINS, 2, 2);
            assertThat(flat(file, MODULE + "latent_mean/timestamps")).isEqualTo(fit.times());
            double[][] rates = (double[][])
                    file.getDatasetByPath(MODULE + "expected_rate/data").getData();
            double[] row = new double[Exported.UNITS];
            for (int t = 0; t < Exported.BINS; t++) {
                new ExpectedRates(fit.model(), fit.posterior()).row(t, row);
                assertThat(rates[t]).isEqualTo(row);
            }
        }
    }

    @Test
    void tablesListTheirColumnsAndHoldThem() throws Exception {
        ExportedFit fit = Exported.fit("negbin");
        try (HdfFile file = write(fit)) {
            for (String path : List.of("/intervals/trials", MODULE + "units", MODULE + "dynamics")) {
                Group table = (Group) file.getByPath(path);
                String[] columns = (String[]) table.getAttribute("colnames").getData();
                int rows = ((Dataset) table.getChild("id")).getDimensions()[0];
                assertThat(table.getChildren()).hasSize(columns.length + 1);
                for (String column : columns) {
                    Dataset data = (Dataset) table.getChild(column);
                    assertThat(data.getDimensions()[0]).as(path + "/" + column).isEqualTo(rows);
                    assertThat(text(data, "neurodata_type")).isEqualTo("VectorData");
                    assertThat(text(data, "description")).isNotBlank();
                }
            }
            assertThat(flat(file, MODULE + "units/dispersion"))
                    .isEqualTo(fit.model().shape());
            assertThat(flat(file, MODULE + "units/loading"))
                    .isEqualTo(fit.model().emission().loading().toArray());
            assertThat((String[])
                            file.getDatasetByPath(MODULE + "units/source_id").getDataFlat())
                    .startsWith("a,\"b\"", "zwölf");
            assertThat(flat(file, MODULE + "dynamics/A"))
                    .isEqualTo(fit.model().dynamics().a().toArray());
            assertThat(flat(file, "/intervals/trials/start_time")).containsExactly(100, 207.5);
        }
    }

    @Test
    void theSourceIsNamedInWords() throws Exception {
        try (HdfFile file = write(Exported.fit("poisson"))) {
            assertThat(string(file, "/session_description"))
                    .contains("day.nwb", Exported.SESSION, "00ff", "abcd", "clock of the recording");
            assertThat(string(file, "/session_start_time")).isEqualTo("2020-02-03T04:05:06.000000+01:00");
            assertThat(string(file, "/timestamps_reference_time")).isEqualTo(string(file, "/session_start_time"));
            assertThat(string(file, "/general/notes")).contains("2 latent states", "3 units", "Poisson");
            assertThat((String[]) file.getDatasetByPath("/file_create_date").getData())
                    .containsExactly("2026-01-31T12:00:00.000000+00:00");
        }
    }

    @Test
    void anUnknownSourceIsCalledUnknown() throws Exception {
        try (HdfFile file = write(Exported.fit("poisson", Optional.empty()))) {
            assertThat(string(file, "/session_description"))
                    .contains("recording is not known", "laid end to end", "start of the session is not known");
            assertThat(string(file, "/session_start_time")).startsWith("1970-01-01");
        }
    }

    /** Groups that the schema demands, and types with a namespace and an identifier of their own. */
    @Test
    void whatTheSchemaDemandsIsThere() throws Exception {
        try (HdfFile file = write(Exported.fit("negbin"))) {
            for (String path : List.of(
                    "acquisition",
                    "analysis",
                    "general",
                    "processing",
                    "stimulus/presentation",
                    "stimulus/templates",
                    "intervals")) {
                assertThat(file.getByPath("/" + path)).as(path).isInstanceOf(Group.class);
            }
            assertThat(file.getAttribute("nwb_version").getData()).isEqualTo("2.7.0");
            List<String> identifiers = new java.util.ArrayList<>();
            collect(file, identifiers);
            assertThat(identifiers).hasSizeGreaterThan(20).doesNotHaveDuplicates();
        }
    }

    private static void collect(Group group, List<String> identifiers) {
        for (Node node : group.getChildren().values()) {
            boolean isTyped = node.getAttribute("neurodata_type") != null;
            if (isTyped) {
                assertThat(text(node, "namespace")).isIn("core", "hdmf-common");
                identifiers.add(text(node, "object_id"));
            }
            if (node instanceof Group inner) {
                collect(inner, identifiers);
            }
        }
    }

    private HdfFile write(ExportedFit fit) throws Exception {
        Exported.write(folder.resolve("out"), fit, Export.Form.NWB);
        return new HdfFile(folder.resolve("out/fit.nwb"));
    }

    private static double[] flat(HdfFile file, String path) {
        return (double[]) file.getDatasetByPath(path).getDataFlat();
    }

    private static String string(HdfFile file, String path) {
        return (String) file.getDatasetByPath(path).getData();
    }

    private static String text(Node node, String attribute) {
        return (String) node.getAttribute(attribute).getData();
    }
}
