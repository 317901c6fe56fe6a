package org.latents.report;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Places the panels of a figure on a drawing of a given width. */
final class FigureLayout {
    private FigureLayout() {}

    static List<PanelBox> of(Figure figure, int width, double top) {
        if (figure instanceof Figure.Stack stack) {
            return stack(stack, width, top);
        }
        return grid((Figure.Grid) figure, width, top);
    }

    private static List<PanelBox> stack(Figure.Stack stack, int width, double top) {
        Axis.Range x = DataRange.ofX(stack.panels());
        List<PanelBox> boxes = new ArrayList<>();
        int left = left(stack);
        double y = top;
        for (int i = 0; i < stack.panels().size(); i++) {
            Panel panel = stack.panels().get(i);
            boolean last = i == stack.panels().size() - 1;
            y += panel.title().isEmpty() ? FigureStyle.TITLE_BARE : FigureStyle.TITLE;
            PanelPlot.Frame frame = new PanelPlot.Frame(x, DataRange.ofY(List.of(panel)), last, true, left);
            int plotWidth = width - left - FigureStyle.RIGHT;
            PanelBox box = new PanelBox(
                    panel,
                    new Rectangle2D.Double(left, y, plotWidth, stack.heights().get(i)),
                    frame);
            boxes.add(box);
            y = box.bottom();
        }
        return boxes;
    }

    private static List<PanelBox> grid(Figure.Grid grid, int width, double top) {
        Figure.Layout layout = grid.layout();
        int columns = Math.min(
                width < FigureStyle.WIDE ? layout.narrowColumns() : layout.columns(),
                grid.panels().size());
        boolean shared = layout.shared();
        int left = left(grid);
        int next = shared ? FigureStyle.LEFT_BARE : left;
        double plotWidth = (width - left - (columns - 1.0) * next - columns * FigureStyle.RIGHT) / columns;
        double height = layout.height() > 0 ? layout.height() : Math.min(plotWidth, 300);
        double used = layout.height() > 0 ? plotWidth : height;
        List<PanelBox> boxes = new ArrayList<>();
        double y = top;
        for (int first = 0; first < grid.panels().size(); first += columns) {
            int last = Math.min(first + columns, grid.panels().size());
            boolean titled = grid.panels().subList(first, last).stream()
                    .anyMatch(p -> !p.title().isEmpty());
            y += titled ? FigureStyle.TITLE : FigureStyle.TITLE_BARE;
            for (int i = first; i < last; i++) {
                int column = i - first;
                boolean lowest = !shared || i + columns >= grid.panels().size();
                double x = left + column * (plotWidth + FigureStyle.RIGHT + next);
                Rectangle2D data = new Rectangle2D.Double(x, y, used, height);
                boxes.add(new PanelBox(grid.panels().get(i), data, frame(grid, i, lowest, column == 0 ? left : next)));
            }
            y = boxes.subList(first, last).stream()
                    .mapToDouble(PanelBox::bottom)
                    .max()
                    .orElseThrow();
        }
        return boxes;
    }

    private static PanelPlot.Frame frame(Figure.Grid grid, int i, boolean xNumbers, int left) {
        List<Panel> those =
                grid.layout().shared() ? grid.panels() : List.of(grid.panels().get(i));
        Panel panel = grid.panels().get(i);
        Axis.Range x = panel.x().range().orElseGet(() -> DataRange.ofX(those));
        Axis.Range y = panel.y().range().orElseGet(() -> DataRange.ofY(those));
        return new PanelPlot.Frame(x, y, xNumbers, left > FigureStyle.LEFT_BARE, left);
    }

    private static int left(Figure figure) {
        double widest = figure.panels().stream()
                .flatMap(panel -> panel.y().categories().stream())
                .mapToDouble(PlotAxes::width)
                .max()
                .orElse(0);
        boolean titled =
                figure.panels().stream().anyMatch(panel -> !panel.y().title().isEmpty());
        return Math.max(FigureStyle.LEFT, (int) Math.ceil(widest) + (titled ? 28 : 8));
    }
}
