package org.latents.report;

import java.util.Map;

/**
 * The texts of a report; whoever receives it writes the files.
 *
 * @param html the self-contained page, {@code report.html}
 * @param svg figures by name without ending, for {@code figures/NAME.svg}
 * @param csv their tables by the same names, for {@code figures/NAME.csv}
 */
public record RenderedReport(String html, Map<String, String> svg, Map<String, String> csv) {
    /** Keeps its own maps, in the order given. */
    public RenderedReport {
        svg = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(svg));
        csv = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(csv));
    }
}
