package org.latents.architecture.planted.observation;

import java.util.Random;

/** Draws from a generator that no seed made. */
public final class Draws {
    private Draws() {}

    public static double draw() {
        return new Random(1).nextDouble();
    }

    /** Draws from the shared generator. */
    public static final class Shared {
        private Shared() {}

        public static double draw() {
            return Math.random();
        }
    }
}
