package org.latents.architecture.planted.store;

import com.fasterxml.jackson.databind.JsonNode;

/** Sees a library that it may see. */
public record Files(JsonNode node) {}
