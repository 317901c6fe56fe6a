package org.latents.diagnostic;

import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Whether every latent carries information: counts must take away at least 5 % of its prior variance. The latents are
 * those of the canonical basis that a fit is reported in, ordered by the variance of the log rates they explain.
 */
public final class Collapse implements Diagnostic {
    private static final double LARGEST_RATIO = 0.95;

    @Override
    public String name() {
        return "collapse";
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
        LatentInformation information = LatentInformation.of(
                subject.fit().model().dynamics(), subject.fit().posterior(), subject.counts());
        double[] ratio = information.varianceRatio();
        int[] idle = IntStream.range(0, ratio.length)
                .filter(i -> !(ratio[i] <= LARGEST_RATIO))
                .map(i -> i + 1)
                .toArray();
        Measured measured = Measured.NOTHING
                .with("information_bits_per_second", information.bitsPerSecond())
                .with("variance_ratio", ratio)
                .with("total_bits_per_second", information.total())
                .with("idle_latents", idle);
        int carrying = ratio.length - idle.length;
        String found = carrying + " of " + ratio.length + (ratio.length == 1 ? " latent carries" : " latents carry")
                + " information: " + listed(information.bitsPerSecond(), "%.3g") + " bits per second, "
                + listed(ratio, "%.2f") + " of the prior variance left.";
        if (idle.length == 0) {
            return Finding.satisfactory(name(), found, measured);
        }
        return Finding.unsatisfactory(name(), found, measured)
                .because(
                        "The posterior of a latent without information is its prior: what it shows is made up by the"
                                + " dynamics, not seen in the counts.",
                        carrying == 0
                                ? "Use wider bins, more units or longer data; constant rates may be all there is."
                                : "Fit with --latents " + carrying + ", or choose their number with"
                                        + " latents compare --latents 1:" + ratio.length + ".");
    }

    private static String listed(double[] values, String format) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            text.append(i == 0 ? "" : ", ").append(String.format(Locale.ROOT, format, values[i]));
        }
        return text.toString();
    }
}
