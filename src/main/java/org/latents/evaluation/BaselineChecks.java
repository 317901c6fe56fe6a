package org.latents.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which models beat which baselines, under every scheme. */
public final class BaselineChecks {
    private BaselineChecks() {}

    /**
     * A model beside a baseline.
     *
     * @param scheme name of the held-out scheme
     * @param model name of the model
     * @param baseline name of the baseline
     * @param difference held-out log score of the model less that of the baseline, nats
     * @param standardError its standard error over trials, nats; NaN with fewer than 2 trials
     * @param beats whether the difference is positive and at least two standard errors
     */
    public record Check(
            String scheme, String model, String baseline, double difference, double standardError, boolean beats) {}

    /** Returns every model beside every baseline of every scheme. */
    public static List<Check> of(Comparison comparison) {
        List<Check> checks = new ArrayList<>();
        for (SchemeScores scheme : comparison.schemes()) {
            for (SchemeScores.Score model : scheme.models()) {
                for (Comparison.Baseline baseline : scheme.baselines()) {
                    checks.add(check(scheme.name(), model, baseline));
                }
            }
        }
        return List.copyOf(checks);
    }

    private static Check check(String scheme, SchemeScores.Score model, Comparison.Baseline baseline) {
        PairedDifference gain = PairedDifference.of(
                baseline.heldOut().trialLogScore(), model.heldOut().trialLogScore());
        return new Check(
                scheme,
                model.model(),
                baseline.name(),
                gain.sum(),
                gain.standardError(),
                gain.isDecidable() && gain.sum() > 0);
    }

    /**
     * Says in the sentence of the verdict that the best model does not beat a baseline, and in the remarks what does
     * not under the other schemes.
     */
    static Comparison addTo(Comparison comparison) {
        Comparison.Verdict verdict = comparison.verdict();
        List<Check> failed =
                of(comparison).stream().filter(check -> !check.beats()).toList();
        String first = comparison.schemes().get(0).name();
        List<String> remarks = new ArrayList<>(verdict.remarks());
        for (Check check : failed) {
            if (!check.scheme().equals(first) && !Double.isNaN(check.standardError())) {
                remarks.add(ModelNames.spokenFirst(check.model()) + " does not beat the " + check.baseline()
                        + " baseline under the scheme '" + check.scheme() + "': held-out log score "
                        + Verdicts.plusMinus(check.difference(), check.standardError(), true) + " nats.");
            }
        }
        String sentence = verdict.sentence() + sentence(comparison, failed, first);
        return comparison.withVerdict(new Comparison.Verdict(
                verdict.preferred(), verdict.difference(), verdict.standardError(), sentence, List.copyOf(remarks)));
    }

    private static String sentence(Comparison comparison, List<Check> failed, String scheme) {
        String best = best(comparison);
        List<String> unbeaten = failed.stream()
                .filter(check -> check.scheme().equals(scheme)
                        && check.model().equals(best)
                        && !Double.isNaN(check.standardError()))
                .map(Check::baseline)
                .toList();
        return unbeaten.isEmpty()
                ? ""
                : " " + ModelNames.spokenFirst(best) + " does not beat the baseline"
                        + (unbeaten.size() > 1 ? "s " : " ") + String.join(" and ", unbeaten) + ".";
    }

    private static String best(Comparison comparison) {
        Optional<String> preferred = comparison.verdict().preferred();
        return preferred.orElseGet(() -> comparison.models().stream()
                .max((a, b) ->
                        Double.compare(a.heldOut().logScore(), b.heldOut().logScore()))
                .orElseThrow()
                .name());
    }
}
