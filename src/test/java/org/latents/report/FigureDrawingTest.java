package org.latents.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What is drawn is what the table says: pixels are turned back into numbers and compared with the CSV. */
class FigureDrawingTest {
    private static final double[] X = {0, 2.5, 5, 7.5, 10};
    private static final double[] Y = {1, 4, 2, 8, 5};

    // Coordinates have two decimals: half a hundredth of a pixel, of 10 units over at least 200 pixels, is 2.5e-4.
    private static final double PIXEL_ROUNDING = 5e-4;

    @Test
    void lineGoesThroughThePointsOfItsTable() {
        Figure figure = figure(new Layer.Line("measured", Role.model("poisson"), X, Y));
        List<double[]> drawn = dataPoints(figure, "rgb(0,114,178)");
        List<double[]> table = table(figure, 2, 3);
        assertThat(drawn).hasSameSizeAs(table);
        for (int i = 0; i < drawn.size(); i++) {
            assertThat(drawn.get(i)).containsExactly(table.get(i), within(PIXEL_ROUNDING));
        }
    }

    @Test
    void lineOnALogarithmicAxisGoesThroughThePointsOfItsTable() {
        Layer layer = new Layer.Line("measured", Role.model("poisson"), X, new double[] {0.01, 1, 0.1, 100, 10});
        Figure figure = figure(layer, Axis.log("y", "", "y").within(0.01, 100));
        List<double[]> drawn = dataPoints(figure, "rgb(0,114,178)");
        List<double[]> table = table(figure, 2, 3);
        for (int i = 0; i < drawn.size(); i++) {
            // 0 .. 10 of the drawing's height are 4 decades from 0.01.
            double y = Math.pow(10, -2 + 0.4 * drawn.get(i)[1]);
            assertThat(y).isCloseTo(table.get(i)[1], within(1e-3 * table.get(i)[1]));
        }
    }

    @Test
    void valueThatDoesNotExistLeavesAGapAndAnEmptyCell() {
        double[] y = Y.clone();
        y[2] = Double.NaN;
        Figure figure = figure(new Layer.Line("measured", Role.model("poisson"), X, y));
        String path = path(figure, "rgb(0,114,178)");
        assertThat(path.chars().filter(c -> c == 'M')).hasSize(2);
        assertThat(FigureTable.of(figure).rows().get(2).get(3)).isEmpty();
    }

    @Test
    void valueThatALogarithmicAxisCannotShowIsNotDrawn() {
        Layer layer = new Layer.Line("measured", Role.model("poisson"), X, new double[] {1, 2, 0, 4, -5});
        Figure figure = figure(layer, Axis.log("y", "", "y"));
        assertThat(dataPointsCount(path(figure, "rgb(0,114,178)"))).isEqualTo(3);
        assertThat(FigureRenderer.wide(figure)).doesNotContain("NaN");
    }

    @Test
    void bandEnclosesItsLowAndHighEdge() {
        double[] low = {0, 3, 1, 7, 4};
        double[] high = {2, 5, 3, 9, 6};
        Figure figure = figure(new Layer.Band("interval", Role.model("poisson"), X, low, high));
        List<double[]> drawn = dataPoints(figure, "rgb(0,114,178)");
        for (int i = 0; i < X.length; i++) {
            assertThat(drawn.get(i)).containsExactly(new double[] {X[i], low[i]}, within(PIXEL_ROUNDING));
            assertThat(drawn.get(2 * X.length - 1 - i))
                    .containsExactly(new double[] {X[i], high[i]}, within(PIXEL_ROUNDING));
        }
    }

    @Test
    void everyTickOfARasterIsOneStroke() {
        Layer ticks = new Layer.Ticks("spikes", Role.OBSERVED, new double[] {1, 2, 2.5}, new double[] {3, 3, 7});
        String path = path(figure(ticks), "rgb(34,34,34)");
        assertThat(path.chars().filter(c -> c == 'M')).hasSize(3);
    }

    @Test
    void errorBarsAreInTheTableAsLowAndHigh() {
        Layer points = new Layer.Points(
                "mean", Role.OBSERVED, X, Y, new double[] {0.5, 1, 0.5, 1, 0.25}, List.of(), Layer.Look.FILLED);
        Table table = FigureTable.of(figure(points));
        assertThat(table.header()).containsExactly("panel", "series", "time_s", "rate_hz", "low", "high");
        assertThat(table.rows().get(1)).containsExactly("1", "mean", "2.5", "4.0", "3.0", "5.0");
    }

    @Test
    void narrowDrawingShowsTheSameNumbersWithOtherIdentifiers() {
        Figure figure = figure(new Layer.Line("measured", Role.model("poisson"), X, Y));
        Document narrow = Pages.parse(FigureRenderer.narrow(figure));
        assertThat(narrow.getDocumentElement().getAttribute("width")).isEqualTo("360");
        assertThat(Pages.elements(narrow, "title").get(0).getAttribute("id")).isEqualTo("made-up-narrow-title");
    }

    @Test
    void textStaysTextWithTheLengthItWasLaidOutWith() {
        Document svg = Pages.parse(FigureRenderer.wide(figure(new Layer.Line("a", Role.OBSERVED, X, Y))));
        List<Element> texts = Pages.elements(svg, "text");
        assertThat(texts).extracting(Element::getTextContent).contains("Time (s)", "Rate (Hz)", "Panel title");
        assertThat(texts)
                .allSatisfy(text -> assertThat(Double.parseDouble(text.getAttribute("textLength")))
                        .isPositive());
    }

    @Test
    void sameRoleHasTheSameColourInEveryFigure() {
        for (Layer layer : List.<Layer>of(
                new Layer.Line("a", Role.model("negbin"), X, Y),
                new Layer.Band("b", Role.model("negbin"), X, Y, Y),
                Layer.Points.of("c", Role.model("negbin"), X, Y, List.of()),
                new Layer.Stems("d", Role.model("negbin"), X, Y, List.of("1", "2", "3", "4", "5")),
                new Layer.Ticks("e", Role.model("negbin"), X, Y))) {
            assertThat(FigureRenderer.wide(figure(layer))).as(layer.name()).contains("rgb(213,94,0)");
        }
    }

    private static Figure figure(Layer layer) {
        return figure(layer, Axis.linear("Rate", "Hz", "rate_hz").within(0, 10));
    }

    private static Figure figure(Layer layer, Axis y) {
        Axis x = Axis.linear("Time", "s", "time_s").within(0, 10);
        Panel panel = new Panel(layer instanceof Layer.Points ? "" : "Panel title", x, y, List.of(layer));
        return new Figure.Grid(
                new Figure.Words("made-up", "Made up", "A made-up figure with five points.", "Read it."),
                List.of(panel),
                new Figure.Layout(1, 1, 200, true));
    }

    private static List<double[]> table(Figure figure, int x, int y) {
        return FigureTable.of(figure).rows().stream()
                .map(row -> new double[] {Double.parseDouble(row.get(x)), Double.parseDouble(row.get(y))})
                .toList();
    }

    /** The points of the first path in a colour, in units of an area that is 10 wide and 10 high. */
    private static List<double[]> dataPoints(Figure figure, String colour) {
        double[] area = clip(figure);
        List<double[]> points = new ArrayList<>();
        Matcher matcher = Pattern.compile("[ML](-?[0-9.]+) (-?[0-9.]+)").matcher(path(figure, colour));
        while (matcher.find()) {
            double x = (Double.parseDouble(matcher.group(1)) - area[0]) / (area[2] - area[0]) * 10;
            double y = (area[3] - Double.parseDouble(matcher.group(2))) / (area[3] - area[1]) * 10;
            points.add(new double[] {x, y});
        }
        return points;
    }

    private static int dataPointsCount(String path) {
        return (int) path.chars().filter(c -> c == 'M' || c == 'L').count();
    }

    private static String path(Figure figure, String colour) {
        Document svg = Pages.parse(FigureRenderer.wide(figure));
        return Pages.elements(svg, "path").stream()
                .filter(path -> colour.equals(inherited(path, "stroke")) || colour.equals(inherited(path, "fill")))
                .findFirst()
                .orElseThrow()
                .getAttribute("d");
    }

    private static String inherited(Element element, String attribute) {
        if (element.hasAttribute(attribute)) {
            return element.getAttribute(attribute);
        }
        return element.getParentNode() instanceof Element parent ? inherited(parent, attribute) : "";
    }

    /** Left, top, right and bottom of the plot, read from its clip path. */
    private static double[] clip(Figure figure) {
        Document svg = Pages.parse(FigureRenderer.wide(figure));
        Element path = (Element) Pages.elements(svg, "clipPath")
                .get(0)
                .getElementsByTagName("path")
                .item(0);
        Matcher matcher = Pattern.compile("[ML](-?[0-9.]+) (-?[0-9.]+)").matcher(path.getAttribute("d"));
        double[] area = {1e9, 1e9, -1e9, -1e9};
        while (matcher.find()) {
            double x = Double.parseDouble(matcher.group(1));
            double y = Double.parseDouble(matcher.group(2));
            area = new double[] {Math.min(area[0], x), Math.min(area[1], y), Math.max(area[2], x), Math.max(area[3], y)
            };
        }
        return area;
    }
}
