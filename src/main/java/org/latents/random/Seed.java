package org.latents.random;

import java.util.Objects;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * A seed is a value: children are derived by purpose and index, never by drawing, so that a result does not depend on
 * the order of tasks, on the number of threads or on what a neighbour draws.
 *
 * <p>Children are mixed with the finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014, Figure 16); generators
 * are XoShiRo256++ (Blackman and Vigna, ACM TOMS 47(4), 2021).
 *
 * @param value the 64 bits of the seed
 */
public record Seed(long value) {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    /** Returns the child for a purpose, such as {@code "restart"}. */
    public Seed child(String purpose) {
        Objects.requireNonNull(purpose, "purpose");
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < purpose.length(); i++) {
            hash = (hash ^ purpose.charAt(i)) * 0x100000001B3L;
        }
        return new Seed(mix(value ^ mix(hash)));
    }

    /** Returns the child with an index, such as the number of a replicate. */
    public Seed child(long index) {
        return new Seed(mix(value + GOLDEN_GAMMA * (2 * index + 1)));
    }

    /** Returns a new generator at the start of this seed's stream. */
    public UniformRandomProvider generator() {
        RestorableUniformRandomProvider generator = RandomSource.XO_SHI_RO_256_PP.create(value);
        return generator;
    }

    private static long mix(long bits) {
        long z = bits + GOLDEN_GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
