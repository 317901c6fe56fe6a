package org.latents.report;

import java.awt.BasicStroke;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultXYDataset;

/** Makes the chart of a panel in the house look: white, no outline, thin horizontal grid lines, fixed room for axes. */
final class PanelPlot {
    private PanelPlot() {}

    /**
     * What surrounds a plot.
     *
     * @param x limits of the horizontal axis
     * @param y limits of the vertical axis
     * @param xNumbers whether the horizontal axis shows numbers
     * @param yNumbers whether the vertical axis shows numbers
     * @param left room for them
     */
    record Frame(Axis.Range x, Axis.Range y, boolean xNumbers, boolean yNumbers, int left) {}

    static XYPlot of(Panel panel, Frame frame) {
        XYPlot plot = new XYPlot();
        plot.setDomainAxis(PlotAxes.of(panel.x(), frame.x(), frame.xNumbers()));
        plot.setRangeAxis(PlotAxes.of(panel.y(), frame.y(), frame.yNumbers()));
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setInsets(RectangleInsets.ZERO_INSETS);
        plot.setOutlineVisible(false);
        plot.setBackgroundPaint(null);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinesVisible(panel.y().categories().isEmpty());
        plot.setRangeGridlinePaint(Palette.GRID);
        plot.setRangeGridlineStroke(new BasicStroke(0.6f));
        plot.setRangeZeroBaselineVisible(false);
        plot.setDomainZeroBaselineVisible(false);
        for (int i = 0; i < panel.layers().size(); i++) {
            plot.setDataset(i, oneItem());
            plot.setRenderer(i, new LayerRenderer(panel.layers().get(i)));
        }
        plot.setDatasetRenderingOrder(org.jfree.chart.plot.DatasetRenderingOrder.FORWARD);
        plot.setFixedDomainAxisSpace(space(0, frame.xNumbers() ? FigureStyle.BOTTOM : FigureStyle.BOTTOM_BARE));
        plot.setFixedRangeAxisSpace(space(frame.left(), 0));
        return plot;
    }

    /** The area to draw a plot into so that its data fill the given rectangle. */
    static Rectangle2D around(Rectangle2D data, Frame frame) {
        int left = frame.left();
        int bottom = frame.xNumbers() ? FigureStyle.BOTTOM : FigureStyle.BOTTOM_BARE;
        return new Rectangle2D.Double(
                data.getX() - left, data.getY(), data.getWidth() + left, data.getHeight() + bottom);
    }

    private static AxisSpace space(int left, int bottom) {
        AxisSpace space = new AxisSpace();
        space.setLeft(left);
        space.setBottom(bottom);
        return space;
    }

    private static DefaultXYDataset oneItem() {
        DefaultXYDataset data = new DefaultXYDataset();
        data.addSeries("layer", new double[][] {{0}, {0}});
        return data;
    }
}
