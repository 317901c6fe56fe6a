package org.latents.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.latents.catalog.Catalog;
import org.latents.dynamics.LinearDynamics;
import org.latents.inference.Posterior;
import org.latents.inference.parameters.ParameterPosterior;
import org.latents.linalg.Cholesky;
import org.latents.linalg.Matrix;
import org.latents.linalg.NotPositiveDefiniteException;
import org.latents.model.Model;
import org.latents.observation.Emission;
import org.latents.observation.Likelihood;

/**
 * A model with its parameters, and the posterior where there is one, in the format {@code latents-fit/1}:
 *
 * <pre>
 * /parameters/A [D,D]  b [D]  Q [D,D]  m0 [D]  P0 [D,D]  C [N,D]  d [N]  r [N] (negbin only)
 * /posterior/mean [bins,D]  covariance [bins,D,D]  lag_covariance [bins,D,D]  trial_start [K+1]
 * </pre>
 *
 * with the root attributes {@code format}, {@code likelihood} and {@code bin_seconds}. {@code b} and {@code m0} may be
 * absent, and are zero then; the posterior may be absent.
 *
 * @param model the model
 * @param posterior q(x), if the file has it
 */
public record FitFile(Model model, Optional<Posterior> posterior) {
    /** The value of the root attribute {@code format}. */
    public static final String FORMAT = "latents-fit/1";

    private static final String PARAMETERS = "parameters";
    private static final String POSTERIOR = "posterior";
    private static final double SYMMETRY = 1e-8; // relative; files written from float32 are off by 1e-7 of an entry
    private static final int MAX_LATENTS = 10_000;

    /**
     * Writes a file.
     *
     * @throws OutputException if it cannot be written
     */
    public void write(Path file) throws IOException {
        write(file, Optional.empty());
    }

    /** Writes a file as {@link #write(Path)} does, with the draws of a posterior over the parameters. */
    void write(Path file, Optional<ParameterPosterior> parameters) throws IOException {
        Hdf5Output output = new Hdf5Output().attribute("format", FORMAT);
        putParameters(output, model);
        posterior.ifPresent(q -> putPosterior(output, q));
        parameters.ifPresent(draws -> ParameterFiles.put(output, draws));
        output.write(file);
    }

    /** Adds the group of parameters and the attributes that name the likelihood and the bin width. */
    static void putParameters(Hdf5Output output, Model model) {
        LinearDynamics dynamics = model.dynamics();
        output.attribute("likelihood", model.likelihood().name())
                .attribute("bin_seconds", model.binSeconds())
                .dataset(PARAMETERS, "A", Packed.rows(dynamics.a()))
                .dataset(PARAMETERS, "b", dynamics.b())
                .dataset(PARAMETERS, "Q", Packed.rows(dynamics.q()))
                .dataset(PARAMETERS, "m0", dynamics.m0())
                .dataset(PARAMETERS, "P0", Packed.rows(dynamics.p0()))
                .dataset(PARAMETERS, "C", Packed.rows(model.emission().loading()))
                .dataset(PARAMETERS, "d", model.emission().offset());
        if (model.likelihood().hasShape()) {
            output.dataset(PARAMETERS, "r", model.shape());
        }
    }

    private static void putPosterior(Hdf5Output output, Posterior q) {
        int d = q.latents();
        output.packed(POSTERIOR, "mean", q.mean(), d)
                .packedSquares(POSTERIOR, "covariance", q.covariance(), d)
                .packedSquares(POSTERIOR, "lag_covariance", q.lagCovariance(), d)
                .dataset(POSTERIOR, "trial_start", q.trialStart());
    }

    /**
     * Reads a file, whatever HDF5 writer made it.
     *
     * @param run a run folder that holds {@code fit.h5}, or the file itself
     * @throws FileFormatException if something is missing or wrong; the message names file and dataset, the shape that
     *     was expected and the one that was found, or the entry that is wrong
     * @throws IOException if it cannot be read
     */
    public static FitFile read(Path run) throws IOException {
        Path file = RunPaths.fitFile(run);
        try (Hdf5Input input = Hdf5Input.open(file)) {
            checkFormat(file, input);
            Model model = readModel(file, input);
            Optional<Posterior> posterior =
                    input.has("/" + POSTERIOR) ? Optional.of(readPosterior(input, model.latents())) : Optional.empty();
            return new FitFile(model, posterior);
        }
    }

    private static void checkFormat(Path file, Hdf5Input input) {
        String format = input.textAttribute("format").orElse(FORMAT);
        if (!format.equals(FORMAT) && !format.equals(CountsFile.FORMAT)) { // simulated counts carry their model
            throw new FileFormatException(
                    file, "attribute 'format': expected '" + FORMAT + "', found '" + format + "'");
        }
        if (!input.has("/" + PARAMETERS)) {
            throw new FileFormatException(file, "/parameters: is missing; expected a fit (format " + FORMAT + ")");
        }
    }

    private static Model readModel(Path file, Hdf5Input input) {
        Likelihood likelihood = readLikelihood(file, input);
        double bin = input.numberAttribute("bin_seconds")
                .orElseThrow(() -> new FileFormatException(file, "attribute 'bin_seconds': is missing"));
        if (!(bin > 0) || Double.isInfinite(bin)) {
            throw new FileFormatException(file, "attribute 'bin_seconds': expected a positive time, found " + bin);
        }
        int d = squareSize(input, "/parameters/A");
        int n = units(input, "/parameters/C", d);
        LinearDynamics dynamics = new LinearDynamics(
                Matrix.of(d, d, read(input, "A", "latents × latents", d, d)),
                readOrZero(input, "b", d),
                covariance(input, "Q", d),
                readOrZero(input, "m0", d),
                covariance(input, "P0", d));
        Emission emission =
                new Emission(Matrix.of(n, d, read(input, "C", "units × latents", n, d)), read(input, "d", "units", n));
        return new Model(dynamics, emission, likelihood, readShape(input, likelihood, n), bin);
    }

    private static Likelihood readLikelihood(Path file, Hdf5Input input) {
        String name = input.textAttribute("likelihood")
                .orElseThrow(() -> new FileFormatException(file, "attribute 'likelihood': is missing"))
                .toLowerCase(Locale.ROOT);
        Catalog<Likelihood> known = Catalog.of(Likelihood.class);
        return known.find(name)
                .orElseThrow(() -> new FileFormatException(
                        file,
                        "attribute 'likelihood': '" + name + "' is not known; expected one of "
                                + known.all().stream().map(Likelihood::name).toList()));
    }

    private static int squareSize(Hdf5Input input, String path) {
        int[] shape = input.dimensions(path);
        if (shape.length != 2 || shape[0] != shape[1] || shape[0] < 1 || shape[0] > MAX_LATENTS) {
            throw input.problem(
                    path, "expected a square matrix (latents × latents), found shape " + Hdf5Input.shape(shape));
        }
        return shape[0];
    }

    private static int units(Hdf5Input input, String path, int d) {
        int[] shape = input.dimensions(path);
        if (shape.length != 2 || shape[0] < 1 || shape[1] != d) {
            throw input.problem(
                    path, "expected shape [units, " + d + "] (units × latents), found " + Hdf5Input.shape(shape));
        }
        return shape[0];
    }

    private static double[] readShape(Hdf5Input input, Likelihood likelihood, int units) {
        if (!likelihood.hasShape()) {
            return new double[0];
        }
        double[] shape = read(input, "r", "units", units);
        for (int n = 0; n < units; n++) {
            if (!(shape[n] > 0)) {
                throw input.problem(
                        "/parameters/r", "unit " + (n + 1) + " has " + shape[n] + ", expected a positive dispersion");
            }
        }
        return shape;
    }

    private static double[] readOrZero(Hdf5Input input, String name, int d) {
        return input.has("/" + PARAMETERS + "/" + name) ? read(input, name, "latents", d) : new double[d];
    }

    private static double[] read(Hdf5Input input, String name, String counted, int... shape) {
        return finite(input, "/" + PARAMETERS + "/" + name, input.doubles("/parameters/" + name, counted, shape));
    }

    private static double[] finite(Hdf5Input input, String path, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw input.problem(path, "entry " + i + " (from 0, row-major) is " + values[i]);
            }
        }
        return values;
    }

    private static Matrix covariance(Hdf5Input input, String name, int d) {
        String path = "/" + PARAMETERS + "/" + name;
        Matrix matrix = Matrix.of(d, d, read(input, name, "latents × latents", d, d));
        double asymmetry = matrix.minus(matrix.transpose()).maxAbs();
        if (asymmetry > SYMMETRY * matrix.maxAbs()) {
            throw input.problem(path, "is not symmetric: entries differ by up to " + asymmetry);
        }
        Matrix symmetric = matrix.symmetrised();
        try {
            Cholesky.of(symmetric, name);
        } catch (NotPositiveDefiniteException e) {
            throw input.problem(path, "is not positive definite (" + e.getMessage() + ")");
        }
        return symmetric;
    }

    private static Posterior readPosterior(Hdf5Input input, int d) {
        int[] start = input.integers("/posterior/trial_start");
        TrialStarts.check(start).ifPresent(problem -> {
            throw input.problem("/posterior/trial_start", problem);
        });
        int bins = start[start.length - 1];
        String squares = "bins × latents × latents";
        return new Posterior(
                d,
                start,
                finite(input, "/posterior/mean", input.doubles("/posterior/mean", "bins × latents", bins, d)),
                finite(input, "/posterior/covariance", input.doubles("/posterior/covariance", squares, bins, d, d)),
                finite(
                        input,
                        "/posterior/lag_covariance",
                        input.doubles("/posterior/lag_covariance", squares, bins, d, d)));
    }
}
