package org.latents.architecture.planted.data;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Static fields that change, and some that do not. */
@SuppressWarnings("MutablePublicArray")
public final class Counter {
    public static final double[] EXPOSED = {1, 2};
    static final AtomicInteger COUNT = new AtomicInteger();
    static final List<String> NAMES = List.of("a");
    private static final double[] NODES = {0.5};
    private static int calls;

    private Counter() {}

    public static double next() {
        calls++;
        return NODES[0] + calls + COUNT.incrementAndGet();
    }
}
