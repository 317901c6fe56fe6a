package org.latents.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Whether few trials decide a score in bits per spike. An exponential model extrapolates exponentially: where the
 * population is in a state that no training trial had, a predicted rate can be hundreds of times too high, and a
 * handful of bins can cost more than all others gain.
 */
final class Influence {
    /** Share of the trials that count as few. */
    private static final double FEW = 0.01;

    /** Change in bits per spike that is worth saying. */
    private static final double NOTABLE = 0.05;

    private static final int NAMED = 5;

    private Influence() {}

    /**
     * Says which trials lose most, if they are few and the score depends on them.
     *
     * @param name name of the model
     * @param trialGain Σ over the scored cells of a trial of log Poisson(y; λ) − log Poisson(y; training mean), nats;
     *     NaN where not scored
     * @param spikes spikes of all scored cells
     */
    static Optional<String> remark(String name, double[] trialGain, long spikes) {
        int[] worst = IntStream.range(0, trialGain.length)
                .filter(k -> !Double.isNaN(trialGain[k]))
                .boxed()
                .sorted(Comparator.comparingDouble(k -> trialGain[k]))
                .mapToInt(k -> k)
                .toArray();
        int few = (int) Math.max(1, Math.floor(FEW * worst.length));
        if (worst.length < 2 * few || spikes == 0) {
            return Optional.empty();
        }
        double typical = Math.abs(trialGain[worst[worst.length / 2]]);
        int[] outlying = Arrays.stream(worst, 0, few)
                .filter(k -> trialGain[k] < -10 * Math.max(1, typical))
                .toArray();
        double lost = Arrays.stream(outlying).mapToDouble(k -> -trialGain[k]).sum() / (spikes * Math.log(2));
        if (lost < NOTABLE) {
            return Optional.empty();
        }
        String numbers = Arrays.stream(outlying)
                .limit(NAMED)
                .mapToObj(k -> Integer.toString(k + 1))
                .collect(Collectors.joining(", "));
        return Optional.of(String.format(
                Locale.ROOT,
                "%s: %d of %,d trials (%s%s) cost %.2f bits per spike of the whole, probably in states of the"
                        + " population that the training trials did not have; --time or --trials leaves them out.",
                ModelNames.spokenFirst(name),
                outlying.length,
                worst.length,
                numbers,
                outlying.length > NAMED ? ", …" : "",
                lost));
    }
}
