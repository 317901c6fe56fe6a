package org.latents.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.latents.data.BinnedCounts;
import org.latents.evaluation.evidence.ParticleEvidence;
import org.latents.execution.TaskRunner;
import org.latents.execution.TaskRunners;
import org.latents.inference.parameters.ParameterInference;
import org.latents.inference.parameters.ParameterMethod;
import org.latents.inference.parameters.ParameterOptions;
import org.latents.inference.parameters.ParameterPosterior;
import org.latents.inference.parameters.PriorDraws;
import org.latents.model.Model;
import org.latents.model.Simulation;
import org.latents.model.Simulator;
import org.latents.observation.Likelihood;
import org.latents.random.Seed;

/**
 * The posterior over parameters of {@link org.latents.inference.parameters}, to be put to the test by data from its own
 * prior. Each simulation runs on one thread.
 */
public final class PriorParameters implements TestedPosterior {
    private static final Pattern NAME = Pattern.compile("([a-z_]+)(?:\\[(\\d+)(?:,(\\d+))?.*)?");

    private final ParameterOptions options;
    private final Size size;

    private PriorParameters(ParameterOptions options, Size size) {
        this.options = options;
        this.size = size;
    }

    /**
     * What is simulated and fit.
     *
     * @param latents D
     * @param units N
     * @param trialLengths bins of each trial (not copied; treat as read-only)
     * @param binSeconds bin width, s
     * @param likelihood the distribution of counts
     */
    public record Size(int latents, int units, int[] trialLengths, double binSeconds, Likelihood likelihood) {
        /**
         * Three cells whose log rates are looked at: in the first bin of the first trial, the middle one of the middle
         * trial and the last one of the last trial, of the first three units.
         */
        public List<org.latents.inference.parameters.Quantity.Cell> cells() {
            int middle = trialLengths.length / 2;
            int last = trialLengths.length - 1;
            return List.of(
                    cell(0, 0, 0), cell(middle, trialLengths[middle] / 2, 1), cell(last, trialLengths[last] - 1, 2));
        }

        private org.latents.inference.parameters.Quantity.Cell cell(int trial, int bin, int unit) {
            return new org.latents.inference.parameters.Quantity.Cell(trial, bin, Math.min(unit, units - 1));
        }
    }

    /** A study of one approximation at one size; the prior is that of the options. */
    public static PriorParameters of(ParameterOptions options, Size size) {
        return new PriorParameters(options, size);
    }

    @Override
    public List<Quantity> quantities() {
        List<Quantity> quantities = new ArrayList<>();
        for (String name : names()) {
            Matcher parts = NAME.matcher(name);
            boolean known = parts.matches();
            String group = known ? parts.group(1).replace('_', ' ') : name;
            boolean ofUnit = known && (group.equals("offset") || group.equals("log dispersion"));
            quantities.add(new Quantity(name, group, ofUnit ? Integer.parseInt(parts.group(2)) : 0));
        }
        return quantities;
    }

    @Override
    public Truth draw(Seed seed) {
        Model model = PriorDraws.of(
                        options.priors(), size.latents(), size.units(), size.likelihood(), size.binSeconds())
                .draw(seed.child("parameters"));
        Simulation simulation = Simulator.simulate(model, size.trialLengths(), seed.child("counts"));
        double[] truth = inference().truth(model, simulation);
        List<String> names = names();
        Map<String, Double> values = new LinkedHashMap<>();
        for (int q = 0; q < truth.length; q++) {
            values.put(names.get(q), truth[q]);
        }
        return new Truth(simulation.counts(), values);
    }

    @Override
    public Draws infer(BinnedCounts counts, Seed seed) {
        ParameterPosterior posterior;
        try (TaskRunner serial = TaskRunners.serial()) {
            posterior = inference().infer(counts, size.latents(), size.likelihood(), seed, serial);
        }
        if (posterior.isFailed()) {
            throw new IllegalStateException(String.join("; ", posterior.remarks()));
        }
        List<String> names = names();
        Map<String, double[]> values = new LinkedHashMap<>();
        for (int q = 0; q < names.size(); q++) {
            int column = q;
            values.put(
                    names.get(q),
                    Arrays.stream(posterior.values())
                            .mapToDouble(draw -> draw[column])
                            .toArray());
        }
        Map<String, Double> measures = new LinkedHashMap<>();
        if (Double.isFinite(posterior.kHat())) {
            measures.put(Simulated.PARETO_K, posterior.kHat());
        }
        measures.put(Simulated.EFFECTIVE_DRAWS, posterior.effectiveDraws());
        // draws of equal weight are ranked as such
        double[] logWeights = isWeighted() ? posterior.logWeights() : new double[0];
        return new Draws(values, logWeights, posterior.remarks().isEmpty(), measures);
    }

    private boolean isWeighted() {
        return options.method() == ParameterMethod.IMPORTANCE || options.method() == ParameterMethod.EXACT;
    }

    private ParameterInference inference() {
        return ParameterInference.of(options).withEvidence(ParticleEvidence.withDefaults());
    }

    private List<String> names() {
        return org.latents.inference.parameters.Quantity.names(
                inference().quantities(size.latents(), size.units(), size.likelihood(), size.binSeconds()));
    }
}
