package org.latents.architecture.planted.model;

import org.openjdk.jmh.annotations.Mode;

/** Sees a library that no row of the table names. */
public record SeesAnUnlistedLibrary(Mode mode) {}
