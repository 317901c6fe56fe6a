package org.latents.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.latents.inference.Termination;
import org.latents.random.Seed;

/** The rules that turn scores into a verdict. */
final class Verdicts {
    private static final double LONG = 20; // times the data there are: more trials are not a practical advice

    private Verdicts() {}

    /**
     * Judges two models, or of more than two the best against the next best.
     *
     * @param sampling how the trials lie to each other
     * @param seed draws the bootstrap
     * @param earlier remarks made before
     */
    static Comparison.Verdict of(
            List<Comparison.Entry> models,
            List<Comparison.Baseline> baselines,
            PairedDifference.Sampling sampling,
            Seed seed,
            List<String> earlier) {
        String kind = sampling.word();
        List<String> remarks = new ArrayList<>(earlier);
        for (Comparison.Entry model : models) {
            remarkFit(model, remarks);
            remarkBaselines(model, baselines, remarks);
        }
        if (models.size() == 1) {
            return new Comparison.Verdict(Optional.empty(), 0, 0, single(models.get(0)), List.copyOf(remarks));
        }
        Comparison.Entry first = models.get(0);
        Comparison.Entry second = models.get(1);
        if (models.size() > 2) {
            List<Comparison.Entry> ranked = models.stream()
                    .sorted(Comparator.comparingDouble((Comparison.Entry m) -> -meanScore(m.heldOut())))
                    .toList();
            first = ranked.get(1);
            second = ranked.get(0);
        }
        PairedDifference difference = PairedDifference.of(
                first.heldOut().trialLogScore(), second.heldOut().trialLogScore(), sampling, seed);
        if (difference.trials() < 2) {
            String sentence = "Not decidable: fewer than two " + kind + " were scored for both "
                    + ModelNames.spoken(first.name()) + " and " + ModelNames.spoken(second.name()) + ".";
            return new Comparison.Verdict(Optional.empty(), 0, 0, sentence, List.copyOf(remarks));
        }
        Optional<String> preferred = difference.isDecidable()
                ? Optional.of(difference.sum() > 0 ? second.name() : first.name())
                : Optional.empty();
        String sentence = preferred.isPresent()
                ? preference(first, second, difference, kind)
                : undecided(first, second, difference, kind);
        if (preferred.isPresent() && preferred.get().equals("poisson")) {
            remarks.add(
                    "That Poisson predicts better does not exclude over-dispersion too small to help prediction with"
                            + " these " + kind + ".");
        }
        return new Comparison.Verdict(
                preferred, difference.sum(), difference.standardError(), sentence, List.copyOf(remarks));
    }

    private static String preference(
            Comparison.Entry first, Comparison.Entry second, PairedDifference difference, String kind) {
        boolean secondWins = difference.sum() > 0;
        Comparison.Entry winner = secondWins ? second : first;
        Comparison.Entry loser = secondWins ? first : second;
        return String.format(
                Locale.ROOT,
                "%s is preferred to %s: held-out log score %s nats over %,d %s (%s per spike).",
                ModelNames.spokenFirst(winner.name()),
                ModelNames.spoken(loser.name()),
                plusMinus(Math.abs(difference.sum()), difference.standardError(), true),
                difference.trials(),
                kind,
                perSpike(winner.heldOut(), difference));
    }

    private static String undecided(
            Comparison.Entry first, Comparison.Entry second, PairedDifference difference, String kind) {
        String text = String.format(
                Locale.ROOT,
                "Not decidable between %s and %s: the held-out log score of %s differs by %s nats over %,d %s",
                ModelNames.spoken(first.name()),
                ModelNames.spoken(second.name()),
                ModelNames.spoken(second.name()),
                plusMinus(difference.sum(), difference.standardError(), true),
                difference.trials(),
                kind);
        if (difference.isNegligible()) {
            return text + "; a difference of less than a nat is no answer, however many there are.";
        }
        double needed = difference.trialsToDecide();
        if (needed <= LONG * difference.trials()) {
            return text
                    + String.format(
                            Locale.ROOT,
                            "; with about %,d it would be, four times in five, if the difference holds.",
                            roundUp(needed));
        }
        return text
                + String.format(Locale.ROOT, "; more than %,d would be needed.", (long) (LONG * difference.trials()));
    }

    private static String single(Comparison.Entry model) {
        HeldOut heldOut = model.heldOut();
        return String.format(
                Locale.ROOT,
                "%s alone was fit: held-out log score %.1f nats, %.4f bits per spike.",
                ModelNames.spokenFirst(model.name()),
                heldOut.logScore(),
                heldOut.coBitsPerSpike());
    }

    private static void remarkFit(Comparison.Entry model, List<String> remarks) {
        String name = ModelNames.spokenFirst(model.name());
        if (model.fit().termination() == Termination.FAILED) {
            remarks.add(name + ": the fit to all data failed.");
        } else if (model.fit().termination() == Termination.ITERATION_LIMIT) {
            remarks.add(
                    name + ": the fit to all data ended at its iteration limit; more iterations may raise its score.");
        }
    }

    private static void remarkBaselines(
            Comparison.Entry model, List<Comparison.Baseline> baselines, List<String> remarks) {
        for (Comparison.Baseline baseline : baselines) {
            PairedDifference gain = PairedDifference.of(
                    baseline.heldOut().trialLogScore(), model.heldOut().trialLogScore());
            if (gain.trials() >= 2 && !(gain.isDecidable() && gain.sum() > 0)) {
                remarks.add(String.format(
                        Locale.ROOT,
                        "%s does not beat the %s baseline: held-out log score %s nats.",
                        ModelNames.spokenFirst(model.name()),
                        baseline.name(),
                        plusMinus(gain.sum(), gain.standardError(), true)));
            }
        }
    }

    /** Per scored trial, so that a model with a failed fold is not favoured. */
    private static double meanScore(HeldOut heldOut) {
        long scored = java.util.Arrays.stream(heldOut.trialLogScore())
                .filter(score -> !Double.isNaN(score))
                .count();
        return scored == 0 ? Double.NEGATIVE_INFINITY : heldOut.logScore() / scored;
    }

    private static String perSpike(HeldOut heldOut, PairedDifference difference) {
        double spikes = heldOut.folds().stream().mapToLong(HeldOut.Fold::spikes).sum();
        double scale = 1e3 / (spikes * Math.log(2));
        return plusMinus(Math.abs(difference.sum()) * scale, difference.standardError() * scale, false)
                + " × 10⁻³ bits";
    }

    /** Value ± error, both with the decimals that leave two digits of the error. */
    static String plusMinus(double value, double error, boolean sign) {
        int decimals = error > 0 ? (int) Math.max(0, 1 - Math.floor(Math.log10(error))) : 1;
        decimals = Math.min(decimals, 6);
        String format = (sign ? "%+." : "%.") + decimals + "f ± %." + decimals + "f";
        return String.format(Locale.ROOT, format, value, error);
    }

    private static long roundUp(double trials) {
        double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(trials)) - 1));
        return (long) (Math.ceil(trials / unit) * unit);
    }
}
