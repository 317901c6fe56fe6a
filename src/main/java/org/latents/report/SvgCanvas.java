package org.latents.report;

import java.awt.Dimension;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.util.Map;
import java.util.Set;
import org.apache.batik.dom.GenericDOMImplementation;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/**
 * A drawing surface that becomes SVG text. Text stays text; each text carries the length it was laid out with, so that
 * the picture keeps its layout whatever sans-serif font the reader has. Identifiers start with a prefix, so that
 * several drawings can stand in one page.
 */
final class SvgCanvas {
    private static final String SVG = "http://www.w3.org/2000/svg";
    private static final String FONTS = "Helvetica, Arial, 'Liberation Sans', 'Nimbus Sans', 'DejaVu Sans', sans-serif";
    private static final Set<String> DROPPED = Set.of(
            "font-family",
            "color-interpolation",
            "color-rendering",
            "image-rendering",
            "shape-rendering",
            "text-rendering",
            "stroke-miterlimit",
            "xmlns",
            "xmlns:xlink",
            "xml:space");
    private static final Map<String, String> INITIAL = Map.ofEntries(
            Map.entry("fill", "black"),
            Map.entry("fill-opacity", "1"),
            Map.entry("stroke", "none"),
            Map.entry("stroke-opacity", "1"),
            Map.entry("stroke-width", "1"),
            Map.entry("stroke-linecap", "butt"),
            Map.entry("stroke-linejoin", "miter"),
            Map.entry("stroke-dasharray", "none"),
            Map.entry("stroke-dashoffset", "0"),
            Map.entry("opacity", "1"),
            Map.entry("font-style", "normal"),
            Map.entry("font-weight", "normal"),
            Map.entry("font-size", "12px"));
    private static final FontRenderContext METRICS = new FontRenderContext(null, true, true);

    private final String prefix;
    private final Dimension size;
    private final SVGGraphics2D graphics;

    SvgCanvas(String prefix, int width, int height) {
        this.prefix = prefix;
        this.size = new Dimension(width, height);
        Document document = GenericDOMImplementation.getDOMImplementation().createDocument(SVG, "svg", null);
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
        context.setPrecision(2);
        context.setComment(null);
        context.setIDGenerator(new PrefixedIds(prefix));
        graphics = new ExactGraphics(context);
        graphics.setSVGCanvasSize(size);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    Graphics2D graphics() {
        return graphics;
    }

    /** Returns the drawing with its words for readers who cannot see it. */
    String text(Figure.Words words) {
        StringBuilder out = new StringBuilder(1 << 14);
        out.append("<svg xmlns=\"")
                .append(SVG)
                .append("\" width=\"")
                .append(size.width)
                .append("\" height=\"")
                .append(size.height)
                .append("\" viewBox=\"0 0 ")
                .append(size.width)
                .append(' ')
                .append(size.height)
                .append("\" role=\"img\" aria-labelledby=\"")
                .append(prefix)
                .append("-title ")
                .append(prefix)
                .append("-desc\" font-size=\"12px\" font-family=\"")
                .append(FONTS)
                .append("\">\n<title id=\"")
                .append(prefix)
                .append("-title\">")
                .append(Html.escape(words.title()))
                .append("</title>\n<desc id=\"")
                .append(prefix)
                .append("-desc\">")
                .append(Html.escape(words.alt()))
                .append("</desc>\n");
        appendChildren(out, graphics.getRoot(), INITIAL);
        return out.append("</svg>\n").toString();
    }

    private static void appendChildren(StringBuilder out, Node parent, Map<String, String> inherited) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                append(out, element, inherited);
            } else if (child.getNodeType() == Node.TEXT_NODE
                    && !child.getNodeValue().isBlank()) {
                out.append(Html.escape(child.getNodeValue()));
            }
        }
    }

    private static void append(StringBuilder out, Element element, Map<String, String> inherited) {
        Map<String, String> style = new java.util.HashMap<>(inherited);
        StringBuilder attributes = new StringBuilder();
        NamedNodeMap all = element.getAttributes();
        for (int i = 0; i < all.getLength(); i++) {
            String name = all.item(i).getNodeName();
            String value = tidy(name, all.item(i).getNodeValue());
            boolean styling = INITIAL.containsKey(name);
            boolean kept = !DROPPED.contains(name) && !(styling && value.equals(inherited.get(name)));
            if (styling) {
                style.put(name, value);
            }
            if (kept) {
                attributes
                        .append(' ')
                        .append(name)
                        .append("=\"")
                        .append(Html.escape(value))
                        .append('"');
            }
        }
        String tag = element.getLocalName() == null ? element.getNodeName() : element.getLocalName();
        if (isEmptyGroup(tag, element)) {
            return;
        }
        if ("text".equals(tag)) {
            attributes
                    .append(" textLength=\"")
                    .append(length(element, style))
                    .append("\" lengthAdjust=\"spacingAndGlyphs\"");
        }
        boolean bareGroup = "g".equals(tag) && attributes.isEmpty();
        out.append(bareGroup ? "" : "<" + tag + attributes + ">");
        appendChildren(out, element, style);
        out.append(bareGroup ? "" : "</" + tag + ">\n");
    }

    private static boolean isEmptyGroup(String tag, Element element) {
        return ("g".equals(tag) || "defs".equals(tag)) && !element.hasChildNodes();
    }

    private static String tidy(String name, String value) {
        if (name.equals("font-size")) {
            return value.endsWith("px") ? value : value + "px";
        }
        return name.equals("d")
                ? value.trim().replace(" L", "L").replace(" M", "M").replace(" C", "C")
                : value.trim();
    }

    private static String length(Element text, Map<String, String> style) {
        boolean bold = "bold".equals(style.get("font-weight"));
        float size = Float.parseFloat(style.get("font-size").replace("px", ""));
        double width = HeadlessGraphics.font(bold, size)
                .getStringBounds(text.getTextContent(), METRICS)
                .getWidth();
        return String.format(java.util.Locale.ROOT, "%.1f", width);
    }

    // Measures text as it will stand in the page; the default rounds every letter to a pixel of the screen.
    private static final class ExactGraphics extends SVGGraphics2D {
        ExactGraphics(SVGGeneratorContext context) {
            super(context, false);
        }

        @Override
        public FontMetrics getFontMetrics(Font font) {
            return new ExactMetrics(font);
        }
    }

    private static final class ExactMetrics extends FontMetrics {
        private static final long serialVersionUID = 1L;

        ExactMetrics(Font font) {
            super(font);
        }

        @Override
        public int stringWidth(String text) {
            return (int) Math.round(font.getStringBounds(text, METRICS).getWidth());
        }

        @Override
        public int getAscent() {
            return Math.round(font.getLineMetrics("H", METRICS).getAscent());
        }

        @Override
        public int getDescent() {
            return Math.round(font.getLineMetrics("H", METRICS).getDescent());
        }

        @Override
        public int getLeading() {
            return Math.round(font.getLineMetrics("H", METRICS).getLeading());
        }
    }

    private static final class PrefixedIds extends SVGIDGenerator {
        private final String prefix;

        PrefixedIds(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public String generateID(String kind) {
            return prefix + "-" + super.generateID(kind);
        }
    }
}
