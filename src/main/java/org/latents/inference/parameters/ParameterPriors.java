package org.latents.inference.parameters;

import java.util.Map;
import java.util.TreeMap;

/**
 * Proper priors of every parameter in the stationary gauge; the package description has the equations. They are stated
 * in seconds, so that the same values hold at any bin width.
 *
 * @param timeConstant typical time constant τ of a latent, s
 * @param timeConstantSpread spread s of the symmetric part of Z relative to its mean; a time constant goes with its
 *     square
 * @param frequency sd f of the frequency at which pairs of latents turn, Hz; without effect for one latent
 * @param loadingSd sd σ of each loading: of the log rate per unit sd of a latent
 * @param rate median of exp(d), spikes/s
 * @param logRateSd sd of d
 * @param dispersion median of r
 * @param logDispersionSd sd of log r
 */
public record ParameterPriors(
        double timeConstant,
        double timeConstantSpread,
        double frequency,
        double loadingSd,
        double rate,
        double logRateSd,
        double dispersion,
        double logDispersionSd) {
    /** The values where nothing is said: 200 ms, half, 1 Hz, 1, 5 spikes/s, 1.5, 5, 1.5. */
    public static final ParameterPriors DEFAULT = new ParameterPriors(0.2, 0.5, 1, 1, 5, 1.5, 5, 1.5);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is not positive and finite
     */
    public ParameterPriors {
        require("time-constant", timeConstant);
        require("time-constant-spread", timeConstantSpread);
        require("frequency", frequency);
        require("loading-sd", loadingSd);
        require("rate", rate);
        require("log-rate-sd", logRateSd);
        require("dispersion", dispersion);
        require("log-dispersion-sd", logDispersionSd);
    }

    private static void require(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("priors, " + name + ": expected a positive number, got " + value);
        }
    }

    /**
     * Returns the default with the given values in place of its own, by the names used in files: {@code time-constant}
     * (s), {@code time-constant-spread}, {@code frequency} (Hz), {@code loading-sd}, {@code rate} (spikes/s),
     * {@code log-rate-sd}, {@code dispersion}, {@code log-dispersion-sd}.
     *
     * @throws IllegalArgumentException if a name is not known or a number is not positive
     */
    public static ParameterPriors of(Map<String, Double> values) {
        Map<String, Double> all = new TreeMap<>(DEFAULT.values());
        for (Map.Entry<String, Double> entry : values.entrySet()) {
            if (all.replace(entry.getKey(), entry.getValue()) == null) {
                throw new IllegalArgumentException(
                        "priors: there is no '" + entry.getKey() + "'; known are " + String.join(", ", all.keySet()));
            }
        }
        return new ParameterPriors(
                all.get("time-constant"),
                all.get("time-constant-spread"),
                all.get("frequency"),
                all.get("loading-sd"),
                all.get("rate"),
                all.get("log-rate-sd"),
                all.get("dispersion"),
                all.get("log-dispersion-sd"));
    }

    /** The same with another sd of the loadings. */
    public ParameterPriors withLoadingSd(double sd) {
        return new ParameterPriors(
                timeConstant, timeConstantSpread, frequency, sd, rate, logRateSd, dispersion, logDispersionSd);
    }

    /** The values by the names used in files. */
    public Map<String, Double> values() {
        Map<String, Double> values = new TreeMap<>();
        values.put("time-constant", timeConstant);
        values.put("time-constant-spread", timeConstantSpread);
        values.put("frequency", frequency);
        values.put("loading-sd", loadingSd);
        values.put("rate", rate);
        values.put("log-rate-sd", logRateSd);
        values.put("dispersion", dispersion);
        values.put("log-dispersion-sd", logDispersionSd);
        return values;
    }

    /** Mean z of the diagonal of Z at a bin width. */
    double mean(double binSeconds) {
        // a² / (1 − a²) with a = exp(−Δ/τ)
        return 1 / Math.sqrt(Math.expm1(2 * binSeconds / timeConstant));
    }

    /** sd of the entries of the symmetric part's isometric coordinates. */
    double symmetricSd(double binSeconds) {
        return timeConstantSpread * mean(binSeconds);
    }

    /** sd of the entries of the antisymmetric part's isometric coordinates. */
    double antisymmetricSd(double binSeconds) {
        return Math.sqrt(2) * 2 * Math.PI * frequency * binSeconds * mean(binSeconds);
    }
}
