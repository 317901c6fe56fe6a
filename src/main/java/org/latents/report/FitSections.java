package org.latents.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latents.data.Dataset;
import org.latents.evaluation.UnitDispersions;

/** The sections with figures of one or several fits to the same data. */
final class FitSections {
    private FitSections() {}

    /**
     * Returns the sections.
     *
     * @param data the data
     * @param fits all fits, in the order of their figures' legends
     * @param shown the fit whose latents and loadings are drawn
     * @param dispersion dispersion of units with intervals, where another section draws it
     */
    static List<Section> of(Dataset data, List<ShownFit> fits, ShownFit shown, Optional<UnitDispersions> dispersion) {
        List<Section> sections = new ArrayList<>();
        sections.add(latents(data, fits, shown));
        sections.add(parameters(data, fits, shown));
        sections.add(counts(data, fits, dispersion.isPresent()));
        sections.add(learning(fits));
        return sections;
    }

    private static Section latents(Dataset data, List<ShownFit> fits, ShownFit shown) {
        List<Block> blocks = new ArrayList<>();
        if (fits.size() > 1) {
            blocks.add(new Block.Paragraph(
                    "Latents and loadings are those of the " + ModelNames.inSentence(shown.name()) + " model."));
        }
        blocks.add(new Block.Drawing(LatentFigures.raster(data, shown.fit())));
        blocks.add(new Block.Drawing(LatentFigures.examples(data, shown.fit())));
        return new Section("latents", "Latent states", blocks);
    }

    private static Section parameters(Dataset data, List<ShownFit> fits, ShownFit shown) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Drawing(ParameterFigures.loadings(data, shown.fit())));
        blocks.add(new Block.Drawing(ParameterFigures.eigenvalues(fits)));
        blocks.add(CommonSections.timeScales(fits));
        return new Section("parameters", "Loadings and dynamics", blocks);
    }

    private static Section counts(Dataset data, List<ShownFit> fits, boolean dispersionIsDrawn) {
        List<PredictedCounts> predictions = fits.stream()
                .map(f -> PredictedCounts.of(f.fit(), data.counts()))
                .toList();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Drawing(PredictionFigures.calibration(fits, predictions)));
        blocks.add(new Block.Drawing(PredictionFigures.meanVariance(data, fits, predictions)));
        fits.stream()
                .filter(fit -> fit.hasDispersion() && !dispersionIsDrawn)
                .findFirst()
                .ifPresent(f -> blocks.add(new Block.Drawing(ParameterFigures.dispersion(data, f))));
        return new Section("counts", "Counts and their variability", blocks);
    }

    private static Section learning(List<ShownFit> fits) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Bullets(fits.stream()
                .flatMap(f -> CommonSections.fitRemarks(f).stream())
                .toList()));
        blocks.add(new Block.Drawing(ParameterFigures.boundTraces(fits)));
        return new Section("learning", "Learning", blocks);
    }
}
