package org.latents.architecture.planted.compute;

import org.latents.architecture.planted.compute.vector.Lanes;
import org.latents.architecture.planted.linalg.ReachesUp;

/** A routine that sees matrices and links the vector code. */
public final class Routine {
    private Routine() {}

    public static int lanes() {
        ReachesUp.call();
        return Lanes.count();
    }
}
