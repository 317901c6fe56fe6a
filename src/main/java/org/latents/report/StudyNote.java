package org.latents.report;

import java.util.Map;

/**
 * What a study of calibration was about, for its report.
 *
 * @param name its name
 * @param purpose what it is for, in a sentence
 * @param facts what was drawn and fit, by name
 * @param planned simulations that were planned
 * @param seed the seed it was run with
 */
public record StudyNote(String name, String purpose, Map<String, String> facts, int planned, long seed) {}
