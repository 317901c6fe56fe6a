package org.latents.store;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;

/** Words for what a parser of JSON or YAML found wrong. */
final class JacksonErrors {
    private JacksonErrors() {}

    /** Returns the place and the first line of the parser's message. */
    static String describe(JsonProcessingException e) {
        JsonLocation place = e.getLocation();
        String message = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
        return place == null
                ? message
                : "line " + place.getLineNr() + ", column " + place.getColumnNr() + ": " + message;
    }
}
