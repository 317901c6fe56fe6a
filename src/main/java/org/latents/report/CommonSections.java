package org.latents.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latents.data.BinnedCounts;
import org.latents.data.Dataset;
import org.latents.fit.FitResult;
import org.latents.random.Seed;

/** Sections that every report has: what was loaded, how to make it again, what the numbers mean. */
final class CommonSections {
    private static final int SHORT_HASH = 12;
    private static final int MOST_OPEN_ROWS = 8;

    private CommonSections() {}

    static Section data(Dataset data) {
        BinnedCounts counts = data.counts();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Facts(facts(data, counts)));
        if (!data.notes().isEmpty()) {
            blocks.add(new Block.Bullets(data.notes()));
        }
        blocks.addAll(dropped(data));
        return new Section("data", "What was loaded", blocks);
    }

    private static List<Block.Fact> facts(Dataset data, BinnedCounts counts) {
        List<Dataset.TrialRow> kept = data.keptTrials();
        long keptUnits = data.keptUnits().size();
        List<Block.Fact> facts = new ArrayList<>();
        facts.add(new Block.Fact("File", data.source().file()));
        facts.add(new Block.Fact("Format", data.source().format()));
        facts.add(new Block.Fact("SHA-256", shortened(data.source().sha256())));
        facts.add(new Block.Fact(
                "Units", Numbers.count(keptUnits) + " of " + data.units().size()));
        facts.add(new Block.Fact(
                "Trials or segments",
                Numbers.count(kept.size()) + " of " + data.trials().size()));
        facts.add(new Block.Fact("Spikes in the bins", Numbers.count(counts.spikes())));
        facts.add(
                new Block.Fact("Bins", Numbers.count(counts.bins()) + " of " + Numbers.duration(counts.binSeconds())));
        if (!kept.isEmpty()) {
            facts.add(new Block.Fact(
                    "Session time",
                    Numbers.fixed(kept.get(0).start(), 1) + " to "
                            + Numbers.fixed(kept.get(kept.size() - 1).stop(), 1) + " s"));
        }
        facts.add(new Block.Fact("Mean rate of a unit", Numbers.brief(meanRate(counts)) + " spikes/s"));
        long unobserved = (long) counts.bins() * counts.units()
                - java.util.Arrays.stream(counts.observedBinsPerUnit()).sum();
        if (unobserved > 0) {
            facts.add(new Block.Fact("Cells not observed", Numbers.count(unobserved)));
        }
        data.source()
                .session()
                .forEach((name, value) -> facts.add(new Block.Fact(ModelNames.of(name.replace('_', ' ')), value)));
        return facts;
    }

    private static double meanRate(BinnedCounts counts) {
        long observed = java.util.Arrays.stream(counts.observedBinsPerUnit()).sum();
        return counts.spikes() / (observed * counts.binSeconds());
    }

    private static List<Block> dropped(Dataset data) {
        List<Block> blocks = new ArrayList<>();
        List<Block.Row> units = data.units().stream()
                .filter(unit -> !unit.kept())
                .map(unit -> Block.Row.of(List.of(
                        Integer.toString(unit.number()), unit.id(), Numbers.count(unit.spikes()), unit.reason())))
                .toList();
        if (!units.isEmpty()) {
            blocks.add(new Block.Numbers(
                    ModelNames.plural(units.size(), "unit") + " left out",
                    List.of("Unit", "Id", "Spikes", "Reason"),
                    units,
                    "",
                    units.size() > MOST_OPEN_ROWS));
        }
        Map<String, Integer> reasons = new LinkedHashMap<>();
        data.trials().stream().filter(t -> !t.kept()).forEach(t -> reasons.merge(t.reason(), 1, Integer::sum));
        if (!reasons.isEmpty()) {
            List<Block.Row> rows = reasons.entrySet().stream()
                    .map(e -> Block.Row.of(List.of(e.getKey(), Integer.toString(e.getValue()))))
                    .toList();
            blocks.add(new Block.Numbers("Trials or segments left out", List.of("Reason", "Number"), rows, "", false));
        }
        return blocks;
    }

    static List<String> fitRemarks(ShownFit shown) {
        FitResult fit = shown.fit();
        List<String> items = new ArrayList<>();
        String how = switch (fit.termination()) {
            case CONVERGED -> "converged after " + ModelNames.plural(fit.iterations(), "iteration");
            case ITERATION_LIMIT ->
                "stopped at the limit of " + ModelNames.plural(fit.iterations(), "iteration")
                        + " before it converged: its numbers may still move";
            case FAILED -> "failed";
        };
        items.add(shown.label() + ": learning " + how + ".");
        fit.remarks().forEach(remark -> items.add(shown.label() + ": " + remark));
        return items;
    }

    static Block timeScales(List<ShownFit> fits) {
        List<Block.Row> rows = new ArrayList<>();
        boolean growing = false;
        for (ShownFit shown : fits) {
            for (Spectrum.Eigenvalue value : Spectrum.of(shown.fit())) {
                String imaginary = value.imaginary() == 0 ? "0" : Numbers.signed(value.imaginary(), 4);
                growing |= Double.isNaN(value.tauMilliseconds());
                rows.add(new Block.Row(
                        java.util.Optional.of(shown.role()),
                        List.of(
                                shown.label(),
                                Numbers.fixed(value.real(), 4),
                                imaginary,
                                Numbers.fixed(value.modulus(), 4),
                                Numbers.brief(value.tauMilliseconds()),
                                Numbers.brief(value.hertz()))));
            }
        }
        return new Block.Numbers(
                "Eigenvalues of A",
                List.of("Model", "Real", "Imaginary", "Modulus", "Time constant (ms)", "Frequency (Hz)"),
                rows,
                growing ? "— no time constant: the modulus is 1 or more, so the state does not decay." : "",
                rows.size() > 2 * MOST_OPEN_ROWS);
    }

    static Section reproduction(RunNote run, Dataset data, Seed seed) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Code(run.command()));
        blocks.add(new Block.Facts(List.of(
                new Block.Fact("Latents version", run.version()),
                new Block.Fact("Seed", Long.toString(seed.value())),
                new Block.Fact("Machine", run.environment()),
                new Block.Fact("Finished", run.finished()),
                new Block.Fact("Time taken", Numbers.duration(run.seconds())),
                new Block.Fact("SHA-256 of the data", data.source().sha256()))));
        if (!run.warnings().isEmpty()) {
            blocks.add(new Block.Bullets(run.warnings()));
        }
        blocks.add(
                new Block.Paragraph("The same command, data and seed give the same numbers for any number of threads."
                        + " To cite: name Latents " + run.version()
                        + ", the recording with its SHA-256, the seed, and the method (Poisson linear dynamical"
                        + " systems: Macke et al., NIPS 2011; conjugate-computation variational inference: Khan and"
                        + " Lin, AISTATS 2017; co-smoothing: Pei et al., NeurIPS Datasets and Benchmarks 2021)."));
        return new Section("reproduce", "How to make it again", blocks);
    }

    static Section glossary(boolean withHeldOut) {
        List<Block.Fact> facts = new ArrayList<>();
        facts.add(new Block.Fact(
                "ELBO",
                "Evidence lower bound, in nats: at most the log probability of the data under the"
                        + " model. Larger is better, on the same data only; it favours the negative binomial a"
                        + " little."));
        facts.add(new Block.Fact("Nat", "Unit of log probability with the natural logarithm; 1 nat is 1.44 bits."));
        if (withHeldOut) {
            facts.add(new Block.Fact(
                    "Bits per spike",
                    "How much better than its mean rate a unit's held-out spikes are"
                            + " predicted, per spike. 0 is no better; 1 means spikes are twice as probable."));
            facts.add(new Block.Fact(
                    "Log score",
                    "Log probability of held-out counts under a model's own distribution, in nats."
                            + " It sees dispersion, which bits per spike do not."));
        }
        facts.add(new Block.Fact(
                "Dispersion r",
                "Given the rate, counts vary as μ + μ²/r. Small r: bursty counts; large r:" + " Poisson."));
        facts.add(new Block.Fact(
                "Latent",
                "A hidden state shared by the units, that follows linear dynamics with noise. Its"
                        + " scale and sign are conventions."));
        facts.add(new Block.Fact("Time constant", "After this time a disturbance of the state has fallen to 37 %."));
        return new Section("glossary", "What the numbers mean", List.of(new Block.Facts(facts)));
    }

    static String subtitle(Dataset data, RunNote run) {
        return data.source().file() + " · " + ModelNames.plural(data.counts().units(), "unit") + " · "
                + ModelNames.plural(data.counts().spikes(), "spike") + " · bins of "
                + Numbers.duration(data.counts().binSeconds()) + " · Latents " + run.version();
    }

    private static String shortened(String hash) {
        return hash.length() > SHORT_HASH ? hash.substring(0, SHORT_HASH) + "…" : hash;
    }
}
