package org.latents.calibration;

/** Mean, variance and median of a few numbers. */
final class Moments {
    private Moments() {}

    static double mean(double... values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** The unbiased variance; NaN for fewer than two values. */
    static double variance(double... values) {
        double mean = mean(values);
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum / (values.length - 1.0);
    }
}
