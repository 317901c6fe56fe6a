package org.latents.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.latents.calibration.PriorParameters;
import org.latents.calibration.Study;
import org.latents.catalog.Catalog;
import org.latents.data.Seconds;
import org.latents.dynamics.LinearDynamics;
import org.latents.inference.Family;
import org.latents.inference.parameters.ParameterMethod;
import org.latents.inference.parameters.ParameterOptions;
import org.latents.inference.parameters.ParameterPriors;
import org.latents.linalg.LinearSolve;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.observation.Emission;
import org.latents.observation.Likelihood;

/**
 * A declared study, {@code NAME.study.yaml}. Of known parameters: sizes, seed, family, and a model with its parameters,
 * either as lists by row (A, Q, C, d, and where they are not zero or stationary b, m0, P0; r for the negative binomial)
 * or as the path of a fit beside the file. Of unknown ones, {@code parameters: prior}: sizes, seed, {@code posterior},
 * draws, and a group {@code priors} as in {@code models/*.yaml} with {@code loading-sd} in it.
 */
public final class StudyFile {
    /** The ending of a study. */
    public static final String ENDING = ".study.yaml";

    private static final List<String> PARAMETERS = List.of("A", "b", "Q", "m0", "P0", "C", "d", "r");
    private static final List<String> OF_KNOWN = List.of("family", "fit");
    private static final String POSTERIOR = "posterior";
    private static final List<String> KEYS = List.of(
            "name",
            "purpose",
            "parameters",
            "likelihood",
            "latents",
            "units",
            "trials",
            "bins",
            "bin",
            "draws",
            "simulations",
            "level",
            "seed",
            "tolerance");
    private static final int RUN_TRIALS = 20;
    private static final int RUN_BINS = 100;
    private static final int MOST_LATENTS = 100;

    private final StudyFields fields;

    private StudyFile(SpecFile spec) {
        this.fields = new StudyFields(spec);
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
        return new StudyFile(SpecFile.read(file, keys())).study();
    }

    /** Reads the text of a study as {@link #read} does; the file is only named in messages. */
    static Study parse(Path file, String text) throws IOException {
        return new StudyFile(SpecFile.parse(file, text, keys())).study();
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>(KEYS);
        keys.addAll(ofKnown());
        keys.addAll(ofUnknown());
        return keys;
    }

    private static List<String> ofKnown() {
        List<String> keys = new ArrayList<>(OF_KNOWN);
        keys.addAll(PARAMETERS);
        return keys;
    }

    private static List<String> ofUnknown() {
        List<String> keys = new ArrayList<>(List.of(POSTERIOR));
        ParameterPriors.DEFAULT.values().keySet().forEach(key -> keys.add(ModelSpec.PRIORS + key));
        return keys;
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
        String parameters = fields.text("parameters").orElse("known");
        Study.Subject subject = switch (parameters) {
            case "known" -> known();
            case "prior" -> unknown();
            default -> throw fields.problem("parameters", "expected known or prior, got '" + parameters + "'");
        };
        OptionalLong seed =
                fields.text("seed").isPresent() ? OptionalLong.of(fields.wholeNumber("seed")) : OptionalLong.empty();
        return fields.checked(
                "level",
                () -> new Study(
                        fields.require("name"),
                        fields.require("purpose"),
                        subject,
                        fields.integer("simulations", 1, Study.SIMULATIONS),
                        fields.text("level").isPresent() ? fields.number("level") : Study.LEVEL,
                        seed,
                        fields.text("tolerance").isPresent() ? fields.number("tolerance") : Study.TOLERANCE));
    }

    private Study.Known known() throws IOException {
        fields.refuse(ofUnknown(), "is for studies of 'parameters: prior'");
        return new Study.Known(model(), lengths(), family(), fields.integer("draws", 0, Study.Known.DRAWS));
    }

    private Study.Unknown unknown() {
        fields.refuse(ofKnown(), "is for studies of 'parameters: known'");
        ParameterMethod method = fields.checked(POSTERIOR, () -> ParameterMethod.of(fields.require(POSTERIOR)));
        int draws = fields.integer("draws", 1, ParameterOptions.DEFAULT_DRAWS);
        PriorParameters.Size size =
                new PriorParameters.Size(latents(), fields.integer("units", 1), lengths(), bin(), likelihood());
        if (size.latents() > size.units()) {
            throw fields.problem("latents", "expected at most as many as units, " + size.units());
        }
        ParameterPriors priors = ModelSpec.priors(fields.spec());
        ParameterOptions options = fields.checked(
                "draws",
                () -> ParameterOptions.withDefaults(method)
                        .withPriors(priors)
                        .withDraws(draws)
                        .withCells(size.cells()));
        return new Study.Unknown(options, size);
    }

    private int[] lengths() {
        return filled(fields.integer("trials", 1), fields.integer("bins", 1));
    }

    private int latents() {
        int d = fields.integer("latents", 1);
        if (d > MOST_LATENTS) {
            throw fields.problem("latents", "expected at most " + MOST_LATENTS);
        }
        return d;
    }

    private double bin() {
        return fields.checked("bin", () -> Seconds.parsePositive(fields.require("bin")));
    }

    private Likelihood likelihood() {
        return fields.checked("likelihood", () -> Catalog.of(Likelihood.class).get(fields.require("likelihood")));
    }

    private Family family() {
        String key = fields.text("family").orElse(Family.STRUCTURED.key());
        return Family.of(key)
                .orElseThrow(() -> fields.problem(
                        "family", "'" + key + "' is not known; there are " + String.join(", ", Family.keys())));
    }

    private Model model() throws IOException {
        if (fields.text("fit").isPresent()) {
            fields.refuse(PARAMETERS, "is given by 'fit' already");
            return FitFile.read(fields.file().resolveSibling(fields.require("fit")))
                    .model();
        }
        Likelihood likelihood = likelihood();
        int d = latents();
        int n = fields.integer("units", 1);
        Matrix a = Matrix.of(d, d, fields.numbers("A", d * d));
        Matrix q = Matrix.of(d, d, fields.numbers("Q", d * d));
        Matrix p0 = fields.text("P0").isPresent()
                ? Matrix.of(d, d, fields.numbers("P0", d * d))
                : fields.checked("A", () -> LinearSolve.stationaryCovariance(a, q));
        double[] shape = likelihood.hasShape() ? fields.numbers("r", n) : new double[0];
        double bin = bin();
        return fields.checked(
                "A",
                () -> new Model(
                        new LinearDynamics(a, orZero("b", d), q, orZero("m0", d), p0),
                        new Emission(Matrix.of(n, d, fields.numbers("C", n * d)), fields.numbers("d", n)),
                        likelihood,
                        shape,
                        bin));
    }

    private double[] orZero(String key, int size) {
        return fields.text(key).isPresent() ? fields.numbers(key, size) : new double[size];
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
        if (study.subject() instanceof Study.Unknown unknown) {
            text.append(unknown.options()).append(Arrays.toString(unknown.size().trialLengths()));
        }
        return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
