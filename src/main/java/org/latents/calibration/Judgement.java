package org.latents.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Turns the simulations of a study into its result. */
public final class Judgement {
    private static final int SIDE_BARS = 10;
    private static final int MOST_RANK_BINS = 200;
    private static final int FEWEST = 3;
    private static final int TESTS = 3; // band, bias and width

    private Judgement() {}

    /**
     * Judges.
     *
     * @param quantities what was observed
     * @param simulated results by rising index; failed ones are counted, and stated with every verdict that they could
     *     change
     * @param level α of a false rejection over all quantities
     */
    public static Calibration of(List<Quantity> quantities, List<Simulated> simulated, double level) {
        List<Simulated> finished =
                simulated.stream().filter(s -> s.failure().isEmpty()).toList();
        int failures = simulated.size() - finished.size();
        if (finished.size() < FEWEST || quantities.isEmpty()) {
            return Calibration.withoutResult(simulated, level);
        }
        double ofOneTest = level / (quantities.size() * (double) TESTS);
        Sensitivity sensitivity = Sensitivity.of(finished.size(), ofOneTest);
        List<Sample> samples =
                quantities.stream().map(q -> new Sample(q, finished)).toList();
        double[] adjusted =
                Holm.adjust(samples.stream().mapToDouble(Sample::pValue).toArray());
        List<QuantityResult> results = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            results.add(samples.get(i).result(adjusted[i], adjusted[i] <= level, failures, sensitivity));
        }
        return Calibration.of(simulated, level, results, sensitivity);
    }

    /** Returns whether any quantity is rejected. */
    static boolean rejectsAny(List<Quantity> quantities, List<Simulated> simulated, double level) {
        List<Simulated> finished =
                simulated.stream().filter(s -> s.failure().isEmpty()).toList();
        double smallest = finished.size() < FEWEST
                ? 1
                : quantities.stream()
                        .mapToDouble(q -> new Sample(q, finished).pValue())
                        .min()
                        .orElse(1);
        return smallest * quantities.size() <= level; // Holm's first step
    }

    /** The finished simulations of one quantity. */
    private static final class Sample {
        private final Quantity quantity;
        private final List<Observation> observations;
        private final double[] pit;
        private final Optional<int[]> ranks;
        private final int draws;
        private final double band;
        private final SpreadTests spreads;

        Sample(Quantity quantity, List<Simulated> finished) {
            this.quantity = quantity;
            this.observations = finished.stream()
                    .map(s -> Optional.ofNullable(s.observations().get(quantity.name()))
                            .orElseThrow(() -> new IllegalArgumentException(
                                    "simulation " + (s.index() + 1) + ": observed no '" + quantity.name() + "'")))
                    .toList();
            this.pit = observations.stream().mapToDouble(Observation::pit).toArray();
            int first = observations.get(0).draws();
            boolean ranked = observations.stream().allMatch(o -> o.rank().isPresent() && o.draws() == first);
            this.draws = ranked ? first : 0;
            this.ranks = ranked
                    ? Optional.of(observations.stream()
                            .map(Observation::rank)
                            .mapToInt(OptionalInt::orElseThrow)
                            .toArray())
                    : Optional.empty();
            this.band = ranks.map(r -> Uniformity.pValueOfRanks(r, draws, Math.min(draws + 1, MOST_RANK_BINS)))
                    .orElseGet(() -> Uniformity.pValue(pit));
            this.spreads = SpreadTests.of(pit);
        }

        /** All three tests together, each with a third of the level. */
        double pValue() {
            return Math.min(1, TESTS * Math.min(band, Math.min(spreads.bias(), spreads.width())));
        }

        QuantityResult result(double adjusted, boolean rejected, int failures, Sensitivity sensitivity) {
            Spread spread = Spread.of(pit, Math.max(Spread.TAIL, draws == 0 ? 0 : 1.0 / (draws + 1)));
            Shape shape = Shape.of(pit, spread);
            Optional<DataAveraged> averaged = averaged();
            OptionalDouble contraction = averaged.isPresent() ? contraction() : OptionalDouble.empty();
            Verdicts.Evidence evidence = new Verdicts.Evidence(pit, spread, shape, contraction, failures);
            return new QuantityResult(
                    quantity,
                    observations,
                    pit,
                    ranks,
                    draws,
                    tests(adjusted),
                    Coverage.ofAll(pit),
                    spread,
                    shape,
                    contraction,
                    averaged,
                    rejected ? Verdicts.rejected(evidence) : Verdicts.inside(evidence, sensitivity));
        }

        private QuantityResult.Tests tests(double adjusted) {
            return new QuantityResult.Tests(
                    pValue(),
                    adjusted,
                    band,
                    spreads.bias(),
                    spreads.width(),
                    SymmetryTest.pValue(pit),
                    Uniformity.kolmogorovSmirnovPValue(pit.length, Uniformity.kolmogorovSmirnov(pit)),
                    RankHistogram.of(pit, SIDE_BARS, 0.05).chiSquaredPValue());
        }

        private double[] values(java.util.function.ToDoubleFunction<Observation> of) {
            return observations.stream().mapToDouble(of).toArray();
        }

        private Optional<DataAveraged> averaged() {
            double[] sd = values(Observation::sd);
            double[] truth = values(Observation::truth);
            boolean known = Arrays.stream(sd).allMatch(Double::isFinite) && Moments.variance(truth) > 0;
            return known ? Optional.of(DataAveraged.of(truth, values(Observation::mean), sd)) : Optional.empty();
        }

        private OptionalDouble contraction() {
            double prior = Moments.variance(values(Observation::truth));
            double posterior = Moments.mean(values(o -> o.sd() * o.sd()));
            return OptionalDouble.of(1 - posterior / prior);
        }
    }
}
