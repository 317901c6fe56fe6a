package org.latents.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The number of latents of one model, chosen by held-out prediction. The maximum is where the held-out log score is
 * largest. The choice follows the one-standard-error rule: the smallest number whose score is less than one standard
 * error below the maximum. The standard error is that of the paired difference over trials, not of the score itself,
 * since all numbers of latents are scored on the same trials, whose difficulty cancels.
 *
 * @param model name of the model
 * @param points the curve, in ascending order of latents
 * @param chosen number of latents by the one-standard-error rule
 * @param maximum number of latents with the largest score
 */
public record LatentChoice(String model, List<Point> points, int chosen, int maximum) {
    /**
     * One number of latents.
     *
     * @param latents D
     * @param logScore held-out log score, nats; NaN where a fold failed
     * @param bitsPerSpike held-out bits per spike
     * @param belowMaximum log score less that at the maximum, nats; 0 at the maximum
     * @param standardError standard error over trials of that difference, nats
     */
    public record Point(int latents, double logScore, double bitsPerSpike, double belowMaximum, double standardError) {}

    /** Keeps its own list. */
    public LatentChoice {
        points = List.copyOf(points);
    }

    /**
     * Chooses.
     *
     * @param latents numbers of latents, ascending
     * @param scores held-out scores at each; a number with a failed fold is not chosen
     * @throws IllegalStateException if every number has a failed fold
     */
    static LatentChoice of(String model, List<Integer> latents, List<HeldOut> scores) {
        int best = -1;
        for (int i = 0; i < latents.size(); i++) {
            if (isComplete(scores.get(i), scores)
                    && (best < 0 || scores.get(i).logScore() > scores.get(best).logScore())) {
                best = i;
            }
        }
        if (best < 0) {
            throw new IllegalStateException(model + ": no number of latents could be learnt in every fold");
        }
        List<Point> points = new ArrayList<>();
        int chosen = -1;
        for (int i = 0; i < latents.size(); i++) {
            Point point = point(latents.get(i), scores.get(i), scores.get(best), isComplete(scores.get(i), scores));
            points.add(point);
            if (chosen < 0 && point.belowMaximum() >= -point.standardError()) {
                chosen = i;
            }
        }
        return new LatentChoice(model, points, latents.get(chosen < 0 ? best : chosen), latents.get(best));
    }

    private static Point point(int latents, HeldOut score, HeldOut best, boolean complete) {
        if (!complete) {
            return new Point(latents, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        PairedDifference difference = PairedDifference.of(best.trialLogScore(), score.trialLogScore());
        return new Point(
                latents, score.logScore(), score.coBitsPerSpike(), difference.sum(), difference.standardError());
    }

    /** Whether as many folds were scored as for any. */
    private static boolean isComplete(HeldOut score, List<HeldOut> all) {
        int folds = all.stream().mapToInt(other -> other.folds().size()).max().orElse(0);
        return score.folds().size() == folds && Double.isFinite(score.logScore());
    }

    /** Whether the largest number that was tried predicts best, so that more might be better still. */
    public boolean isAtEnd() {
        return maximum == points.get(points.size() - 1).latents();
    }

    /** Returns the choice in words, such as {@code "D = 3 (one-standard-error rule; the maximum is at 4)"}. */
    public String sentence() {
        String text =
                String.format(Locale.ROOT, "D = %d (one-standard-error rule; the maximum is at %d", chosen, maximum);
        return text + (isAtEnd() ? ", the largest that was tried)" : ")");
    }
}
