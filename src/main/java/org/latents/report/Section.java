package org.latents.report;

import java.util.List;

/**
 * A part of a page with a heading.
 *
 * @param id where links go, unique on the page: lower-case letters and hyphens
 * @param title the heading
 * @param blocks what it holds, in order
 */
public record Section(String id, String title, List<Block> blocks) {
    /** Keeps its own list. */
    public Section {
        blocks = List.copyOf(blocks);
    }

    /** The figures in this section, in order. */
    public List<Figure> figures() {
        return blocks.stream()
                .filter(Block.Drawing.class::isInstance)
                .map(block -> ((Block.Drawing) block).figure())
                .toList();
    }
}
