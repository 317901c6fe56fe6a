package org.latents.calibration;

import java.util.List;
import java.util.Optional;

/**
 * The result of a study.
 *
 * @param simulated all simulations, by rising index
 * @param level α of a false rejection over all quantities
 * @param quantities results in the order of the study; empty where too few fits succeeded
 * @param sensitivity what could have been seen, where there are results
 * @param divergence the symmetric divergence, where simulations gave it
 * @param sentences at most five, for the top of a page
 */
public record Calibration(
        List<Simulated> simulated,
        double level,
        List<QuantityResult> quantities,
        Optional<Sensitivity> sensitivity,
        Optional<Divergence> divergence,
        List<String> sentences) {
    /** Keeps its own lists. */
    public Calibration {
        simulated = List.copyOf(simulated);
        quantities = List.copyOf(quantities);
        sentences = List.copyOf(sentences);
    }

    static Calibration of(
            List<Simulated> simulated, double level, List<QuantityResult> quantities, Sensitivity sensitivity) {
        double[] divergences = measures(simulated, Simulated.DIVERGENCE);
        Optional<Divergence> divergence =
                divergences.length < 2 ? Optional.empty() : Optional.of(Divergence.of(divergences));
        Calibration result =
                new Calibration(simulated, level, quantities, Optional.of(sensitivity), divergence, List.of());
        return new Calibration(
                simulated, level, quantities, Optional.of(sensitivity), divergence, StudySentences.of(result));
    }

    static Calibration withoutResult(List<Simulated> simulated, double level) {
        long failures = simulated.stream().filter(s -> s.failure().isPresent()).count();
        return new Calibration(
                simulated,
                level,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of("No verdict: " + failures + " of " + simulated.size()
                        + " fits failed, and too few are left to judge."));
    }

    /** The values of a measure, of the finished simulations that have a finite one. */
    public double[] measures(String name) {
        return measures(simulated, name);
    }

    private static double[] measures(List<Simulated> simulated, String name) {
        return simulated.stream()
                .map(s -> s.measures().get(name))
                .filter(value -> value != null && Double.isFinite(value))
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** Number of simulations whose fit failed. */
    public int failures() {
        return (int) simulated.stream().filter(s -> s.failure().isPresent()).count();
    }

    /** Number of simulations whose fit gave a posterior without coming to rest. */
    public int notConverged() {
        return (int) simulated.stream()
                .filter(s -> s.failure().isEmpty() && !s.converged())
                .count();
    }

    /** The quantities that are rejected. */
    public List<QuantityResult> rejected() {
        return quantities.stream().filter(q -> q.verdict().isRejected()).toList();
    }

    /** Whether there are results, nothing is rejected and nothing is undecided. */
    public boolean isPassed() {
        return !quantities.isEmpty()
                && quantities.stream().allMatch(q -> q.verdict().kind() == Verdict.Kind.INSIDE);
    }
}
