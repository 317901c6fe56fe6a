package org.latents.architecture.planted.random;

import java.util.Optional;
import org.latents.architecture.planted.math.Ring;

/** The other half. */
public record Link(Optional<Ring> ring) {
    /** Depends on the ring beyond generics. */
    public Object first() {
        return ring.map(Ring::link).orElse(this);
    }
}
