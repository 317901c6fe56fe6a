package org.latents.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What every report page promises, whatever it reports on. */
abstract class ReportContract {
    private static final int TWO_MEGABYTES = 2_000_000;

    /** The report under test; rendered once for a class. */
    abstract RenderedReport report();

    private Document page() {
        return Pages.parse(report().html());
    }

    @Test
    void pageIsWellFormed() {
        assertThat(page().getDocumentElement().getTagName()).isEqualTo("html");
    }

    @Test
    void pageIsBelowTwoMegabytes() {
        assertThat(report().html().getBytes(StandardCharsets.UTF_8).length).isLessThan(TWO_MEGABYTES);
    }

    @Test
    void pageStatesItsLanguageAndTitle() {
        assertThat(page().getDocumentElement().getAttribute("lang")).isEqualTo("en");
        assertThat(Pages.elements(page(), "title").get(0).getTextContent()).isNotBlank();
    }

    @Test
    void pageLoadsNothingFromElsewhere() {
        String html = report().html().replace("http://www.w3.org/2000/svg", "");
        assertThat(found(html, "http:", "https:", "src=", "@import", "<script", "<link", "<iframe"))
                .isEmpty();
        assertThat(Pages.elements(page(), "a"))
                .allSatisfy(a -> assertThat(a.getAttribute("href")).startsWith("#"));
        assertThat(found(html.replaceAll("url\\(#[A-Za-z0-9-]+\\)", ""), "url("))
                .isEmpty();
    }

    @Test
    void linksLeadSomewhere() {
        List<String> ids = ids();
        assertThat(Pages.elements(page(), "a"))
                .isNotEmpty()
                .allSatisfy(a -> assertThat(ids).contains(a.getAttribute("href").substring(1)));
    }

    @Test
    void identifiersAreUnique() {
        assertThat(ids()).doesNotHaveDuplicates();
    }

    @Test
    void referencesInsideDrawingsLeadSomewhere() {
        List<String> ids = ids();
        java.util.regex.Matcher uses =
                java.util.regex.Pattern.compile("url\\(#([^)]+)\\)").matcher(report().html());
        while (uses.find()) {
            assertThat(ids).contains(uses.group(1));
        }
    }

    @Test
    void headingsAreInOrder() {
        List<Integer> levels = new ArrayList<>();
        for (Element element : Pages.elements(page(), "*")) {
            if (element.getTagName().matches("h[1-6]")) {
                levels.add(element.getTagName().charAt(1) - '0');
                assertThat(element.getTextContent()).isNotBlank();
            }
        }
        assertThat(levels.get(0)).isEqualTo(1);
        assertThat(levels.stream().filter(level -> level == 1)).hasSize(1);
        for (int i = 1; i < levels.size(); i++) {
            assertThat(levels.get(i)).isLessThanOrEqualTo(levels.get(i - 1) + 1);
        }
    }

    @Test
    void everyDrawingHasAnAltText() {
        Document page = page();
        List<String> ids = ids();
        List<Element> drawings = Pages.elements(page, "svg").stream()
                .filter(svg -> !svg.getAttribute("aria-hidden").equals("true"))
                .toList();
        assertThat(drawings).hasSize(2 * report().svg().size()).allSatisfy(svg -> {
            assertThat(svg.getAttribute("role")).isEqualTo("img");
            assertThat(svg.getAttribute("aria-labelledby").split(" "))
                    .hasSize(2)
                    .allMatch(ids::contains);
            assertThat(svg.getElementsByTagName("desc").item(0).getTextContent().length())
                    .isGreaterThan(20);
        });
    }

    @Test
    void everyFigureSaysHowToReadItAndWhereItsNumbersAre() {
        List<Element> figures = Pages.elements(page(), "figure");
        assertThat(figures).hasSameSizeAs(report().svg().keySet());
        for (Element figure : figures) {
            String name = figure.getAttribute("id").replaceFirst("figure-", "");
            assertThat(report().csv()).containsKey(name);
            assertThat(figure.getTextContent()).contains("How to read this.", "figures/" + name + ".csv");
        }
    }

    @Test
    void noTextSaysNaNOrInfinity() {
        assertThat(found(page().getDocumentElement().getTextContent(), "NaN", "Infinity", "null"))
                .isEmpty();
        assertThat(found(report().html(), "NaN", "Infinity")).isEmpty();
    }

    @Test
    void everyFigureHasATableWithTheSameName() {
        assertThat(report().csv().keySet()).isEqualTo(report().svg().keySet());
        report().csv().values().forEach(csv -> {
            List<String> lines = csv.lines().toList();
            assertThat(lines.get(0)).startsWith("panel,series");
            assertThat(lines).hasSizeGreaterThan(1);
            assertThat(found(csv, "NaN", "Infinity")).isEmpty();
        });
    }

    @Test
    void standAloneDrawingsAreWellFormed() {
        for (Map.Entry<String, String> drawing : report().svg().entrySet()) {
            Document svg = Pages.parse(drawing.getValue());
            assertThat(svg.getDocumentElement().getAttribute("viewBox"))
                    .as(drawing.getKey())
                    .startsWith("0 0 760 ");
        }
    }

    @Test
    void nothingIsDrawnOutsideADrawing() {
        for (Element text : Pages.elements(page(), "text")) {
            if (text.hasAttribute("x") && !text.hasAttribute("transform")) {
                double x = Double.parseDouble(text.getAttribute("x"));
                double end = x + Double.parseDouble(text.getAttribute("textLength"));
                // One pixel: text lengths are rounded to a tenth, positions to a pixel.
                assertThat(x).as(text.getTextContent()).isGreaterThanOrEqualTo(-1);
                assertThat(end).as(text.getTextContent()).isLessThanOrEqualTo(width(text) + 1);
            }
        }
    }

    @Test
    void tablesHaveCaptionsAndHeaders() {
        for (Element table : Pages.elements(page(), "table")) {
            Element region = (Element) table.getParentNode();
            assertThat(region.getAttribute("aria-label")).isNotBlank();
            int columns = table.getElementsByTagName("thead")
                    .item(0)
                    .getFirstChild()
                    .getChildNodes()
                    .getLength();
            for (Element row : rows(table)) {
                assertThat(row.getChildNodes().getLength()).isEqualTo(columns);
            }
        }
    }

    private static List<Element> rows(Element table) {
        List<Element> rows = new ArrayList<>();
        for (int i = 0; i < table.getElementsByTagName("tr").getLength(); i++) {
            rows.add((Element) table.getElementsByTagName("tr").item(i));
        }
        return rows;
    }

    private static double width(Element inside) {
        Element svg = inside;
        while (!svg.getTagName().equals("svg")) {
            svg = (Element) svg.getParentNode();
        }
        return Double.parseDouble(svg.getAttribute("width"));
    }

    /** The words that occur in a text; keeps messages short. */
    private static List<String> found(String text, String... words) {
        return java.util.Arrays.stream(words).filter(text::contains).toList();
    }

    private List<String> ids() {
        return Pages.elements(page(), "*").stream()
                .map(element -> element.getAttribute("id"))
                .filter(id -> !id.isEmpty())
                .toList();
    }
}
