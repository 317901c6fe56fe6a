package org.latents.report;

import java.util.List;

/** Writes blocks as HTML that is also well-formed XML. */
final class BlockWriter {
    private static final int LONG_VALUE = 90;

    private final StringBuilder out = new StringBuilder(1 << 16);

    String text() {
        return out.toString();
    }

    void open(Section section) {
        out.append("<section id=\"").append(section.id()).append("\">\n<h2>");
        escaped(section.title()).append("</h2>\n");
    }

    void close() {
        out.append("</section>\n");
    }

    void write(Block block) {
        if (block instanceof Block.Paragraph paragraph) {
            element("p", paragraph.text());
        } else if (block instanceof Block.Bullets bullets) {
            list(bullets.items());
        } else if (block instanceof Block.Verdict verdict) {
            out.append("<div class=\"verdict\">\n<p class=\"sentence\">");
            escaped(verdict.sentence()).append("</p>\n");
            list(verdict.remarks());
            out.append("</div>\n");
        } else if (block instanceof Block.Facts facts) {
            facts(facts);
        } else if (block instanceof Block.Numbers numbers) {
            table(numbers);
        } else if (block instanceof Block.Code code) {
            out.append("<pre><code>");
            escaped(code.text()).append("</code></pre>\n");
        } else {
            throw new IllegalArgumentException("not written here: " + block);
        }
    }

    /** Writes a figure with its two drawings, of which a page shows one. */
    void figure(Figure figure, String wide, String narrow) {
        String name = figure.words().name();
        out.append("<figure id=\"figure-").append(name).append("\">\n<h3>");
        escaped(figure.words().title()).append("</h3>\n<div class=\"wide\">\n").append(wide);
        out.append("</div>\n<div class=\"narrow\">\n").append(narrow);
        out.append("</div>\n<figcaption><p><strong>How to read this.</strong> ");
        escaped(figure.words().howToRead()).append("</p>\n<p class=\"data\">Data: <code>figures/");
        escaped(name).append(".csv</code></p></figcaption>\n</figure>\n");
    }

    private void facts(Block.Facts facts) {
        out.append("<dl>\n");
        for (Block.Fact fact : facts.facts()) {
            out.append(fact.value().length() > LONG_VALUE ? "<div class=\"long\"><dt>" : "<div><dt>");
            escaped(fact.name()).append("</dt><dd>");
            escaped(fact.value()).append("</dd></div>\n");
        }
        out.append("</dl>\n");
    }

    private void table(Block.Numbers table) {
        if (table.folded()) {
            out.append("<details>\n<summary>");
            escaped(table.caption()).append("</summary>\n");
        }
        out.append("<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"");
        escaped(table.caption()).append("\">\n<table>\n");
        if (!table.folded()) {
            element("caption", table.caption());
        }
        out.append("<thead><tr>");
        for (int i = 0; i < table.header().size(); i++) {
            out.append("<th scope=\"col\"").append(holdsText(table, i) ? " class=\"text\">" : ">");
            escaped(table.header().get(i)).append("</th>");
        }
        out.append("</tr></thead>\n<tbody>\n");
        table.rows().forEach(row -> row(table, row));
        out.append("</tbody>\n</table>\n</div>\n");
        if (!table.note().isEmpty()) {
            out.append("<p class=\"note\">");
            escaped(table.note()).append("</p>\n");
        }
        out.append(table.folded() ? "</details>\n" : "");
    }

    private void row(Block.Numbers table, Block.Row row) {
        out.append("<tr>");
        for (int i = 0; i < row.cells().size(); i++) {
            out.append(i == 0 ? "<th scope=\"row\">" : holdsText(table, i) ? "<td class=\"text\">" : "<td>");
            if (i == 0) {
                row.role().ifPresent(role -> out.append(Swatch.of(role)));
            }
            escaped(row.cells().get(i)).append(i == 0 ? "</th>" : "</td>");
        }
        out.append("</tr>\n");
    }

    private static boolean holdsText(Block.Numbers table, int column) {
        return table.rows().stream()
                .map(row -> row.cells().get(column))
                .anyMatch(cell -> !cell.isEmpty() && "0123456789+−—".indexOf(cell.charAt(0)) < 0);
    }

    private void list(List<String> items) {
        if (!items.isEmpty()) {
            out.append("<ul>\n");
            items.forEach(item -> element("li", item));
            out.append("</ul>\n");
        }
    }

    private void element(String tag, String text) {
        out.append('<').append(tag).append('>');
        escaped(text).append("</").append(tag).append(">\n");
    }

    private StringBuilder escaped(String text) {
        return out.append(Html.escape(text));
    }
}
