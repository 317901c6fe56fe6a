package org.latents.diagnostic;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Whether every unit has a spike in the fitted bins; those with fewer than ten are counted beside. */
public final class SilentUnits implements Diagnostic {
    private static final int FEW = 10;

    @Override
    public String name() {
        return "silent-units";
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
        long[] spikes = subject.counts().spikesPerUnit();
        int[] silent = IntStream.range(0, spikes.length)
                .filter(n -> spikes[n] == 0)
                .map(n -> n + 1)
                .toArray();
        long few = Arrays.stream(spikes).filter(sum -> sum > 0 && sum < FEW).count();
        Measured measured = Measured.NOTHING
                .with("units", spikes.length)
                .with("silent_units", silent)
                .with("units_below_10_spikes", few);
        String rest = few == 0 ? "" : "; " + few + (few == 1 ? " has" : " have") + " fewer than " + FEW;
        if (silent.length == 0) {
            return Finding.satisfactory(
                    name(), "All " + spikes.length + " units have spikes in the fitted bins" + rest + ".", measured);
        }
        return Finding.unsatisfactory(
                        name(),
                        silent.length + " of " + spikes.length + " units have no spike in the fitted bins ("
                                + UnitNumbers.listed(silent) + ")" + rest + ".",
                        measured)
                .because(
                        "Nothing can be learnt about them; they stay at the lowest rate that is allowed.",
                        "Leave them out, such as with --units 'rate>0.05', or fit a time in which they spike.");
    }
}
