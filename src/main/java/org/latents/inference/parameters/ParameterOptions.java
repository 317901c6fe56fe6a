package org.latents.inference.parameters;

import java.util.List;

/**
 * What a posterior over parameters is asked for.
 *
 * @param method the approximation
 * @param priors the priors
 * @param draws number of draws, at least 50
 * @param cells cells whose log rates are wanted
 * @param densities whether the bound and the joint log density are wanted as quantities
 */
public record ParameterOptions(
        ParameterMethod method, ParameterPriors priors, int draws, List<Quantity.Cell> cells, boolean densities) {
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

    /** 1000 draws under the default priors, no log rates, with densities. */
    public static ParameterOptions withDefaults(ParameterMethod method) {
        return new ParameterOptions(method, ParameterPriors.DEFAULT, DEFAULT_DRAWS, List.of(), true);
    }

    /** The same with other priors. */
    public ParameterOptions withPriors(ParameterPriors other) {
        return new ParameterOptions(method, other, draws, cells, densities);
    }

    /** The same with another number of draws. */
    public ParameterOptions withDraws(int number) {
        return new ParameterOptions(method, priors, number, cells, densities);
    }

    /** The same with log rates of cells. */
    public ParameterOptions withCells(List<Quantity.Cell> wanted) {
        return new ParameterOptions(method, priors, draws, wanted, densities);
    }

    /** The same without the bound and the joint log density, which need an evaluation of the bound for each draw. */
    public ParameterOptions withoutDensities() {
        return new ParameterOptions(method, priors, draws, cells, false);
    }
}
