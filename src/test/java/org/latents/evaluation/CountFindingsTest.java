package org.latents.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.latents.data.BinnedCounts;
import org.latents.diagnostic.CountChecks;
import org.latents.diagnostic.UnitDispersion;
import org.latents.execution.TaskRunners;
import org.latents.fit.FitListener;
import org.latents.fit.FitOptions;
import org.latents.fit.FitResult;
import org.latents.fit.ModelFitter;
import org.latents.inference.InferenceOutcome;
import org.latents.inference.VariationalInference;
import org.latents.model.Model;
import org.latents.random.Seed;

class CountFindingsTest {
    @Test
    void everyHeldOutCellIsCheckedOnce() {
        Model model = EvaluationFixtures.poisson();
        BinnedCounts counts = EvaluationFixtures.draw(model, 10, 40, 3);
        Comparison comparison = compare(counts, model);
        CountChecks checks = comparison.counts().models().get(0).checks();
        assertThat(checks.all().moments().cells()).isEqualTo(10 * 40 * EvaluationFixtures.UNITS);
        assertThat(checks.all().moments().observedMean())
                .isCloseTo(counts.spikes() / (10.0 * 40 * EvaluationFixtures.UNITS), within(1e-12));
        assertThat(checks.units()).hasSize(EvaluationFixtures.UNITS);
        assertThat(comparison.counts().heldOut()).isTrue();
    }

    @Test
    void largeDataAreCheckedOnEveryKthStretchOfBins() {
        Model model = EvaluationFixtures.poisson();
        BinnedCounts counts = EvaluationFixtures.draw(model, 1, 2000, 5);
        FitResult fit = ModelFitter.fit(
                counts,
                EvaluationFixtures.options("poisson"),
                Optional.empty(),
                TaskRunners.serial(),
                FitListener.NONE);
        double cells = 2000.0 * EvaluationFixtures.UNITS;
        CountChecks all = CountScan.inSample(fit, counts, new Seed(1), cells);
        CountChecks third = CountScan.inSample(fit, counts, new Seed(1), cells / 3);
        assertThat(all.all().moments().cells()).isEqualTo((long) cells);
        // stretches 0, 3, 6 and 9 of ten
        assertThat(third.all().moments().cells()).isEqualTo(4 * 200L * EvaluationFixtures.UNITS);
    }

    @Test
    void theTruthPassesOnHeldOutCounts() {
        int beyond = 0;
        int checks = 0;
        for (int i = 0; i < 8; i++) {
            Model model = EvaluationFixtures.poisson();
            CountChecks.Summary all = compare(EvaluationFixtures.draw(model, 12, 40, 40 + i), model)
                    .counts()
                    .models()
                    .get(0)
                    .checks()
                    .all();
            double lag = (all.residuals().lagOne() - all.residuals().lagOneExpected())
                    / all.residuals().lagOneError();
            double[] z = {
                all.calibration().logarithmic(),
                all.calibration().ranked(),
                all.calibration().dawidSebastiani(),
                (all.residuals().pearson() - 1) / all.residuals().pearsonError(),
                lag
            };
            beyond += (int)
                    DoubleStream.of(z).filter(value -> Math.abs(value) > 2.2).count();
            checks += z.length;
        }
        assertThat(beyond).isLessThan(9); // 40 checks of which 2 exceed the 5 % point of t with 11 degrees; three sd
        assertThat(checks).isEqualTo(40);
    }

    @Test
    void overDispersionIsSeenInHeldOutCountsUnderPoisson() {
        BinnedCounts counts = EvaluationFixtures.draw(EvaluationFixtures.negativeBinomial(1), 12, 60, 5);
        CountChecks.Summary all = compare(counts, EvaluationFixtures.poisson())
                .counts()
                .models()
                .get(0)
                .checks()
                .all();
        assertThat(all.residuals().pearson() - 1)
                .isGreaterThan(3 * all.residuals().pearsonError());
        assertThat(all.calibration().dawidSebastiani()).isGreaterThan(3);
    }

    @Test
    void aFitIsCheckedOnItsOwnCounts() {
        BinnedCounts counts = EvaluationFixtures.draw(EvaluationFixtures.negativeBinomial(2), 12, 50, 6);
        FitResult fit = fit(counts, "negbin");
        CountFindings findings = CountFindings.ofFit(fit, counts, TaskRunners.serial());
        assertThat(findings.heldOut()).isFalse();
        CountChecks.Moments moments = findings.models().get(0).checks().all().moments();
        assertThat(moments.expectedMean()).isCloseTo(moments.observedMean(), within(0.02 * moments.observedMean()));
        UnitDispersions dispersion = findings.dispersion().orElseThrow();
        assertThat(dispersion.testedWith()).isEqualTo("negbin");
        for (int n = 0; n < EvaluationFixtures.UNITS; n++) {
            // the estimate repeats the last M-step of the fit, whose r still moves by a little at each
            double learnt = fit.model().shapeOf(n);
            assertThat(dispersion.units().get(n).low()).isLessThan(learnt);
            assertThat(dispersion.units().get(n).high()).isGreaterThan(learnt);
        }
        assertThat(CountFindings.ofFit(fit(counts, "poisson"), counts, TaskRunners.serial())
                        .dispersion())
                .isEmpty();
    }

    @Test
    void thePoissonFitTestsWhereThereIsOne() {
        BinnedCounts counts = EvaluationFixtures.draw(EvaluationFixtures.negativeBinomial(1), 10, 50, 7);
        FitResult poisson = fit(counts, "poisson");
        FitResult negbin = fit(counts, "negbin");
        UnitDispersions both = CountFindings.dispersionOf(List.of(poisson, negbin), counts, TaskRunners.serial())
                .orElseThrow();
        UnitDispersions alone = CountFindings.dispersionOf(List.of(negbin), counts, TaskRunners.serial())
                .orElseThrow();
        assertThat(both.testedWith()).isEqualTo("poisson");
        assertThat(alone.testedWith()).isEqualTo("negbin");
        for (int n = 0; n < EvaluationFixtures.UNITS; n++) {
            assertThat(both.units().get(n).dispersion())
                    .isEqualTo(alone.units().get(n).dispersion());
        }
        assertThat(CountFindings.dispersionOf(List.of(poisson), counts, TaskRunners.serial()))
                .isEmpty();
    }

    @Test
    void theSentenceCountsUnits() {
        UnitDispersion strong = new UnitDispersion(1, 0.5, 2, 40, 1e-10);
        UnitDispersion none = new UnitDispersion(1000, 5, Double.POSITIVE_INFINITY, 0, 1);
        assertThat(UnitDispersions.of(List.of(strong, none, none), "poisson").sentence())
                .isEqualTo("1 of 3 units is over-dispersed at 5 % false discovery rate.");
        assertThat(UnitDispersions.of(List.of(none, none, UnitDispersion.UNKNOWN), "poisson")
                        .sentence())
                .isEqualTo(
                        "0 of 2 units are over-dispersed at 5 % false discovery rate, 1 without spikes not counted.");
    }

    @Test
    void theMixtureHasTheMomentsOfItsProbabilities() {
        MixedCount mixed = new MixedCount(new org.latents.observation.NegativeBinomialLikelihood(), 2).at(0.3, 0.4);
        double mean = 0;
        double square = 0;
        for (int y = 0; y < 400; y++) {
            mean += y * mixed.probability(y);
            square += (double) y * y * mixed.probability(y);
        }
        // the table is right to 1e-8, and beyond 400 the tail of r = 2 with a lognormal mean holds less
        assertThat(mixed.mean()).isCloseTo(mean, within(1e-6));
        assertThat(mixed.variance()).isCloseTo(square - mean * mean, within(1e-4));
    }

    @Test
    void covariancesWithTheNextBinAreThoseOfThePosterior() {
        Model model = EvaluationFixtures.poisson();
        BinnedCounts counts = EvaluationFixtures.draw(model, 2, 5, 8);
        InferenceOutcome outcome = VariationalInference.withDefaults().infer(model, counts, TaskRunners.serial());
        LogMeans means = new LogMeans(model, outcome.posterior(), 1);
        assertThat(means.covarianceWithNext(0))
                .isCloseTo(0.64 * outcome.posterior().lagCovariance()[0], within(1e-12)); // loading −0.8 squared
        assertThat(means.covarianceWithNext(4)).isZero();
    }

    private static Comparison compare(BinnedCounts counts, Model model) {
        return EvaluationFixtures.compare(
                counts,
                EvaluationFixtures.always(model),
                HeldOutPrediction.View.WITHOUT_PREDICTED,
                ComparisonOptions.forTrials(new Seed(4)),
                "poisson");
    }

    private static FitResult fit(BinnedCounts counts, String likelihood) {
        FitOptions options = FitOptions.withDefaults(1, likelihood, new Seed(1));
        return ModelFitter.fit(counts, options, Optional.empty(), TaskRunners.serial(), FitListener.NONE);
    }
}
