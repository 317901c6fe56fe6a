package org.latents.dynamics;

import java.util.List;
import org.latents.catalog.Named;
import org.latents.linalg.Matrix;

/**
 * A stationary Gauss-Markov process of a few states with unit variance, given in continuous time by a few
 * hyperparameters and discretised exactly at any bin width. An extension point: implementations are found by
 * {@link java.util.ServiceLoader} and tested by the contract test of this interface.
 */
public interface DynamicsPrior extends Named {
    /** Number of states of the Markov process, at least 1. */
    int states();

    /**
     * Number of states that may drive the log rates, the first ones; the others are derivatives that carry memory. At
     * least 1 and at most {@link #states}.
     */
    int latents();

    /** The hyperparameters, in the order in which values are given. */
    List<Hyperparameter> hyperparameters();

    /**
     * Discretises.
     *
     * @param values hyperparameters, each inside its range
     * @param binSeconds bin width Δ in seconds, above 0
     * @throws IllegalArgumentException if a value is outside its range
     */
    Block discretise(double[] values, double binSeconds);

    /**
     * The stationary autocovariance E[x_1(s) x_1(s + lag)] of the first state.
     *
     * @param values hyperparameters
     * @param lagSeconds a time in seconds, of either sign
     */
    double covariance(double[] values, double lagSeconds);

    /**
     * A positive hyperparameter.
     *
     * @param name as in specifications, such as {@code timescale}
     * @param unit {@code s} or {@code Hz}
     * @param initial where learning starts unless a specification says otherwise
     * @param smallest lower end of its range, above 0
     * @param largest upper end of its range
     */
    record Hyperparameter(String name, String unit, double initial, double smallest, double largest) {
        /** Checks that a value is in the range. */
        void require(double value) {
            if (!(value >= smallest && value <= largest)) {
                throw new IllegalArgumentException(
                        name + ": expected " + smallest + " to " + largest + " " + unit + ", got " + value);
            }
        }
    }

    /**
     * A process at a bin width: x(t+1) = A x(t) + w(t), w ~ N(0, Q), with stationary covariance P = A P A' + Q.
     *
     * @param a transition matrix, S×S
     * @param q innovation covariance, S×S, positive definite
     * @param p stationary covariance, S×S, with unit variances of the latents
     */
    record Block(Matrix a, Matrix q, Matrix p) {}

    /** Checks values against the ranges. */
    default void require(double[] values) {
        List<Hyperparameter> known = hyperparameters();
        if (values.length != known.size()) {
            throw new IllegalArgumentException(
                    name() + ": expected " + known.size() + " hyperparameters, got " + values.length);
        }
        for (int i = 0; i < values.length; i++) {
            known.get(i).require(values[i]);
        }
    }
}
