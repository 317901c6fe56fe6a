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
        double y = top;
        for (int i = 0; i < stack.panels().size(); i++) {
            Panel panel = stack.panels().get(i);
            boolean last = i == stack.panels().size() - 1;
            y += panel.title().isEmpty() ? FigureStyle.TITLE_BARE : FigureStyle.TITLE;
            PanelPlot.Frame frame = new PanelPlot.Frame(x, DataRange.ofY(List.of(panel)), last, true);
            int plotWidth = width - FigureStyle.LEFT - FigureStyle.RIGHT;
            PanelBox box = new PanelBox(
                    panel, new Rectangle2D.Double(FigureStyle.LEFT, y, plotWidth, stack.heights().get(i)), frame);
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
        int bare = shared ? FigureStyle.LEFT_BARE : FigureStyle.LEFT;
        double plotWidth =
                (width - FigureStyle.LEFT - (columns - 1.0) * bare - columns * FigureStyle.RIGHT) / columns;
        double height = layout.height() > 0 ? layout.height() : Math.min(plotWidth, 300);
        double used = layout.height() > 0 ? plotWidth : height;
        List<PanelBox> boxes = new ArrayList<>();
        double y = top;
        for (int first = 0; first < grid.panels().size(); first += columns) {
            int last = Math.min(first + columns, grid.panels().size());
            boolean titled = grid.panels().subList(first, last).stream().anyMatch(p -> !p.title().isEmpty());
            y += titled ? FigureStyle.TITLE : FigureStyle.TITLE_BARE;
            for (int i = first; i < last; i++) {
                int column = i - first;
                boolean lowest = !shared || i + columns >= grid.panels().size();
                double x = FigureStyle.LEFT + column * (plotWidth + FigureStyle.RIGHT + bare);
                Rectangle2D data = new Rectangle2D.Double(x, y, used, height);
                boxes.add(new PanelBox(grid.panels().get(i), data, frame(grid, i, lowest, column == 0 || !shared)));
            }
            y = boxes.subList(first, last).stream().mapToDouble(PanelBox::bottom).max().orElseThrow();
        }
        return boxes;
    }

    private static PanelPlot.Frame frame(Figure.Grid grid, int i, boolean xNumbers, boolean yNumbers) {
        List<Panel> those = grid.layout().shared() ? grid.panels() : List.of(grid.panels().get(i));
        Panel panel = grid.panels().get(i);
        Axis.Range x = panel.x().range().orElseGet(() -> DataRange.ofX(those));
        Axis.Range y = panel.y().range().orElseGet(() -> DataRange.ofY(those));
        return new PanelPlot.Frame(x, y, xNumbers, yNumbers);
    }
}
