package org.latents.store.export;

import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latents.catalog.Catalog;
import org.latents.data.Dataset;
import org.latents.dynamics.LinearDynamics;
import org.latents.inference.Posterior;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.observation.Emission;
import org.latents.observation.Likelihood;
import org.latents.store.ExportedFit;
import org.latents.store.OnExists;
import org.latents.store.RunFolder;

/** A small fit to export: 2 latents, 3 units, trials of 2 and 3 bins, and numbers that no short decimal has. */
public final class Exported {
    /** When the files say that they were made. */
    public static final Instant CREATED = Instant.parse("2026-01-31T12:00:00Z");

    static final int BINS = 5;
    static final int UNITS = 3;
    static final double BIN = 1.0 / 97;
    static final String SESSION = "session 7, äé";

    private Exported() {}

    /** The fit, of data with a clock that starts its trials at 100 and 207.5 s. */
    public static ExportedFit fit(String likelihood) {
        Dataset.Source source = new Dataset.Source(
                "day.nwb",
                "data/day.nwb",
                "NWB 2.6.0",
                "00ff",
                Map.of("identifier", SESSION, "session_start_time", "2020-02-03T04:05:06+01:00"));
        return fit(likelihood, Optional.of(source));
    }

    /** The fit, of data that may be unknown. */
    static ExportedFit fit(String likelihood, Optional<Dataset.Source> source) {
        return new ExportedFit(
                "",
                model(likelihood),
                posterior(),
                List.of(new ExportedFit.Trial(4, 100, 100 + 2 * BIN), new ExportedFit.Trial(9, 207.5, 207.5 + 3 * BIN)),
                List.of(
                        new ExportedFit.Unit(1, "a,\"b\""),
                        new ExportedFit.Unit(5, "zwölf"),
                        new ExportedFit.Unit(6, "")),
                new ExportedFit.Origin(Path.of("run", "fit.h5"), "abcd", source));
    }

    /** Writes forms of a fit to a folder. */
    public static void write(Path folder, ExportedFit fit, Export.Form... forms) throws Exception {
        try (RunFolder run = RunFolder.begin(folder, OnExists.FAIL)) {
            Export.write(run, fit, EnumSet.copyOf(List.of(forms)), CREATED);
            run.commit();
        }
    }

    private static Model model(String likelihood) {
        Likelihood distribution = Catalog.of(Likelihood.class).get(likelihood);
        LinearDynamics dynamics = new LinearDynamics(
                Matrix.of(2, 2, 0.9, 0.1 / 3, -0.2 / 3, 0.8),
                new double[] {1.0 / 3, -1e-300},
                Matrix.of(2, 2, 0.5, 1.0 / 7, 1.0 / 7, 0.25),
                new double[] {Math.PI, -2},
                Matrix.diagonal(1.0 / 9, 2));
        Emission emission =
                new Emission(Matrix.of(UNITS, 2, 1, -0.5, 1.0 / 11, 2, 0, 1.5), new double[] {1.0 / 13, 2, -3});
        double[] shape = distribution.hasShape() ? new double[] {1.0 / 3, 1e12, 0.2} : new double[0];
        return new Model(dynamics, emission, distribution, shape, BIN);
    }

    private static Posterior posterior() {
        double[] mean = new double[BINS * 2];
        double[] covariance = new double[BINS * 4];
        double[] lag = new double[BINS * 4];
        for (int t = 0; t < BINS; t++) {
            mean[2 * t] = Math.sin(t + 1.0);
            mean[2 * t + 1] = Math.cos(t) / 3;
            covariance[4 * t] = (t + 1) / 7.0;
            covariance[4 * t + 1] = 1 / (t + 11.0);
            covariance[4 * t + 2] = 1 / (t + 11.0);
            covariance[4 * t + 3] = (t + 2) / 9.0;
            for (int i = 0; i < 4; i++) {
                lag[4 * t + i] = (t * 4 + i) / 31.0;
            }
        }
        return new Posterior(2, new int[] {0, 2, BINS}, mean, covariance, lag);
    }
}
