package org.latents.compute;

/** The contract for the vector form. */
final class VectorPassesTest extends PassesContract {
    @Override
    Routines routines() {
        return VectorForm.load();
    }
}
