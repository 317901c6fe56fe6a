package org.latents.calibration;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The sentences at the top of a report, at most five. */
final class StudySentences {
    private static final int MOST = 5;
    private static final int FEWEST_UNITS = 3;
    private static final double LEVEL = 0.9;

    private StudySentences() {}

    static List<String> of(Calibration result) {
        List<String> sentences = new ArrayList<>();
        sentences.add(finding(result));
        oneUnit(result, sentences);
        failures(result, sentences);
        sentences.add(coverage(result));
        String power = Verdicts.power(result.sensitivity().orElseThrow());
        sentences.add(Character.toUpperCase(power.charAt(0)) + power.substring(1) + " in a single quantity.");
        uninformed(result, sentences);
        divergence(result, sentences);
        return sentences.subList(0, Math.min(MOST, sentences.size()));
    }

    private static String finding(Calibration result) {
        int all = result.quantities().size();
        String level = percent(result.level()) + " % level over all of them";
        List<QuantityResult> rejected = result.rejected();
        int finished = result.simulated().size() - result.failures();
        if (rejected.isEmpty()) {
            long undecided = result.quantities().stream()
                    .filter(q -> q.verdict().kind() == Verdict.Kind.UNDECIDED)
                    .count();
            return undecided > 0
                    ? "Not decided for " + undecided + " of " + all + " quantities: too many fits failed."
                    : "No quantity of " + all + " is rejected (" + level + "): " + finished
                            + " simulations show no sign that the posterior means something else than it says.";
        }
        QuantityResult worst = rejected.stream()
                .min(Comparator.comparingDouble(q -> q.tests().pValue()))
                .orElseThrow();
        return rejected.size() + " of " + all + " quantities " + (rejected.size() == 1 ? "is" : "are")
                + " rejected (" + kinds(rejected) + "; " + level + "), most clearly '"
                + worst.quantity().name() + "': "
                + worst.verdict().sentence();
    }

    /** Such as "18 too narrow, 1 shifted". */
    private static String kinds(List<QuantityResult> rejected) {
        Map<String, Integer> counts = new TreeMap<>();
        rejected.forEach(q -> counts.merge(q.verdict().kind().key().replace('-', ' '), 1, Integer::sum));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .map(kind -> kind.getValue() + " " + kind.getKey())
                .collect(Collectors.joining(", "));
    }

    private static void oneUnit(Calibration result, List<String> sentences) {
        Set<Integer> rejected = new TreeSet<>();
        Set<Integer> units = new TreeSet<>();
        for (QuantityResult quantity : result.quantities()) {
            int unit = quantity.quantity().unit();
            if (unit > 0) {
                units.add(unit);
            }
            if (quantity.verdict().isRejected()) {
                rejected.add(unit);
            }
        }
        if (units.size() >= FEWEST_UNITS && rejected.size() == 1 && !rejected.contains(0)) {
            sentences.add("All that is rejected belongs to unit "
                    + rejected.iterator().next() + "; the other " + (units.size() - 1)
                    + " units are inside: look for an error in this unit alone.");
        }
    }

    private static void failures(Calibration result, List<String> sentences) {
        int failures = result.failures();
        if (failures > 0) {
            double lowest = result.quantities().stream()
                    .mapToDouble(q -> q.coverageAt(LEVEL).withMisses(failures).covered())
                    .min()
                    .orElseThrow();
            sentences.add(failures + " of " + result.simulated().size()
                    + " fits failed; if all of their 90 % intervals had missed, the least covered quantity would be at "
                    + Verdicts.fixed(100 * lowest, 0) + " %.");
        }
        if (result.notConverged() > 0) {
            sentences.add(result.notConverged() + " of " + result.simulated().size()
                    + " fits did not come to rest; they are counted as they are.");
        }
    }

    /** Mean coverage over quantities, with an error over simulations, since quantities of one simulation depend. */
    private static String coverage(Calibration result) {
        int simulations = result.quantities().get(0).pit().length;
        double[] share = new double[simulations];
        for (QuantityResult quantity : result.quantities()) {
            for (int s = 0; s < simulations; s++) {
                share[s] += Math.abs(quantity.pit()[s] - 0.5) <= LEVEL / 2 ? 1 : 0;
            }
        }
        int all = result.quantities().size();
        double mean = Moments.mean(share) / all;
        double error = Math.sqrt(Moments.variance(share) / simulations) / all;
        QuantityResult lowest = result.quantities().stream()
                .min(Comparator.comparingDouble(q -> q.coverageAt(LEVEL).covered()))
                .orElseThrow();
        QuantityResult highest = result.quantities().stream()
                .max(Comparator.comparingDouble(q -> q.coverageAt(LEVEL).covered()))
                .orElseThrow();
        return "90 % intervals held the truth in " + Verdicts.fixed(100 * mean, 1) + " ± "
                + Verdicts.fixed(100 * error, 1) + " % of cases, between "
                + Verdicts.fixed(100 * lowest.coverageAt(LEVEL).covered(), 1) + " % ("
                + lowest.quantity().name() + ") and "
                + Verdicts.fixed(100 * highest.coverageAt(LEVEL).covered(), 1) + " % ("
                + highest.quantity().name() + ").";
    }

    private static void uninformed(Calibration result, List<String> sentences) {
        List<String> names = result.quantities().stream()
                .filter(q -> q.contraction().orElse(1) < Verdicts.UNINFORMED)
                .map(q -> q.quantity().name())
                .toList();
        if (!names.isEmpty()) {
            sentences.add("The data hardly inform " + (names.size() == 1 ? names.get(0) : names.size() + " quantities")
                    + "; being inside the band says little there.");
        }
    }

    private static void divergence(Calibration result, List<String> sentences) {
        result.divergence()
                .ifPresent(d ->
                        sentences.add("Exact and reported posterior of all latents of a simulation together differ"
                                + " by a symmetric divergence of " + Verdicts.fixed(d.mean(), d.mean() < 100 ? 2 : 0)
                                + " ± "
                                + Verdicts.fixed(d.standardError(), d.mean() < 100 ? 2 : 0) + " nats."));
    }

    private static String percent(double level) {
        return new BigDecimal(100 * level)
                .round(new MathContext(2))
                .stripTrailingZeros()
                .toPlainString();
    }
}
