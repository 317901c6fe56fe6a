package org.latents.architecture.planted.math;

import org.latents.architecture.planted.random.Link;

/** One half of a cycle inside a layer. */
public record Ring(Link link) {}
