package org.latents.diagnostic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.latents.data.BinnedCounts;
import org.latents.inference.ParameterBounds;
import org.latents.inference.Posterior;
import org.latents.linalg.Eigen;
import org.latents.linalg.Matrix;
import org.latents.model.Model;

/**
 * Whether parameters stay inside their ranges: the offset d of a unit that spikes, the loading (by the sd of the log
 * rate that it brings about), the dispersion r, and the spectral radius ρ of A. Dynamics are at their boundary where ρ
 * ≥ 1, or where their slowest time constant −Δ / log ρ is longer than all the data, so that nothing in them returns.
 * Units whose r is at the Poisson limit are counted, which is no fault.
 */
public final class BoundaryParameters implements Diagnostic {
    @Override
    public String name() {
        return "boundary-parameters";
    }

    @Override
    public Topic topic() {
        return Topic.PARAMETERS;
    }

    @Override
    public boolean isQuick() {
        return true;
    }

    @Override
    public Finding examine(Subject subject) {
        Model model = subject.fit().model();
        BinnedCounts counts = subject.counts();
        int[] offsets = offsetsAtBound(model, counts);
        int[] loadings = loadingsAtBound(model, subject.fit().posterior());
        int[] smallest = units(model, n -> model.shapeOf(n) <= ParameterBounds.SMALLEST_DISPERSION * 1.001);
        int[] limits = units(model, n -> model.shapeOf(n) >= ParameterBounds.POISSON_LIMIT);
        double radius = Eigen.spectralRadius(model.dynamics().a());
        double slowest = radius >= 1 ? Double.POSITIVE_INFINITY : -model.binSeconds() / Math.log(radius);
        double duration = counts.bins() * counts.binSeconds();
        Measured measured = Measured.NOTHING
                .with("units_with_offset_at_bound", offsets)
                .with("units_with_loading_at_bound", loadings)
                .with("units_with_smallest_dispersion", smallest)
                .with("units_at_poisson_limit", limits)
                .with("spectral_radius", radius)
                .with("slowest_seconds", slowest);
        List<String> found = new ArrayList<>();
        add(found, offsets, "offset d at its lower bound");
        add(found, loadings, "loading at its bound (log-rate sd " + ParameterBounds.LARGEST_LOG_RATE_SD + ")");
        add(found, smallest, "dispersion r at its smallest value (" + ParameterBounds.SMALLEST_DISPERSION + ")");
        boolean isAtEdge = !(slowest <= duration);
        String dynamics = String.format(
                Locale.ROOT,
                "spectral radius of A %.5f (slowest time constant %s of %.4g s of data)",
                radius,
                Double.isInfinite(slowest) ? "unlimited" : String.format(Locale.ROOT, "%.3g s", slowest),
                duration);
        found.add(dynamics);
        if (limits.length > 0) {
            found.add("r at the Poisson limit in " + limits.length + " of " + model.units()
                    + " units, which is no fault");
        }
        return finding(found, measured, found.size() > (limits.length > 0 ? 2 : 1), isAtEdge);
    }

    private Finding finding(List<String> found, Measured measured, boolean units, boolean isAtEdge) {
        String sentence = String.join("; ", found) + ".";
        sentence = Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
        if (!units && !isAtEdge) {
            return Finding.satisfactory(name(), sentence, measured);
        }
        List<String> meaning = new ArrayList<>();
        List<String> remedy = new ArrayList<>();
        if (units) {
            meaning.add("The likelihood of these units has its maximum beyond what is allowed; their error bars mean"
                    + " little, and they may carry a latent by themselves.");
            remedy.add("Look at their spikes for a few bins with all of them; leave them out with --units, or give"
                    + " loadings a stronger prior (--loading-sd).");
        }
        if (isAtEdge) {
            meaning.add("A latent state does not return within the data: it describes a drift, and simulations or"
                    + " predictions run away with it.");
            remedy.add("Fit a shorter time (--time), shorter segments (--segment), or fewer latents.");
        }
        return Finding.unsatisfactory(name(), sentence, measured)
                .because(String.join(" ", meaning), String.join(" ", remedy));
    }

    private static void add(List<String> found, int[] units, String what) {
        if (units.length > 0) {
            found.add(what + " in " + UnitNumbers.listed(units));
        }
    }

    /** Units that spike and yet have the smallest offset; silent ones have a check of their own. */
    private static int[] offsetsAtBound(Model model, BinnedCounts counts) {
        double[] smallest = ParameterBounds.smallestOffsets(counts);
        long[] spikes = counts.spikesPerUnit();
        return units(model, n -> spikes[n] > 0 && model.emission().offset()[n] <= smallest[n] + ParameterBounds.NEAR);
    }

    private static int[] loadingsAtBound(Model model, Posterior posterior) {
        Matrix second = secondMoment(posterior);
        double limit = Math.pow(ParameterBounds.LARGEST_LOG_RATE_SD, 2) * (1 - ParameterBounds.NEAR);
        return units(model, n -> {
            double[] c = model.emission().loading().row(n);
            double[] sc = second.times(c);
            double variance = 0;
            for (int i = 0; i < c.length; i++) {
                variance += c[i] * sc[i];
            }
            return variance >= limit;
        });
    }

    /** E[x x'] averaged over bins, D×D. */
    private static Matrix secondMoment(Posterior q) {
        int d = q.latents();
        double[] sum = new double[d * d];
        for (int t = 0; t < q.bins(); t++) {
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    sum[i * d + j] += q.covariance()[(t * d + i) * d + j] + q.mean()[t * d + i] * q.mean()[t * d + j];
                }
            }
        }
        return Matrix.of(d, d, sum).scaled(1.0 / q.bins());
    }

    private static int[] units(Model model, IntPredicate which) {
        return IntStream.range(0, model.units()).filter(which).map(n -> n + 1).toArray();
    }
}
