package org.latents.calibration;

import java.util.Locale;
import java.util.OptionalDouble;
import org.latents.calibration.Verdict.Kind;

/** The rules that turn numbers into a sentence. */
final class Verdicts {
    /** Below this contraction the posterior is nearly the prior. */
    static final double UNINFORMED = 0.1;

    private static final double CLEAR = 3.3; // standard errors: 1 in 1000 by chance
    private static final double NOTABLE = 2.6; // 1 in 100

    private Verdicts() {}

    /** What the verdict on one quantity rests on. */
    record Evidence(double[] pit, Spread spread, Shape shape, OptionalDouble contraction, int failures) {}

    /** The verdict on a quantity that is rejected. */
    static Verdict rejected(Evidence evidence) {
        Spread spread = evidence.spread();
        Shape shape = evidence.shape();
        Kind kind = kind(spread, shape);
        String also = "";
        boolean isShifted = Math.abs(spread.biasScore()) > NOTABLE;
        boolean isScaled = Math.abs(spread.widthScore()) > NOTABLE;
        if (kind != Kind.SHIFTED && kind != Kind.SKEWED && isShifted) {
            also = " Also, " + shift(spread) + ".";
        } else if (kind == Kind.SHIFTED && isScaled) {
            also = " Also, the true spread is about " + factor(spread.width()) + " × the reported sd.";
        }
        return new Verdict(kind, sentence(kind, evidence) + also + uninformed(evidence.contraction()));
    }

    /** The verdict on a quantity that is not rejected. */
    static Verdict inside(Evidence evidence, Sensitivity sensitivity) {
        Coverage finished = Coverage.of(evidence.pit(), 0.9);
        Coverage worst = finished.withMisses(evidence.failures());
        boolean decided = evidence.failures() == 0
                || worst.interval().high() >= 0.9
                || finished.interval().high() < 0.9;
        if (!decided) {
            return new Verdict(
                    Kind.UNDECIDED,
                    "Not decided: " + evidence.failures() + " of "
                            + (evidence.failures() + evidence.pit().length)
                            + " fits failed; 90 % intervals cover between " + percent(worst.covered()) + " and "
                            + percent((finished.hits() + evidence.failures()) / (double) worst.simulations())
                            + " %, whatever those would have given.");
        }
        return new Verdict(
                Kind.INSIDE, "Inside the band: " + power(sensitivity) + "." + uninformed(evidence.contraction()));
    }

    /** What a study could have seen, without a full stop. */
    static String power(Sensitivity sensitivity) {
        String simulations = "with " + sensitivity.simulations() + " simulations ";
        if (!Double.isFinite(sensitivity.widthError()) || !Double.isFinite(sensitivity.shift())) {
            return simulations + "even gross errors could have been missed";
        }
        return simulations + "a width error of " + percent(sensitivity.widthError()) + " % or a shift of "
                + fixed(sensitivity.shift(), 2) + " sd would have been seen with 80 % power";
    }

    private static Kind kind(Spread spread, Shape shape) {
        double skew = Math.abs(shape.skew());
        double tails = Math.abs(shape.tails());
        double bias = Math.abs(spread.biasScore());
        double width = Math.abs(spread.widthScore());
        if (Math.max(skew, tails) > CLEAR && Math.max(skew, tails) > 0.5 * Math.max(bias, width)) {
            return skew > tails ? Kind.SKEWED : shape.tails() > 0 ? Kind.HEAVY_TAILED : Kind.LIGHT_TAILED;
        }
        if (Math.max(bias, width) < NOTABLE) {
            return Kind.IRREGULAR;
        }
        return bias > width ? Kind.SHIFTED : spread.width() > 1 ? Kind.TOO_NARROW : Kind.TOO_WIDE;
    }

    private static String sentence(Kind kind, Evidence evidence) {
        Spread spread = evidence.spread();
        double[] pit = evidence.pit();
        return switch (kind) {
            case TOO_NARROW ->
                "U-shape: posterior too narrow; true spread about " + factor(spread.width()) + " × the reported sd ("
                        + coverage(pit, 0.9) + ").";
            case TOO_WIDE ->
                "Hump: posterior too wide; true spread about " + factor(spread.width()) + " × the reported sd ("
                        + coverage(pit, 0.9) + ").";
            case SHIFTED -> "Slope: posterior shifted; " + shift(spread) + " (" + coverage(pit, 0.9) + ").";
            case SKEWED ->
                "Wrong shape: the truth has a longer tail " + (evidence.shape().skew() > 0 ? "above" : "below")
                        + " the posterior than it says (" + tails(pit) + ").";
            case HEAVY_TAILED ->
                "Wrong shape: the truth is near the centre and far out more often than the posterior says ("
                        + coverage(pit, 0.5) + "; " + coverage(pit, 0.95) + ").";
            case LIGHT_TAILED ->
                "Wrong shape: the truth is at middle distances more often than the posterior says ("
                        + coverage(pit, 0.5) + "; " + coverage(pit, 0.95) + ").";
            default ->
                "Outside the band, without the pattern of a bias, a wrong width or a skew (" + coverage(pit, 0.9)
                        + ").";
        };
    }

    private static String shift(Spread spread) {
        double low = Math.abs(spread.bias()) - 1.96 * spread.biasError();
        double high = Math.abs(spread.bias()) + 1.96 * spread.biasError();
        return "the truth lies about " + fixed(Math.abs(spread.bias()), 2) + " reported sd "
                + (spread.bias() > 0 ? "above" : "below") + " its centre (95 % CI " + fixed(low, 2) + "–"
                + fixed(high, 2) + ")";
    }

    /** Such as "90 % intervals cover 76 %, 95 % CI 71–81". */
    static String coverage(double[] pit, double level) {
        Coverage coverage = Coverage.of(pit, level);
        return percent(level) + " % intervals cover " + percent(coverage.covered()) + " %, 95 % CI "
                + percent(coverage.interval().low()) + "–"
                + percent(coverage.interval().high());
    }

    private static String tails(double[] pit) {
        long below = java.util.Arrays.stream(pit).filter(u -> u < 0.05).count();
        long above = java.util.Arrays.stream(pit).filter(u -> u > 0.95).count();
        return percent(below / (double) pit.length) + " % of truths in the lowest twentieth, "
                + percent(above / (double) pit.length) + " % in the highest";
    }

    private static String uninformed(OptionalDouble contraction) {
        if (contraction.isEmpty() || contraction.getAsDouble() >= UNINFORMED) {
            return "";
        }
        return " The data hardly inform this quantity: its posterior variance is "
                + percent(1 - contraction.getAsDouble()) + " % of the prior's.";
    }

    static String percent(double share) {
        return String.valueOf(Math.round(100 * share));
    }

    static String fixed(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private static String factor(double width) {
        return fixed(width, width < 0.95 ? 2 : 1);
    }
}
