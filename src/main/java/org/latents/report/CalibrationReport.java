package org.latents.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latents.calibration.Calibration;
import org.latents.calibration.Coverage;
import org.latents.calibration.DataAveraged;
import org.latents.calibration.QuantityResult;
import org.latents.calibration.Simulated;
import org.latents.calibration.Verdict;

/** The report of a study of calibration. */
public final class CalibrationReport {
    private static final int MOST_OPEN_ROWS = 60;
    private static final int MOST_FAILURES = 50;
    private static final int MOST_SENTENCES = 6;
    private static final double SMALLEST_SHOWN = 1e-6;
    private static final double LARGE_PARETO_K = 0.7;

    private CalibrationReport() {}

    /** Returns the report. */
    public static RenderedReport render(StudyNote study, Calibration result, RunNote run) {
        List<Section> sections = new ArrayList<>();
        sections.add(verdict(result));
        if (!result.quantities().isEmpty()) {
            sections.add(quantities(result));
            sections.add(figures(result));
            sections.add(inference(result));
        }
        sections.add(simulations(study, result));
        sections.add(reproduction(study, run));
        sections.add(glossary());
        String subtitle = study.purpose();
        return new ReportPage("Calibration: " + study.name(), subtitle, sections, "Latents " + run.version()).render();
    }

    private static Section verdict(Calibration result) {
        List<String> sentences = result.sentences();
        return new Section(
                "verdict",
                "Verdict",
                List.of(new Block.Verdict(sentences.get(0), sentences.subList(1, sentences.size()))));
    }

    private static Section quantities(Calibration result) {
        List<Block> blocks = new ArrayList<>();
        List<QuantityResult> notable = result.quantities().stream()
                .filter(q -> q.verdict().kind() != Verdict.Kind.INSIDE)
                .toList();
        List<String> sentences = new ArrayList<>(notable.stream()
                .limit(MOST_SENTENCES)
                .map(q -> q.quantity().name() + ": " + q.verdict().sentence())
                .toList());
        if (notable.size() > MOST_SENTENCES) {
            sentences.add("The other " + (notable.size() - MOST_SENTENCES)
                    + " have their sentences in calibration.json and their numbers in the table.");
        }
        if (!sentences.isEmpty()) {
            blocks.add(new Block.Bullets(sentences));
        }
        List<Block.Row> rows =
                result.quantities().stream().map(CalibrationReport::row).toList();
        blocks.add(new Block.Numbers(
                "Quantities",
                List.of(
                        "Quantity",
                        "90 % covers (%)",
                        "95 % interval",
                        "True spread / sd",
                        "Bias (sd)",
                        "Contraction",
                        "p over all",
                        "Finding"),
                rows,
                "p over all: exact tests of band, bias and width, by Holm over all quantities; rejected at or below "
                        + Numbers.brief(result.level()) + ". Bias: above 0 the truth lies above the posterior.",
                rows.size() > MOST_OPEN_ROWS));
        return new Section("quantities", "Quantities", blocks);
    }

    private static Block.Row row(QuantityResult result) {
        Coverage coverage = result.coverageAt(0.9);
        return new Block.Row(
                Optional.of(Role.tested(result.verdict().isRejected())),
                List.of(
                        result.quantity().name(),
                        Numbers.fixed(100 * coverage.covered(), 1),
                        Numbers.fixed(100 * coverage.interval().low(), 1) + "–"
                                + Numbers.fixed(100 * coverage.interval().high(), 1),
                        Numbers.fixed(result.spread().width(), 3),
                        Numbers.signed(result.spread().bias(), 3),
                        Numbers.fixed(result.contraction().orElse(Double.NaN), 2),
                        probability(result.tests().adjusted()),
                        result.verdict().kind().key().replace('-', ' ')));
    }

    private static String probability(double p) {
        return p < SMALLEST_SHOWN ? "< 1e−6" : Numbers.brief(p);
    }

    private static Section figures(Calibration result) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Drawing(CalibrationFigures.ecdf(result)));
        blocks.add(new Block.Drawing(CalibrationFigures.coverage(result)));
        if (!CalibrationFigures.informed(result).isEmpty()) {
            blocks.add(new Block.Drawing(CalibrationFigures.contraction(result)));
        }
        return new Section("calibration", "Calibration", blocks);
    }

    private static Section inference(Calibration result) {
        List<Block> blocks = new ArrayList<>();
        List<Block.Fact> facts = new ArrayList<>();
        result.divergence()
                .ifPresent(d -> facts.add(new Block.Fact(
                        "Symmetric divergence of exact and reported posterior",
                        Numbers.fixed(d.mean(), 3) + " ± " + Numbers.fixed(d.standardError(), 3)
                                + " nats a simulation")));
        facts.add(new Block.Fact("Fits that did not come to rest", Numbers.count(result.notConverged())));
        double[] paretoK = result.measures(Simulated.PARETO_K);
        if (paretoK.length > 0) {
            long large = Arrays.stream(paretoK).filter(k -> k > LARGE_PARETO_K).count();
            facts.add(new Block.Fact(
                    "Pareto k of the weights",
                    "median " + Numbers.fixed(PredictionFigures.median(paretoK), 2) + ", above 0.7 in " + large + " of "
                            + paretoK.length + " simulations"));
        }
        double[] effective = result.measures(Simulated.EFFECTIVE_DRAWS);
        if (effective.length > 0) {
            facts.add(new Block.Fact(
                    "Effective draws",
                    "median " + Numbers.fixed(PredictionFigures.median(effective), 0) + ", least "
                            + Numbers.fixed(Arrays.stream(effective).min().orElse(0), 0)));
        }
        blocks.add(new Block.Facts(facts));
        blocks.add(averaged(result));
        blocks.add(sideTests(result));
        return new Section("inference", "Quality of the inference", blocks);
    }

    private static Block averaged(Calibration result) {
        List<Block.Row> rows = new ArrayList<>();
        for (QuantityResult quantity : CalibrationFigures.informed(result)) {
            DataAveraged a = quantity.averaged().orElseThrow();
            rows.add(Block.Row.of(List.of(
                    quantity.quantity().name(),
                    Numbers.signed(a.meanDifference(), 3),
                    Numbers.fixed(a.varianceRatio(), 3),
                    Numbers.fixed(a.varianceError(), 3),
                    probability(a.pValue()))));
        }
        return new Block.Numbers(
                "The data-averaged posterior against the prior",
                List.of("Quantity", "Mean minus truth's (sd)", "Variance / truth's", "standard error", "p"),
                rows,
                "Posteriors of all simulations together should be the prior: difference 0, ratio 1. Side figures.",
                true);
    }

    private static Block sideTests(Calibration result) {
        List<Block.Row> rows = new ArrayList<>();
        for (QuantityResult quantity : result.quantities()) {
            QuantityResult.Tests tests = quantity.tests();
            rows.add(Block.Row.of(List.of(
                    quantity.quantity().name(),
                    probability(tests.band()),
                    probability(tests.bias()),
                    probability(tests.width()),
                    probability(tests.symmetry()),
                    probability(tests.kolmogorovSmirnov()),
                    probability(tests.chiSquared()))));
        }
        return new Block.Numbers(
                "p-values of single tests",
                List.of("Quantity", "Band", "Bias", "Width", "Symmetry", "Kolmogorov-Smirnov", "χ²"),
                rows,
                "The verdict rests on band, bias and width; the others are side figures.",
                true);
    }

    private static Section simulations(StudyNote study, Calibration result) {
        List<Block> blocks = new ArrayList<>();
        List<Block.Fact> facts = new ArrayList<>();
        for (Map.Entry<String, String> fact : study.facts().entrySet()) {
            facts.add(new Block.Fact(ModelNames.of(fact.getKey().replace('_', ' ')), fact.getValue()));
        }
        facts.add(new Block.Fact("Simulations planned", Numbers.count(study.planned())));
        facts.add(new Block.Fact(
                "Simulations run", Numbers.count(result.simulated().size())));
        facts.add(new Block.Fact("Fits that failed", Numbers.count(result.failures())));
        blocks.add(new Block.Facts(facts));
        List<Block.Row> failures = result.simulated().stream()
                .filter(s -> s.failure().isPresent())
                .limit(MOST_FAILURES)
                .map(s -> Block.Row.of(
                        List.of(Integer.toString(s.index() + 1), s.failure().orElseThrow())))
                .toList();
        if (!failures.isEmpty()) {
            blocks.add(new Block.Numbers(
                    "Fits that failed",
                    List.of("Simulation", "Reason"),
                    failures,
                    "Coverage in the table is that of the others; the verdict states the worst that these could hide.",
                    failures.size() > 10));
        }
        return new Section("simulations", "Simulations", blocks);
    }

    private static Section reproduction(StudyNote study, RunNote run) {
        return new Section(
                "reproduce",
                "How to make it again",
                List.of(
                        new Block.Code(run.command()),
                        new Block.Facts(List.of(
                                new Block.Fact("Latents version", run.version()),
                                new Block.Fact("Seed", Long.toString(study.seed())),
                                new Block.Fact("Machine", run.environment()),
                                new Block.Fact("Finished", run.finished()),
                                new Block.Fact("Time taken", Numbers.duration(run.seconds())))),
                        new Block.Paragraph("The same command and seed give the same numbers for any number of threads,"
                                + " also when it was stopped and went on. To cite: name Latents " + run.version()
                                + ", the study, its seed, and the method (simulation-based calibration: Talts et al.,"
                                + " arXiv 1804.06788; bands: Säilynoja, Bürkner and Vehtari, Statistics and Computing"
                                + " 2022; symmetry: Yao et al., ICML 2018; symmetric divergence: Domke, NeurIPS"
                                + " 2021).")));
    }

    private static Section glossary() {
        return new Section(
                "glossary",
                "What the numbers mean",
                List.of(new Block.Facts(List.of(
                        new Block.Fact(
                                "Calibration",
                                "Data are simulated with a known truth, fit, and the truth is looked up in the"
                                        + " posterior. Over many simulations it must lie in every tenth of it"
                                        + " one time in ten."),
                        new Block.Fact(
                                "True spread / sd",
                                "How widely the truth lies around the posterior, in its reported standard deviations:"
                                        + " 1 is right, 1.4 means that error bars should be 1.4 times as long."),
                        new Block.Fact(
                                "Bias",
                                "How far the truth lies above (+) or below (−) the posterior on average, in reported"
                                        + " standard deviations."),
                        new Block.Fact(
                                "Contraction",
                                "Share of the prior's variance that the data take away: 1 decided, 0 nothing learnt."),
                        new Block.Fact(
                                "Count to come", "The count of a unit in the bin after the data, predicted from them."),
                        new Block.Fact(
                                "Symmetric divergence",
                                "By how many nats exact and reported posterior of all latents differ, both ways"
                                        + " added; it bounds the gap of the ELBO.")))));
    }
}
