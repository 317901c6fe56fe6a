package org.latents.inference.parameters;

import java.util.List;

/**
 * A number that no change of basis changes.
 *
 * @param name its name in files, 1-based, such as {@code offset[3]}
 * @param unit its unit, empty for a pure number
 */
public record Quantity(String name, String unit) {
    /**
     * A cell whose log rate is wanted.
     *
     * @param trial from 0
     * @param bin within the trial, from 0
     * @param unit from 0
     */
    public record Cell(int trial, int bin, int unit) {}

    /** The names of a list, in order. */
    public static List<String> names(List<Quantity> quantities) {
        return quantities.stream().map(Quantity::name).toList();
    }
}
