package org.latents.compute;

/** The contract for the scalar form. */
final class ScalarPassesTest extends PassesContract {
    @Override
    Routines routines() {
        return new ScalarRoutines();
    }
}
