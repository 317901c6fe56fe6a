package org.latents.compute;

import java.util.ServiceLoader;

/** The vector form as the provider finds it; tests run with the module it needs. */
final class VectorForm {
    private VectorForm() {}

    static Routines load() {
        return ServiceLoader.load(Routines.class)
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("no vector routines: run with --add-modules jdk.incubator.vector"));
    }
}
