package org.latents.compute;

/** The contract for the scalar form. */
final class ScalarRoutinesTest extends RoutinesContract {
    @Override
    Routines routines() {
        return new ScalarRoutines();
    }
}
