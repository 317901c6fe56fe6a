package org.latents.architecture.planted.compute.vector;

/** Stands for code that links only with the vector module. */
public final class Lanes {
    private Lanes() {}

    public static int count() {
        return 8;
    }
}
