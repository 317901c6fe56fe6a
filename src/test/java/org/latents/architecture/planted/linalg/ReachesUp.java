package org.latents.architecture.planted.linalg;

import org.latents.architecture.planted.cli.Edge;

/** A foundation class that calls the edge. */
public final class ReachesUp {
    private ReachesUp() {}

    public static void call() {
        Edge.print();
    }
}
