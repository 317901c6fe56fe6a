package org.latents.report;

import java.util.List;

/**
 * How a result was made, for the end of a report.
 *
 * @param command the command line that makes it again
 * @param version version of the program
 * @param environment such as {@code Java 17.0.15 on Linux, amd64}
 * @param finished when it ended, as text
 * @param seconds how long it took
 * @param warnings what the run told the user, in sentences
 */
public record RunNote(
        String command, String version, String environment, String finished, double seconds, List<String> warnings) {}
