package org.latents.architecture.planted.misc;

/** A package without a layer. */
public final class Utils {
    private Utils() {}
}
