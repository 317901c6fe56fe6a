package org.latents.compute;

import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Chooses the routines once: the vector form where the module and the hardware are there, else the scalar form. */
public final class RoutinesProvider {
    /** System property that forces the scalar form, for tests and comparisons: {@code -Dlatents.routines=scalar}. */
    public static final String PROPERTY = "latents.routines";

    private RoutinesProvider() {}

    private static final class Holder {
        private static final Routines SELECTED = select();

        private Holder() {}
    }

    /** The routines of this process. */
    public static Routines selected() {
        return Holder.SELECTED;
    }

    private static Routines select() {
        boolean scalarOnly = "scalar".equals(System.getProperty(PROPERTY));
        boolean module = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        if (module && !scalarOnly) {
            try {
                Iterator<Routines> found = ServiceLoader.load(Routines.class).iterator();
                if (found.hasNext()) {
                    return found.next();
                }
            } catch (ServiceConfigurationError | LinkageError e) {
                // The module is there but cannot be used: the scalar form does the same work.
                return new ScalarRoutines();
            }
        }
        return new ScalarRoutines();
    }
}
