package org.latents.architecture.planted.data;

/** Prints where nothing may print. */
public final class Prints {
    private Prints() {}

    public static void warn() {
        System.err.println("planted");
    }
}
