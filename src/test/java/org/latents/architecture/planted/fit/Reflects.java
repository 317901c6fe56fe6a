package org.latents.architecture.planted.fit;

/** Loads a class by a name. */
public final class Reflects {
    private Reflects() {}

    public static Class<?> load(String name) throws ClassNotFoundException {
        return Class.forName(name);
    }
}
