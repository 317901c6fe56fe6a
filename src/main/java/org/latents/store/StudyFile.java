package org.latents.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.latents.calibration.Study;
import org.latents.catalog.Catalog;
import org.latents.data.Seconds;
import org.latents.dynamics.LinearDynamics;
import org.latents.inference.Family;
import org.latents.linalg.LinearSolve;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.observation.Emission;
import org.latents.observation.Likelihood;

/**
 * A declared study, {@code NAME.study.yaml}: sizes, seed, family, and a model with its parameters, either as lists by
 * row (A, Q, C, d, and where they are not zero or stationary b, m0, P0; r for the negative binomial) or as the path of
 * a fit beside the file.
 */
public final class StudyFile {
    /** The ending of a study. */
    public static final String ENDING = ".study.yaml";

    private static final List<String> PARAMETERS = List.of("A", "b", "Q", "m0", "P0", "C", "d", "r");
    private static final List<String> KEYS = List.of(
            "name",
            "purpose",
            "parameters",
            "family",
            "likelihood",
            "latents",
            "units",
            "trials",
            "bins",
            "bin",
            "fit",
            "draws",
            "simulations",
            "level",
            "seed",
            "tolerance");
    private static final int RUN_TRIALS = 20;
    private static final int RUN_BINS = 100;
    private static final int MOST_LATENTS = 100;

    private final SpecFile spec;

    private StudyFile(SpecFile spec) {
        this.spec = spec;
    }

    /**
     * Reads a study.
     *
     * @param file a {@code .study.yaml}; or a run folder or {@code fit.h5}, for the study at that fit: its parameters
     *     as the truth, its first 20 trials, since trials are independent when parameters are known
     * @throws FileFormatException if a key is missing, not known or wrong
     * @throws IOException if it cannot be read
     */
    public static Study read(Path file) throws IOException {
        boolean isFit = Files.isDirectory(file)
                || file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".h5");
        if (isFit) {
            return ofFit(file);
        }
        List<String> keys = new ArrayList<>(KEYS);
        keys.addAll(PARAMETERS);
        return new StudyFile(SpecFile.read(file, keys)).study();
    }

    /** Reads the text of a study as {@link #read} does; the file is only named in messages. */
    static Study parse(Path file, String text) throws IOException {
        List<String> keys = new ArrayList<>(KEYS);
        keys.addAll(PARAMETERS);
        return new StudyFile(SpecFile.parse(file, text, keys)).study();
    }

    /** Where the expected results of a study are: {@code NAME.expected.json} beside it. */
    public static Path expected(Path study) {
        String name = study.getFileName().toString().replace(ENDING, ".expected.json");
        return study.resolveSibling(name);
    }

    private static Study ofFit(Path run) throws IOException {
        FitFile fit = FitFile.read(run);
        int[] lengths = fit.posterior()
                .map(q -> java.util.stream.IntStream.range(0, Math.min(q.trials(), RUN_TRIALS))
                        .map(k -> q.trialStart()[k + 1] - q.trialStart()[k])
                        .toArray())
                .orElseGet(() -> filled(RUN_TRIALS, RUN_BINS));
        String name = run.toAbsolutePath().normalize().getFileName().toString();
        return new Study(
                name,
                "Whether the posterior of latent states means what it says for data like those of " + name + ".",
                new Study.Known(fit.model(), lengths, Family.STRUCTURED, Study.Known.DRAWS),
                Study.SIMULATIONS,
                Study.LEVEL,
                OptionalLong.empty(),
                Study.TOLERANCE);
    }

    private Study study() throws IOException {
        String parameters = text("parameters").orElse("known");
        if (!parameters.equals("known")) {
            throw problem("parameters", "expected known, got '" + parameters + "'");
        }
        Model model = model();
        int[] lengths = filled(integer("trials", 1), integer("bins", 1));
        Study.Known subject = new Study.Known(
                model, lengths, family(), text("draws").isPresent() ? integer("draws", 0) : Study.Known.DRAWS);
        return checked(
                "level",
                () -> new Study(
                        require("name"),
                        require("purpose"),
                        subject,
                        text("simulations").isPresent() ? integer("simulations", 1) : Study.SIMULATIONS,
                        text("level").isPresent() ? number("level") : Study.LEVEL,
                        text("seed").isPresent() ? OptionalLong.of(wholeNumber("seed")) : OptionalLong.empty(),
                        text("tolerance").isPresent() ? number("tolerance") : Study.TOLERANCE));
    }

    private Family family() {
        String key = text("family").orElse(Family.STRUCTURED.key());
        return Family.of(key)
                .orElseThrow(() ->
                        problem("family", "'" + key + "' is not known; there are " + String.join(", ", Family.keys())));
    }

    private Model model() throws IOException {
        if (text("fit").isPresent()) {
            for (String key : PARAMETERS) {
                if (text(key).isPresent()) {
                    throw problem(key, "is given by 'fit' already");
                }
            }
            return FitFile.read(spec.file().resolveSibling(require("fit"))).model();
        }
        Catalog<Likelihood> known = Catalog.of(Likelihood.class);
        Likelihood likelihood = checked("likelihood", () -> known.get(require("likelihood")));
        int d = integer("latents", 1);
        int n = integer("units", 1);
        if (d > MOST_LATENTS) {
            throw problem("latents", "expected at most " + MOST_LATENTS);
        }
        Matrix a = Matrix.of(d, d, numbers("A", d * d));
        Matrix q = Matrix.of(d, d, numbers("Q", d * d));
        Matrix p0 = text("P0").isPresent()
                ? Matrix.of(d, d, numbers("P0", d * d))
                : checked("A", () -> LinearSolve.stationaryCovariance(a, q));
        double[] shape = likelihood.hasShape() ? numbers("r", n) : new double[0];
        double bin = checked("bin", () -> Seconds.parsePositive(require("bin")));
        return checked(
                "A",
                () -> new Model(
                        new LinearDynamics(a, orZero("b", d), q, orZero("m0", d), p0),
                        new Emission(Matrix.of(n, d, numbers("C", n * d)), numbers("d", n)),
                        likelihood,
                        shape,
                        bin));
    }

    private double[] orZero(String key, int size) {
        return text(key).isPresent() ? numbers(key, size) : new double[size];
    }

    private double[] numbers(String key, int size) {
        require(key);
        List<String> values = spec.entries().get(key).values();
        if (values.size() != size) {
            throw problem(key, "expected " + size + " numbers, got " + values.size());
        }
        return values.stream()
                .mapToDouble(value -> parsed(key, value, Double::parseDouble))
                .toArray();
    }

    private int integer(String key, int least) {
        int value = parsed(key, require(key), Integer::parseInt);
        if (value < least) {
            throw problem(key, "expected at least " + least + ", got " + value);
        }
        return value;
    }

    private long wholeNumber(String key) {
        return parsed(key, require(key), Long::parseLong);
    }

    private double number(String key) {
        return parsed(key, require(key), Double::parseDouble);
    }

    private <T> T parsed(String key, String value, Function<String, T> parser) {
        try {
            return parser.apply(value.strip());
        } catch (NumberFormatException e) {
            throw problem(key, "'" + value + "' is not a number");
        }
    }

    /** What makes a value of the file, and may say that it cannot. */
    private interface Maker<T> {
        T make();
    }

    private <T> T checked(String key, Maker<T> maker) {
        try {
            return maker.make();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw problem(key, e.getMessage());
        }
    }

    private Optional<String> text(String key) {
        return spec.get(key);
    }

    private String require(String key) {
        return text(key).orElseThrow(() -> new FileFormatException(spec.file(), "'" + key + "' is missing"));
    }

    private FileFormatException problem(String key, String problem) {
        String line = Optional.ofNullable(spec.entries().get(key))
                .map(entry -> "line " + entry.line() + ": ")
                .orElse("");
        return new FileFormatException(spec.file(), line + "'" + key + "': " + problem);
    }

    private static int[] filled(int size, int value) {
        int[] values = new int[size];
        Arrays.fill(values, value);
        return values;
    }

    /** Returns a text that two studies share only if every simulation of one is that of the other. */
    public static String identity(Study study) {
        StringBuilder text = new StringBuilder(study.subject().facts().toString());
        if (study.subject() instanceof Study.Known known) {
            Model model = known.model();
            LinearDynamics dynamics = model.dynamics();
            text.append(dynamics.a()).append(dynamics.q()).append(dynamics.p0());
            text.append(Arrays.toString(dynamics.b())).append(Arrays.toString(dynamics.m0()));
            text.append(model.emission().loading())
                    .append(Arrays.toString(model.emission().offset()));
            text.append(Arrays.toString(model.shape())).append(Arrays.toString(known.lengths()));
        }
        return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
