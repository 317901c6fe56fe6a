package org.latents.calibration;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.latents.inference.Family;
import org.latents.inference.parameters.ParameterOptions;
import org.latents.model.Model;

/**
 * A declared study.
 *
 * @param name its name
 * @param purpose what it is for, in a sentence
 * @param subject what is drawn and fit
 * @param simulations n ≥ 1
 * @param level α of a false rejection over all quantities, in (0, 1)
 * @param seed the seed that it is run with unless another is asked for
 * @param tolerance by how much widths, biases and coverages may differ from the expected results, at least 0
 */
public record Study(
        String name,
        String purpose,
        Subject subject,
        int simulations,
        double level,
        OptionalLong seed,
        double tolerance) {
    /** Default of the level. */
    public static final double LEVEL = 0.01;

    /** Default of the tolerance. */
    public static final double TOLERANCE = 0.02;

    /** Default of the number of simulations. */
    public static final int SIMULATIONS = 200;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is outside its range
     */
    public Study {
        if (simulations < 1) {
            throw new IllegalArgumentException("simulations: expected at least 1, got " + simulations);
        }
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level: expected a number in (0, 1), got " + level);
        }
        if (!(tolerance >= 0)) {
            throw new IllegalArgumentException("tolerance: expected a number of at least 0, got " + tolerance);
        }
    }

    /** What is drawn and fit in each simulation. */
    public sealed interface Subject {
        /** Makes the experiment. */
        Experiment experiment();

        /** What a reader is told of it, by name. */
        Map<String, String> facts();
    }

    /**
     * Data of a model whose parameters are known to the fit.
     *
     * @param model the model
     * @param lengths bins of each trial (not copied; treat as read-only)
     * @param family of q(x)
     * @param draws number of paths that the joint log likelihood is ranked among; 0 to leave it out
     */
    public record Known(Model model, int[] lengths, Family family, int draws) implements Subject {
        /** Default of the number of paths. */
        public static final int DRAWS = 99;

        @Override
        public Experiment experiment() {
            return new KnownParameters(model, lengths, LatentInference.of(family), draws);
        }

        @Override
        public Map<String, String> facts() {
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("parameters", "known");
            facts.put("family", family.key());
            facts.put("likelihood", model.likelihood().name());
            facts.put("latents", String.valueOf(model.latents()));
            facts.put("units", String.valueOf(model.units()));
            facts.put("trials", String.valueOf(lengths.length));
            facts.put("bins", String.valueOf(Arrays.stream(lengths).sum()));
            facts.put("bin_seconds", String.valueOf(model.binSeconds()));
            facts.put("draws", String.valueOf(draws));
            return facts;
        }
    }

    /**
     * Data of models whose parameters are drawn from their prior and not known to the fit.
     *
     * @param options the approximation of the posterior over parameters, and the priors
     * @param size what is simulated
     */
    public record Unknown(ParameterOptions options, PriorParameters.Size size) implements Subject {
        @Override
        public Experiment experiment() {
            return new UnknownParameters(PriorParameters.of(options, size));
        }

        @Override
        public Map<String, String> facts() {
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("parameters", "from their prior");
            facts.put("posterior", options.method().key());
            facts.put("likelihood", size.likelihood().name());
            facts.put("latents", String.valueOf(size.latents()));
            facts.put("units", String.valueOf(size.units()));
            facts.put("trials", String.valueOf(size.trialLengths().length));
            facts.put("bins", String.valueOf(Arrays.stream(size.trialLengths()).sum()));
            facts.put("bin_seconds", String.valueOf(size.binSeconds()));
            facts.put("draws", String.valueOf(options.draws()));
            options.priors().values().forEach((name, value) -> facts.put("prior " + name, String.valueOf(value)));
            return facts;
        }
    }

    /** Returns the study with another number of simulations. */
    public Study withSimulations(int other) {
        return new Study(name, purpose, subject, other, level, seed, tolerance);
    }
}
