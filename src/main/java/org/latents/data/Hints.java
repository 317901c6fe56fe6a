package org.latents.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.latents.data.Inspection.UnitLine;

/** What in a recording may not be what its owner thinks it is. */
final class Hints {
    private static final double LATE_START_SECONDS = 60;
    private static final double LARGE_SHARE = 0.5;
    private static final double MANY_VIOLATIONS = 0.01;

    private Hints() {}

    static List<String> of(Recording recording, SpikeTrains trains, List<UnitLine> units, ObservedTime observed) {
        List<String> hints = new ArrayList<>();
        if (!observed.spikes().isEmpty()) {
            timeUnit(recording, trains, observed).ifPresent(hints::add);
            double start = observed.spikes().least();
            if (start > LATE_START_SECONDS) {
                hints.add(String.format(
                        Locale.ROOT, "The session starts at %.0f s, not at 0; --time counts from there too.", start));
            }
        }
        hints.addAll(of(units));
        long poor = units.stream().filter(u -> u.refractory() > MANY_VIOLATIONS).count();
        if (poor > 0) {
            hints.add(poor + " of " + units.size() + " units have more than 1 % of their intervals below 2 ms; they may"
                    + " not be single units (--units 'refractory_violations < 0.01').");
        }
        if (!units.isEmpty() && recording.trials().filter(t -> t.size() > 0).isEmpty()) {
            List<String> others =
                    recording.intervals().stream().map(IntervalTable::name).toList();
            hints.add("There are no trials; time is cut into segments of 2 s"
                    + (others.isEmpty() ? "." : ", or --intervals takes " + String.join(", ", others) + "."));
        }
        return hints;
    }

    static List<String> of(List<UnitLine> units) {
        List<String> hints = new ArrayList<>();
        long all = units.stream().mapToLong(UnitLine::spikes).sum();
        UnitLine busiest =
                units.stream().max(Comparator.comparingLong(UnitLine::spikes)).orElse(null);
        if (units.size() > 2 && all > 0 && busiest.spikes() > LARGE_SHARE * all) {
            hints.add(String.format(
                    Locale.ROOT,
                    "Unit %d alone has %.0f %% of the spikes of %d units; it may be multi-unit activity or noise.",
                    busiest.number(),
                    100.0 * busiest.spikes() / all,
                    units.size()));
        }
        long silent = units.stream().filter(u -> u.spikes() == 0).count();
        if (silent > 0) {
            hints.add(silent + " of " + units.size() + " units have no spikes.");
        }
        return hints;
    }

    /** Returns why the spike times may not be seconds, if there is a sign of it. */
    static Optional<String> timeUnit(Recording recording, SpikeTrains trains, ObservedTime observed) {
        double end = observed.spikes().greatest();
        long whole = 0;
        long finite = 0;
        for (int unit = 0; unit < trains.units(); unit++) {
            whole += trains.summary(unit).defects().whole();
            finite += trains.summary(unit).finite();
        }
        boolean allWhole = finite > 20 && whole == finite;
        double other = endOfTheRest(recording);
        double ratio = other > 0 ? end / other : Double.NaN;
        double hertz = finite / Math.max(1e-9, observed.spikes().length()) / Math.max(1, trains.units());
        boolean slow = observed.spikes().length() > 3600 && hertz < 0.02;
        String found = String.format(Locale.ROOT, "The last spike is at %.6g s", end);
        if (ratio > 200 && ratio < 5000) {
            return Optional.of(found
                    + String.format(
                            Locale.ROOT,
                            ", but the tables and series end at %.6g s; this looks like milliseconds.",
                            other));
        }
        if (allWhole && end > 1000) {
            return Optional.of(
                    found + " and all spike times are whole numbers; this looks like sample numbers or milliseconds.");
        }
        if (slow) {
            return Optional.of(found
                    + String.format(
                            Locale.ROOT,
                            " and units fire %.2g spikes/s on average; this looks like milliseconds.",
                            hertz));
        }
        return Optional.empty();
    }

    /** Last time of tables, observation intervals and series, 0 if there is none. */
    private static double endOfTheRest(Recording recording) {
        double end = 0;
        for (IntervalTable table : recording.intervals()) {
            for (int row = 0; row < table.size(); row++) {
                end = Double.isFinite(table.stop(row)) ? Math.max(end, table.stop(row)) : end;
            }
        }
        for (Covariate covariate : recording.covariates()) {
            double last = covariate.timing().last();
            end = Double.isFinite(last) ? Math.max(end, last) : end;
        }
        return end;
    }
}
