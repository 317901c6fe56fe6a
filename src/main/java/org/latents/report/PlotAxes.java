package org.latents.report;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.IntStream;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** Makes the chart axes of a panel; their ticks come from {@link TickMarks}, their titles are drawn by the layout. */
final class PlotAxes {
    private static final double PIXELS_PER_X_TICK = 56;
    private static final double PIXELS_PER_Y_TICK = 34;
    private static final double PIXELS_PER_ROW = 10;
    private static final int MANY_NAMES = 12;

    private PlotAxes() {}

    static ValueAxis of(Axis axis, Axis.Range range, boolean numbers) {
        ValueAxis made = axis.scale() == Axis.Scale.LOG ? new Logarithmic(axis, range) : new Linear(axis, range);
        made.setRange(range.low(), range.high());
        made.setTickLabelsVisible(numbers);
        made.setTickLabelFont(HeadlessGraphics.font(false, tickSize(axis)));
        made.setTickLabelPaint(Palette.INK);
        made.setAxisLinePaint(Palette.INK);
        made.setAxisLineStroke(new BasicStroke(0.8f));
        made.setTickMarkPaint(Palette.INK);
        made.setTickMarkStroke(new BasicStroke(0.8f));
        made.setTickMarkOutsideLength(axis.categories().isEmpty() ? 3.5f : 0f);
        made.setMinorTickMarkOutsideLength(2f);
        made.setMinorTickMarksVisible(true);
        return made;
    }

    private static List<NumberTick> ticks(Axis axis, Axis.Range range, Rectangle2D area, RectangleEdge edge) {
        boolean horizontal = RectangleEdge.isTopOrBottom(edge);
        double pixels = horizontal ? area.getWidth() : area.getHeight();
        TextAnchor anchor = horizontal ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
        int most = (int) Math.max(2, pixels / (horizontal ? PIXELS_PER_X_TICK : PIXELS_PER_Y_TICK));
        return marks(axis, range, most, horizontal ? pixels / widestName(axis) : pixels / PIXELS_PER_ROW).stream()
                .map(tick -> new NumberTick(
                        tick.text().isEmpty() ? TickType.MINOR : TickType.MAJOR,
                        tick.value(),
                        tick.text(),
                        anchor,
                        TextAnchor.CENTER,
                        0.0))
                .toList();
    }

    private static List<TickMarks.Tick> marks(Axis axis, Axis.Range range, int most, double room) {
        int names = axis.categories().size();
        if (names > 0) {
            int every = (int) Math.max(1, Math.ceil(names / room));
            return IntStream.range(0, names)
                    .filter(i -> i % every == 0)
                    .mapToObj(i -> new TickMarks.Tick(i, axis.categories().get(i)))
                    .toList();
        }
        return axis.scale() == Axis.Scale.LOG
                ? TickMarks.log(range.low(), range.high(), most)
                : TickMarks.linear(range.low(), range.high(), most);
    }

    private static float tickSize(Axis axis) {
        return axis.categories().size() > MANY_NAMES ? FigureStyle.TICK_SIZE - 1.5f : FigureStyle.TICK_SIZE;
    }

    private static double widestName(Axis axis) {
        return axis.categories().stream().mapToDouble(PlotAxes::width).max().orElse(1) + 5;
    }

    /** Width of a number or name of an axis in pixels. */
    static double width(String text) {
        FontRenderContext metrics = new FontRenderContext(null, true, true);
        return text.isEmpty()
                ? 0
                : HeadlessGraphics.font(false, FigureStyle.TICK_SIZE)
                        .getStringBounds(text, metrics)
                        .getWidth();
    }

    private static final class Linear extends NumberAxis {
        private static final long serialVersionUID = 1L;
        private final transient Axis axis;
        private final transient Axis.Range limits;

        Linear(Axis axis, Axis.Range limits) {
            this.axis = axis;
            this.limits = limits;
        }

        @Override
        public List<NumberTick> refreshTicks(Graphics2D g2, AxisState state, Rectangle2D area, RectangleEdge edge) {
            return ticks(axis, limits, area, edge);
        }
    }

    private static final class Logarithmic extends LogAxis {
        private static final long serialVersionUID = 1L;
        private final transient Axis axis;
        private final transient Axis.Range limits;

        Logarithmic(Axis axis, Axis.Range limits) {
            this.axis = axis;
            this.limits = limits;
        }

        @Override
        public List<NumberTick> refreshTicks(Graphics2D g2, AxisState state, Rectangle2D area, RectangleEdge edge) {
            return ticks(axis, limits, area, edge);
        }
    }
}
