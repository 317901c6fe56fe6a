package org.latents.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A self-contained page: sections with headings in order, style inside, no scripts, nothing loaded from elsewhere.
 *
 * @param title the heading of the page
 * @param subtitle a line under it
 * @param sections its parts
 * @param footer the last line
 */
public record ReportPage(String title, String subtitle, List<Section> sections, String footer) {
    /**
     * Keeps its own list.
     *
     * @throws IllegalArgumentException if two figures share a name
     */
    public ReportPage {
        sections = List.copyOf(sections);
        List<String> names = sections.stream()
                .flatMap(section -> section.figures().stream())
                .map(figure -> figure.words().name())
                .toList();
        if (names.stream().distinct().count() != names.size()) {
            throw new IllegalArgumentException("report: figure names must differ, got " + names);
        }
    }

    /** Draws all figures and returns the page with them. */
    public RenderedReport render() {
        Map<String, String> svg = new LinkedHashMap<>();
        Map<String, String> csv = new LinkedHashMap<>();
        BlockWriter blocks = new BlockWriter();
        for (Section section : sections) {
            blocks.open(section);
            for (Block block : section.blocks()) {
                if (block instanceof Block.Drawing drawing) {
                    Figure figure = drawing.figure();
                    String name = figure.words().name();
                    svg.put(name, FigureRenderer.wide(figure));
                    csv.put(name, FigureTable.of(figure).csv());
                    blocks.figure(figure, svg.get(name), FigureRenderer.narrow(figure));
                } else {
                    blocks.write(block);
                }
            }
            blocks.close();
        }
        return new RenderedReport(html(blocks.text()), svg, csv);
    }

    private String html(String body) {
        StringBuilder out = new StringBuilder(body.length() + 8192);
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>")
                .append(Html.escape(title))
                .append("</title>\n<style>\n")
                .append(style())
                .append("</style>\n</head>\n<body>\n<div class=\"page\">\n<header>\n<h1>")
                .append(Html.escape(title))
                .append("</h1>\n<p class=\"subtitle\">")
                .append(Html.escape(subtitle))
                .append("</p>\n</header>\n");
        appendContents(out);
        return out.append("<main>\n")
                .append(body)
                .append("</main>\n<footer>\n<p>")
                .append(Html.escape(footer))
                .append("</p>\n</footer>\n</div>\n</body>\n</html>\n")
                .toString();
    }

    private void appendContents(StringBuilder out) {
        out.append("<nav aria-label=\"Contents\">\n<ol>\n");
        for (Section section : sections) {
            out.append("<li><a href=\"#")
                    .append(section.id())
                    .append("\">")
                    .append(Html.escape(section.title()))
                    .append("</a></li>\n");
        }
        out.append("</ol>\n</nav>\n");
    }

    private static String style() {
        try (InputStream in = ReportPage.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
