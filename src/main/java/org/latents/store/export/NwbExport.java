package org.latents.store.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.latents.inference.Posterior;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.store.ExportedFit;

/**
 * A fit as a new NWB file (schema 2.7.0, https://nwb-schema.readthedocs.io): the latent states, their covariances and
 * the expected rates as time series in the processing module {@code latents}, parameters as tables beside them, and the
 * trials. The source is linked in words, by file name, identifier and fingerprint; nothing of its content is copied.
 */
final class NwbExport {
    /** Name of the file. */
    static final String FILE = "fit.nwb";

    private static final String UNKNOWN_START = "1970-01-01T00:00:00+00:00";
    private static final String CORE = "core";
    private static final String COMMON = "hdmf-common";

    private final ExportedFit fit;
    private final Instant created;
    private final String identifier;

    /**
     * Makes an export.
     *
     * @param fit what is exported
     * @param created time for the field {@code file_create_date}
     */
    NwbExport(ExportedFit fit, Instant created) {
        this.fit = fit;
        this.created = created;
        this.identifier = uuid(fit.origin().sha256());
    }

    /** Writes a file that does not exist yet. */
    void write(Path file) throws IOException {
        Hdf5Node.Group root = typed("/", CORE, "NWBFile").with("nwb_version", "2.7.0");
        String start = sessionStart().orElse(UNKNOWN_START);
        root.add("identifier", Hdf5Node.Texts.of(identifier))
                .add("session_description", Hdf5Node.Texts.of(description()))
                .add("session_start_time", Hdf5Node.Texts.of(start))
                .add("timestamps_reference_time", Hdf5Node.Texts.of(start))
                .add("file_create_date", Hdf5Node.Texts.list(Map.of(), iso(created.atOffset(ZoneOffset.UTC))))
                .add("acquisition", new Hdf5Node.Group())
                .add("analysis", new Hdf5Node.Group())
                .add(
                        "stimulus",
                        new Hdf5Node.Group()
                                .add("presentation", new Hdf5Node.Group())
                                .add("templates", new Hdf5Node.Group()))
                .add("general", new Hdf5Node.Group().add("notes", Hdf5Node.Texts.of(Descriptions.model(fit))))
                .add("processing", new Hdf5Node.Group().add("latents", module()))
                .add("intervals", new Hdf5Node.Group().add("trials", trials()));
        Hdf5TreeFile.write(file, root);
    }

    private String description() {
        String start = sessionStart().isPresent()
                ? ""
                : " The start of the session is not known; 1970-01-01 stands in its place.";
        return "Latent states inferred by Latents. Source: " + Descriptions.source(fit) + ". Times are "
                + Descriptions.clock(fit) + "." + start;
    }

    private Optional<String> sessionStart() {
        return fit.origin()
                .recording()
                .map(source -> source.session().getOrDefault("session_start_time", ""))
                .flatMap(NwbExport::parse);
    }

    private static Optional<String> parse(String text) {
        try {
            return Optional.of(iso(OffsetDateTime.parse(text)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String iso(OffsetDateTime time) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx").format(time);
    }

    private Hdf5Node.Group module() {
        Posterior q = fit.posterior();
        int d = q.latents();
        ExpectedRates rates = new ExpectedRates(fit.model(), q);
        return typed("/processing/latents", CORE, "ProcessingModule")
                .with("description", Descriptions.model(fit))
                .add(
                        "latent_mean",
                        series(
                                "latent_mean",
                                "Posterior mean of the latent states, bins x latents.",
                                Hdf5Node.Doubles.of(unit("a.u."), q.mean(), q.bins(), d)))
                .add(
                        "latent_covariance",
                        series(
                                "latent_covariance",
                                "Posterior covariance of the latent states, bins x latents x latents.",
                                Hdf5Node.Doubles.of(unit("a.u.^2"), q.covariance(), q.bins(), d, d)))
                .add(
                        "expected_rate",
                        series(
                                "expected_rate",
                                "Expected rate of each unit under the posterior, exp(m + v/2), bins x units; columns"
                                        + " are the rows of the table 'units' beside this.",
                                new Hdf5Node.Doubles(unit("Hz"), rates::row, q.bins(), rates.units())))
                .add("units", units())
                .add("dynamics", dynamics());
    }

    private Hdf5Node.Group series(String name, String description, Hdf5Node.Doubles data) {
        Map<String, Object> seconds = new LinkedHashMap<>();
        seconds.put("interval", 1);
        seconds.put("unit", "seconds");
        return typed("/processing/latents/" + name, CORE, "TimeSeries")
                .with("description", description)
                .with("comments", Descriptions.clock(fit))
                .add("data", data)
                .add(
                        "timestamps",
                        Hdf5Node.Doubles.of(
                                seconds, fit.times(), fit.posterior().bins()));
    }

    private static Map<String, Object> unit(String unit) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("unit", unit);
        attributes.put("conversion", 1.0);
        attributes.put("offset", 0.0);
        attributes.put("resolution", -1.0);
        return attributes;
    }

    private Hdf5Node.Group units() {
        Model model = fit.model();
        int n = model.units();
        int[] numbers = fit.units().stream().mapToInt(ExportedFit.Unit::number).toArray();
        String[] ids = fit.units().stream().map(ExportedFit.Unit::id).toArray(String[]::new);
        NwbTable table = new NwbTable(identifier, "/processing/latents/units", n)
                .integers("number_in_recording", "Row of the unit in the table of the source, from 1.", numbers)
                .texts("source_id", "Identifier of the unit in the source.", ids)
                .doubles("offset", "d, log spikes/s.", model.emission().offset(), n)
                .doubles(
                        "loading",
                        "C, a value per latent state.",
                        model.emission().loading().toArray(),
                        n,
                        model.latents());
        if (model.likelihood().hasShape()) {
            table.doubles("dispersion", "r: the variance of a count is mean + mean^2/r.", model.shape(), n);
        }
        return table.group("Units of the model; their spikes are in the source.", COMMON, "DynamicTable");
    }

    private Hdf5Node.Group dynamics() {
        Model model = fit.model();
        int d = model.latents();
        return new NwbTable(identifier, "/processing/latents/dynamics", d)
                .doubles(
                        "A",
                        "Row of the transition matrix.",
                        values(model.dynamics().a()),
                        d,
                        d)
                .doubles(
                        "Q",
                        "Row of the noise covariance.",
                        values(model.dynamics().q()),
                        d,
                        d)
                .doubles("b", "Drift.", model.dynamics().b(), d)
                .doubles("m0", "Mean of the first bin.", model.dynamics().m0(), d)
                .doubles(
                        "P0",
                        "Row of the covariance of the first bin.",
                        values(model.dynamics().p0()),
                        d,
                        d)
                .group("Dynamics of the latent states, a row per state.", COMMON, "DynamicTable");
    }

    private static double[] values(Matrix matrix) {
        return matrix.toArray();
    }

    private Hdf5Node.Group trials() {
        int k = fit.trials().size();
        int[] start = fit.posterior().trialStart();
        int[] bins = new int[k];
        for (int i = 0; i < k; i++) {
            bins[i] = start[i + 1] - start[i];
        }
        double[] starts =
                fit.trials().stream().mapToDouble(ExportedFit.Trial::start).toArray();
        double[] stops =
                fit.trials().stream().mapToDouble(ExportedFit.Trial::stop).toArray();
        int[] numbers =
                fit.trials().stream().mapToInt(ExportedFit.Trial::number).toArray();
        return new NwbTable(identifier, "/intervals/trials", k)
                .doubles("start_time", "Start time of epoch, in seconds", starts, k)
                .doubles("stop_time", "Stop time of epoch, in seconds", stops, k)
                .integers("number_in_recording", "Row of the trial or segment in the source, from 1.", numbers)
                .integers("bins", "Number of bins.", bins)
                .group("Trials or segments that were used.", CORE, "TimeIntervals");
    }

    private Hdf5Node.Group typed(String path, String namespace, String type) {
        return new Hdf5Node.Group()
                .with("namespace", namespace)
                .with("neurodata_type", type)
                .with("object_id", uuid(identifier + path));
    }

    /** An identifier that the same content gives again. */
    static String uuid(String content) {
        return UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
