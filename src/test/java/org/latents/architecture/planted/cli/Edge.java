package org.latents.architecture.planted.cli;

/** Prints, which it may, and is seen from below, which it may not be. */
public final class Edge {
    private Edge() {}

    public static void print() {
        System.out.println("allowed here");
    }
}
