package org.latents.evaluation;

import java.util.List;

/** The held-out schemes there are. */
public final class HeldOutSchemes {
    private static final List<HeldOutScheme> ALL = List.of(
            new CrossedFolds(), new TrialFolds(), new UnitCoSmoothing(), new SpeckledCells(), new ForwardPrediction());

    private HeldOutSchemes() {}

    /** Folds over trials crossed with groups of units: what verdicts rest on. */
    public static HeldOutScheme standard() {
        return ALL.get(0);
    }

    /** All of them, the standard one first. */
    public static List<HeldOutScheme> all() {
        return ALL;
    }

    /**
     * Returns the scheme of a name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the names
     */
    public static HeldOutScheme named(String name) {
        return ALL.stream()
                .filter(scheme -> scheme.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is not a held-out scheme; there are "
                        + String.join(
                                ", ", ALL.stream().map(HeldOutScheme::name).toList())));
    }
}
