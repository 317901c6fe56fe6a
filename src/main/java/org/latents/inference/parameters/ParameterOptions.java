package org.latents.inference.parameters;

import java.util.List;

/**
 * What a posterior over parameters is asked for.
 *
 * @param method the approximation
 * @param priors the priors
 * @param draws number of draws, at least 50
 * @param cells cells whose log rates are wanted
 */
public record ParameterOptions(
        ParameterMethod method, ParameterPriors priors, int draws, List<Quantity.Cell> cells) {
    /** Draws where nothing is said. */
    public static final int DEFAULT_DRAWS = 1000;

    private static final int FEWEST = 50;

    /**
     * Checks the number of draws.
     *
     * @throws IllegalArgumentException if it is below 50
     */
    public ParameterOptions {
        if (draws < FEWEST) {
            throw new IllegalArgumentException("draws: expected at least " + FEWEST + ", got " + draws);
        }
        cells = List.copyOf(cells);
    }

    /** 1000 draws under the default priors, no log rates. */
    public static ParameterOptions withDefaults(ParameterMethod method) {
        return new ParameterOptions(method, ParameterPriors.DEFAULT, DEFAULT_DRAWS, List.of());
    }

    /** The same with other priors. */
    public ParameterOptions withPriors(ParameterPriors other) {
        return new ParameterOptions(method, other, draws, cells);
    }

    /** The same with another number of draws. */
    public ParameterOptions withDraws(int number) {
        return new ParameterOptions(method, priors, number, cells);
    }

    /** The same with log rates of cells. */
    public ParameterOptions withCells(List<Quantity.Cell> wanted) {
        return new ParameterOptions(method, priors, draws, wanted);
    }
}
