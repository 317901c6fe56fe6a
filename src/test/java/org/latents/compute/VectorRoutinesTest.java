package org.latents.compute;

/** The contract for the vector form. */
final class VectorRoutinesTest extends RoutinesContract {
    @Override
    Routines routines() {
        return VectorForm.load();
    }
}
