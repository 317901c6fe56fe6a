package org.latents.architecture.planted.report;

import com.fasterxml.jackson.databind.JsonNode;
import org.latents.architecture.planted.store.Files;

/** A report that sees a library and a package of its neighbours. */
public record ReadsJson(JsonNode node, Files files) {}
