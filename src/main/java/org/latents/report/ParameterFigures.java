package org.latents.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.latents.data.Dataset;
import org.latents.fit.FitResult;
import org.latents.linalg.Matrix;

/** Figures of the parameters: loadings, eigenvalues, dispersion, the course of the bound. */
final class ParameterFigures {
    private static final int MOST_LATENTS = 8;
    private static final double SMALLEST_GAP = 1e-6; // nats; smaller gaps are rounding

    private ParameterFigures() {}

    /** One panel per latent with the loading of every unit. */
    static Figure loadings(Dataset data, FitResult fit) {
        Matrix scaled = PredictedCounts.scaledLoading(fit);
        int[] order = LatentFigures.unitOrder(fit);
        List<String> names = LatentFigures.orderedUnitNames(data, fit);
        int shown = Math.min(MOST_LATENTS, scaled.columns());
        double reach = 1.08 * Math.max(scaled.maxAbs(), 1e-3);
        Axis x =
                Axis.linear("Δ log rate per s.d.", "", "log_rate_per_latent_sd").within(-reach, reach);
        Axis y = Axis.categories("Unit", "row", names);
        double[] rows = IntStream.range(0, order.length).asDoubleStream().toArray();
        List<Panel> panels = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            int latent = i;
            double[] values =
                    IntStream.of(order).mapToDouble(n -> scaled.get(n, latent)).toArray();
            Layer zero = new Layer.Line(
                    "zero", Role.REFERENCE, new double[] {0, 0}, new double[] {-0.7, names.size() - 0.3});
            Layer stems = new Layer.Stems("loading", Role.latent(i), values, rows, names);
            panels.add(new Panel("Latent " + (i + 1), x, y, List.of(zero, stems)));
        }
        String alt = "Loading of each of " + ModelNames.plural(order.length, "unit") + " on each of "
                + ModelNames.plural(shown, "latent") + "; the largest changes a log rate by "
                + Numbers.fixed(scaled.maxAbs(), 2) + " per standard deviation of its latent.";
        String how = "A dot tells how much the log firing rate of a unit changes when the latent moves by one of its"
                + " standard deviations (+0.7 doubles the rate, −0.7 halves it). Units are in the same order as in the"
                + " raster. The sign of a latent is a convention; what counts is which units go together and which go"
                + " against each other.";
        int columns = Math.min(4, shown);
        Figure.Layout layout =
                new Figure.Layout(columns, Math.min(2, shown), Math.max(110, Math.min(420, 10 * order.length)), true);
        return new Figure.Grid(new Figure.Words("loadings", "Loadings of the units", alt, how), panels, layout);
    }

    /** The unit circle with eigenvalues, and their time constants and frequencies beside it. */
    static Figure eigenvalues(List<ShownFit> fits) {
        List<Layer> circle = new ArrayList<>();
        circle.add(unitCircle());
        List<Layer> times = new ArrayList<>();
        for (ShownFit shown : fits) {
            List<Spectrum.Eigenvalue> values = Spectrum.of(shown.fit());
            circle.add(Layer.Points.of(
                    shown.label(),
                    shown.role(),
                    values.stream().mapToDouble(Spectrum.Eigenvalue::real).toArray(),
                    values.stream().mapToDouble(Spectrum.Eigenvalue::imaginary).toArray(),
                    List.of()));
            List<Spectrum.Eigenvalue> upper =
                    values.stream().filter(v -> v.imaginary() >= 0).toList();
            times.add(Layer.Points.of(
                    shown.label(),
                    shown.role(),
                    upper.stream()
                            .mapToDouble(Spectrum.Eigenvalue::tauMilliseconds)
                            .toArray(),
                    upper.stream().mapToDouble(Spectrum.Eigenvalue::hertz).toArray(),
                    List.of()));
        }
        Axis re = Axis.linear("Real part", "", "x").within(-1.12, 1.12);
        Axis im = Axis.linear("Imaginary part", "", "y").within(-1.12, 1.12);
        Axis tau = Axis.log("Time constant", "ms", "x");
        double top = fits.stream()
                .flatMap(f -> Spectrum.of(f.fit()).stream())
                .mapToDouble(v -> 1.1 * v.hertz())
                .reduce(1, Math::max);
        Axis hz = Axis.linear("Frequency", "Hz", "y").within(-0.05 * top, top);
        List<Panel> panels = List.of(
                new Panel("Eigenvalues of A", re, im, circle), new Panel("The same as time scales", tau, hz, times));
        String how = "First panel: an eigenvalue inside the circle decays, the nearer to the circle the more slowly; a"
                + " pair off the horizontal axis oscillates. Second panel: the same values as time constant τ = −Δ /"
                + " log |α| and frequency |arg α| / 2πΔ (a pair is one point).";
        return new Figure.Grid(
                new Figure.Words("eigenvalues", "Time scales of the dynamics", eigenvalueAlt(fits), how),
                panels,
                new Figure.Layout(2, 1, 0, false));
    }

    /** The distance of the bound from its final value, iteration by iteration. */
    static Figure boundTraces(List<ShownFit> fits) {
        List<Layer> layers = new ArrayList<>();
        List<String> ends = new ArrayList<>();
        for (ShownFit shown : fits) {
            FitResult fit = shown.fit();
            double last = fit.trace().stream()
                    .mapToDouble(FitResult.TraceEntry::objective)
                    .max()
                    .orElse(fit.elbo());
            List<FitResult.TraceEntry> entries = fit.trace().stream()
                    .filter(e -> last - e.objective() > SMALLEST_GAP)
                    .toList();
            layers.add(new Layer.Line(
                    shown.label(),
                    shown.role(),
                    entries.stream()
                            .mapToDouble(FitResult.TraceEntry::iteration)
                            .toArray(),
                    entries.stream().mapToDouble(e -> last - e.objective()).toArray()));
            ends.add(shown.label() + " " + Numbers.fixed(fit.elbo(), 1) + " nats after "
                    + ModelNames.plural(fit.iterations(), "iteration"));
        }
        Panel panel = new Panel(
                "",
                Axis.linear("Iteration", "", "iteration"),
                Axis.log("Final ELBO − ELBO", "nats", "elbo_below_final_nats"),
                layers);
        String how = "How far the evidence lower bound (ELBO) still is from its final value, on a logarithmic scale:"
                + " learning should fall steadily and end by its stopping rule, not on a plateau that was cut off."
                + " Final values: "
                + String.join("; ", ends) + ".";
        return new Figure.Grid(
                new Figure.Words(
                        "elbo-trace",
                        "Course of learning",
                        "ELBO below its final value by iteration. Final: " + String.join("; ", ends) + ".",
                        how),
                List.of(panel),
                new Figure.Layout(1, 1, 190, true));
    }

    /** The dispersion of every unit, units at the Poisson limit apart. */
    static Figure dispersion(Dataset data, ShownFit shown) {
        double[] r = shown.fit().model().shape();
        List<String> names = LatentFigures.unitNames(data);
        List<Integer> order = IntStream.range(0, r.length)
                .boxed()
                .sorted(Comparator.comparingDouble(n -> r[n]))
                .toList();
        List<String> ordered = order.stream().map(names::get).toList();
        double[] sorted = order.stream().mapToDouble(n -> r[n]).toArray();
        List<Integer> limit = IntStream.range(0, r.length)
                .filter(i -> isPoissonLimit(shown.fit(), order.get(i)))
                .boxed()
                .toList();
        List<Integer> finite = IntStream.range(0, r.length)
                .filter(i -> !limit.contains(i))
                .boxed()
                .toList();
        List<Layer> layers = List.of(
                ranked("Over-dispersed", Role.model(shown.name()), finite, sorted, ordered),
                ranked("Poisson limit", Role.model("poisson"), limit, sorted, ordered)
                        .with(Layer.Look.OPEN));
        Panel panel = new Panel(
                "",
                Axis.categories("Unit, ordered by dispersion", "rank", ordered),
                Axis.log("Dispersion r", "", "dispersion_r"),
                layers);
        String count = limit.isEmpty()
                ? "No unit is at the Poisson limit."
                : ModelNames.plural(limit.size(), "unit") + " of " + r.length + " at the Poisson limit.";
        String how = "Small r means counts more variable than Poisson given the latents (variance μ + μ²/r): at r = 1 a"
                + " bin with one expected spike has twice the Poisson variance. Open circles are at the Poisson limit:"
                + " for them a finite r gains no more than chance would. " + count;
        return new Figure.Grid(
                new Figure.Words(
                        "dispersion", "Fitted dispersion of each unit", "Dispersion r of each unit. " + count, how),
                List.of(panel),
                new Figure.Layout(1, 1, 190, true));
    }

    /** Whether the fit says that a unit is at the Poisson limit. */
    static boolean isPoissonLimit(FitResult fit, int unit) {
        return unit < fit.unitRemarks().size() && fit.unitRemarks().get(unit).startsWith("Poisson limit");
    }

    private static Layer.Points ranked(
            String name, Role role, List<Integer> ranks, double[] sorted, List<String> ordered) {
        return Layer.Points.of(
                name,
                role,
                ranks.stream().mapToDouble(i -> i).toArray(),
                ranks.stream().mapToDouble(i -> sorted[i]).toArray(),
                ranks.stream().map(i -> "unit " + ordered.get(i)).toList());
    }

    private static Layer unitCircle() {
        double[] x = new double[181];
        double[] y = new double[181];
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.cos(2 * Math.PI * i / 180);
            y[i] = Math.sin(2 * Math.PI * i / 180);
        }
        return new Layer.Line("unit circle", Role.REFERENCE, x, y);
    }

    private static String eigenvalueAlt(List<ShownFit> fits) {
        List<String> texts = new ArrayList<>();
        for (ShownFit shown : fits) {
            List<String> values = Spectrum.of(shown.fit()).stream()
                    .filter(v -> v.imaginary() >= 0)
                    .map(v -> Numbers.brief(v.tauMilliseconds()) + " ms"
                            + (v.hertz() > 0 ? " at " + Numbers.brief(v.hertz()) + " Hz" : ""))
                    .toList();
            texts.add(shown.label() + ": time constants " + String.join(", ", values));
        }
        return String.join(". ", texts) + ".";
    }
}
