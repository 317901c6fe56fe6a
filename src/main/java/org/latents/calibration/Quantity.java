package org.latents.calibration;

/**
 * A number whose posterior is put to the test.
 *
 * @param name unique in a study, such as {@code log rate, unit 3}
 * @param group what it is shown with, such as {@code log rates}
 * @param unit the unit it belongs to, from 1; 0 for none
 */
public record Quantity(String name, String group, int unit) {
    /** A quantity that belongs to no unit. */
    public static Quantity of(String name, String group) {
        return new Quantity(name, group, 0);
    }
}
