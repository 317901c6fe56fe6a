package org.latents.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latents.data.Dataset;
import org.latents.evaluation.HeldOut;
import org.latents.fit.FitResult;

/** The report of one fit. */
public final class FitReport {
    private FitReport() {}

    /** Returns the report of a fit to the counts of the data. */
    public static RenderedReport render(Dataset data, FitResult fit, RunNote run) {
        return render(data, fit, ShownFindings.NONE, run);
    }

    /** Returns the same with what was found out about the fit. */
    public static RenderedReport render(Dataset data, FitResult fit, ShownFindings found, RunNote run) {
        Optional<ShownHeldOut> heldOut = found.heldOut();
        ShownFit shown = new ShownFit(fit.model().likelihood().name(), fit);
        String title =
                shown.label() + " latent state-space model of " + data.source().file();
        List<Section> sections = new ArrayList<>();
        sections.add(result(shown, heldOut.map(ShownHeldOut::scores)));
        heldOut.ifPresent(scores -> sections.add(new Section(
                "held-out",
                "Prediction of held-out spikes",
                List.of(SchemeSections.fit(fit.model().likelihood().name(), scores)))));
        sections.add(CommonSections.data(data));
        found.evidence().ifPresent(evidence -> sections.add(EvidenceSection.of(shown.name(), evidence)));
        CountSections.of(data, found.counts()).ifPresent(sections::add);
        ParameterSections.of(data, found.parameters()).ifPresent(sections::add);
        sections.addAll(
                FitSections.of(data, List.of(shown), shown, found.counts().dispersion()));
        sections.add(CommonSections.reproduction(run, data, fit.seed()));
        sections.add(CommonSections.glossary(heldOut.isPresent()));
        return new ReportPage(title, CommonSections.subtitle(data, run), sections, "Latents " + run.version()).render();
    }

    private static Section result(ShownFit shown, Optional<HeldOut> heldOut) {
        FitResult fit = shown.fit();
        List<Block.Fact> facts = new ArrayList<>();
        facts.add(new Block.Fact("Latents", Integer.toString(fit.model().latents())));
        facts.add(new Block.Fact("Free parameters", Numbers.count(fit.model().freeParameters())));
        facts.add(new Block.Fact("ELBO", Numbers.fixed(fit.elbo(), 1) + " nats"));
        facts.add(new Block.Fact("Expected log likelihood", Numbers.fixed(fit.expectedLogLikelihood(), 1) + " nats"));
        facts.add(new Block.Fact("KL to the prior", Numbers.fixed(fit.kl(), 1) + " nats"));
        heldOut.ifPresent(score ->
                facts.add(new Block.Fact("Held out", Numbers.signed(score.coBitsPerSpike(), 4) + " bits per spike")));
        return new Section(
                "result", "Result", List.of(new Block.Verdict(sentence(shown), fit.remarks()), new Block.Facts(facts)));
    }

    private static String sentence(ShownFit shown) {
        FitResult fit = shown.fit();
        List<Spectrum.Eigenvalue> values = Spectrum.of(fit);
        String slowest = values.isEmpty() || Double.isNaN(values.get(0).tauMilliseconds())
                ? ""
                : "; the slowest time constant is "
                        + Numbers.duration(values.get(0).tauMilliseconds() / 1000);
        String ending = switch (fit.termination()) {
            case CONVERGED -> "Learning converged";
            case ITERATION_LIMIT -> "Learning stopped at its iteration limit, before it converged,";
            case FAILED -> "Learning failed";
        };
        return ending + " after " + ModelNames.plural(fit.iterations(), "iteration") + " with "
                + ModelNames.plural(fit.model().latents(), "latent") + slowest + ".";
    }
}
