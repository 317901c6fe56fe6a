package org.latents.evaluation;

import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.latents.diagnostic.Diagnostic;
import org.latents.diagnostic.Finding;
import org.latents.diagnostic.Measured;
import org.latents.diagnostic.Subject;

/**
 * Whether counts that inference did not see vary as much as predicted ({@link HiddenCells}): the ratio of weighted sums
 * of (y − μ)² and of Var y. Fails where that differs from 1 by more than 0.05 over all units, and by more than chance
 * at 1 %, or where a unit's does by more than 0.1 at a false discovery rate of 1 %.
 */
public final class Dispersion implements Diagnostic {
    private static final double MATTERS = 0.05;
    private static final double MATTERS_IN_A_UNIT = 0.1;
    private static final int SHOWN = 6;

    @Override
    public String name() {
        return "dispersion";
    }

    @Override
    public Topic topic() {
        return Topic.PREDICTION;
    }

    @Override
    public boolean isQuick() {
        return false;
    }

    @Override
    public Finding examine(Subject subject) {
        HiddenCells hidden = HiddenCells.of(subject);
        ClusteredMean all = hidden.dispersion();
        if (Double.isNaN(all.p())) {
            return Finding.notChecked(name(), "Too few cells were observed to hide some of them.");
        }
        int[] units = IntStream.of(hidden.unusualUnits())
                .filter(n -> Math.abs(hidden.unitDispersion().get(n - 1).value()) > MATTERS_IN_A_UNIT)
                .toArray();
        Measured measured = Measured.NOTHING
                .with("ratio", 1 + all.value())
                .with("standard_error", all.standardError())
                .with("p_value", all.p())
                .with(
                        "ratio_per_unit",
                        hidden.unitDispersion().stream()
                                .mapToDouble(unit -> 1 + unit.value())
                                .toArray())
                .with("unusual_units", units);
        String found = String.format(
                Locale.ROOT,
                "Hidden counts have %.3f (± %.3f) times the variance predicted; in %d of %d units the ratio differs"
                        + " from 1%s.",
                1 + all.value(),
                all.standardError(),
                units.length,
                hidden.unitDispersion().size(),
                units.length == 0 ? "" : " (" + listed(units, hidden) + ")");
        if (units.length == 0 && !all.isBeyond(MATTERS)) {
            return Finding.satisfactory(name(), found, measured);
        }
        long over = IntStream.of(units)
                .filter(n -> hidden.unitDispersion().get(n - 1).value() > 0)
                .count();
        boolean isOver = units.length == 0 ? all.value() > 0 : 2 * over >= units.length;
        boolean isPoisson = subject.fit().model().shape().length == 0;
        return Finding.unsatisfactory(name(), found, measured)
                .because(
                        isOver
                                ? "Counts scatter more than the model allows: likelihoods, and error bars of latents,"
                                        + " trust single counts too much."
                                : "Counts scatter less than the model allows, as regular firing does.",
                        remedy(isOver, isPoisson));
    }

    /** The units with their ratios, furthest from 1 first, at most six. */
    private static String listed(int[] units, HiddenCells hidden) {
        String shown = IntStream.of(units)
                .boxed()
                .sorted(Comparator.comparingDouble(
                        n -> -Math.abs(hidden.unitDispersion().get(n - 1).value())))
                .limit(SHOWN)
                .map(n -> String.format(
                        Locale.ROOT,
                        "%d: %.2f",
                        n,
                        1 + hidden.unitDispersion().get(n - 1).value()))
                .collect(Collectors.joining(", "));
        return (units.length == 1 ? "unit " : "units ") + shown + (units.length > SHOWN ? ", …" : "");
    }

    private static String remedy(boolean isOver, boolean isPoisson) {
        if (isOver) {
            return isPoisson
                    ? "Fit with --likelihood negbin, or with more latents."
                    : "Fit with more latents; look at the spikes of these units for bursts and artefacts.";
        }
        return isPoisson
                ? "Wider or narrower bins change it; no likelihood here describes regular firing."
                : "Fit with --likelihood poisson.";
    }
}
