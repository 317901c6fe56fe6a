package org.latents.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latents.random.Seed;

/**
 * What every form of the filter and the smoother must do: the moments, bounds and sums of the dense posterior of each
 * trial.
 */
abstract class PassesContract {
    /** Seven steps of at most six latents, condition numbers below 1e4: both sides lose at most four digits. */
    private static final double WELL_CONDITIONED = 1e-11;

    abstract Routines routines();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void momentsAndBoundsAreThoseOfTheDensePosterior(int dim) {
        for (int s = 0; s < 3; s++) {
            Seed seed = new Seed(dim).child(s);
            Chain chain = LaneCase.chain(dim, 0.9, 1, seed);
            verify(
                    LaneCase.draw(chain, LaneCase.raggedLengths(seed), LaneCase.Sites.FULL_RANK, seed),
                    WELL_CONDITIONED);
        }
    }

    @ParameterizedTest
    @EnumSource(LaneCase.Sites.class)
    void sitesOfAnyRankAndStrengthAreTaken(LaneCase.Sites kind) {
        Seed seed = new Seed(11);
        Chain chain = LaneCase.chain(4, 0.95, 1, seed);
        // Strong sites: precisions of 1e4, three more digits of the bound are cancelled.
        double tolerance = kind == LaneCase.Sites.STRONG ? 1e-9 : WELL_CONDITIONED;
        verify(LaneCase.draw(chain, LaneCase.raggedLengths(seed), kind, seed), tolerance);
        verify(LaneCase.draw(chain, LaneCase.evenLengths(5, 3), kind, seed), tolerance);
    }

    @Test
    void withoutSitesThePosteriorIsThePriorAndTheDivergenceZero() {
        Seed seed = new Seed(12);
        LaneCase c = LaneCase.draw(LaneCase.chain(3, 0.9, 1, seed), LaneCase.evenLengths(6), LaneCase.Sites.ZERO, seed);
        Pass pass = run(c);
        for (double value : pass.filterKl) {
            assertThat(Math.abs(value)).isLessThanOrEqualTo(WELL_CONDITIONED);
        }
        for (double value : pass.kl) {
            assertThat(Math.abs(value)).isLessThanOrEqualTo(WELL_CONDITIONED);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 1e-9, 1e-12})
    void nearlySingularInnovationsAreTaken(double smallest) {
        for (LaneCase.Sites kind : new LaneCase.Sites[] {LaneCase.Sites.FULL_RANK, LaneCase.Sites.RANK_ONE}) {
            Seed seed = new Seed(13);
            Chain chain = LaneCase.chain(3, 0.95, smallest, seed);
            // The gain divides by A P A' + Q, whose condition grows as 1 / smallest while P shrinks in that direction.
            double tolerance = Math.min(1e-5, 1e-14 / smallest);
            verify(LaneCase.draw(chain, LaneCase.raggedLengths(seed), kind, seed), Math.max(1e-10, tolerance));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.0, 1.2, 2.0})
    void unstableDynamicsAreTaken(double radius) {
        Seed seed = new Seed(14);
        Chain chain = LaneCase.chain(3, radius, 1, seed);
        verify(LaneCase.draw(chain, LaneCase.raggedLengths(seed), LaneCase.Sites.FULL_RANK, seed), 1e-10);
    }

    @Test
    void aTrialDoesNotKnowItsNeighboursInTheLane() {
        Seed seed = new Seed(15);
        Chain chain = LaneCase.chain(3, 0.9, 1, seed);
        LaneCase with = LaneCase.draw(chain, LaneCase.evenLengths(4, 5), LaneCase.Sites.FULL_RANK, seed);
        LaneCase changed = LaneCase.draw(chain, LaneCase.evenLengths(4, 5), LaneCase.Sites.FULL_RANK, seed);
        int second = 4 * changed.batch.entries() * changed.batch.lanes();
        for (int i = second; i < changed.sites.length; i++) {
            changed.sites[i] *= 1.5;
        }
        double[] a = run(with).posterior;
        double[] b = run(changed).posterior;
        assertThat(Arrays.copyOf(b, second)).isEqualTo(Arrays.copyOf(a, second));
        assertThat(b[second]).isNotEqualTo(a[second]);
    }

    @Test
    void theFormsOfTheSmootherAgreeBitByBit() {
        Seed seed = new Seed(16);
        LaneCase c = LaneCase.draw(
                LaneCase.chain(4, 0.9, 1, seed), LaneCase.raggedLengths(seed), LaneCase.Sites.FULL_RANK, seed);
        double[] plain = new double[c.batch.arrayLength()];
        double[] kl = new double[c.batch.steps() * c.batch.lanes()];
        routines().filter(c.chain, c.batch, c.sites, plain, kl);
        routines().smooth(c.chain, c.batch, c.sites, plain, kl);
        Pass pass = run(c);
        assertThat(pass.posterior).isEqualTo(plain);
        assertThat(pass.kl).isEqualTo(kl);
    }

    @Test
    void sumsAreAddedToWhatIsThere() {
        Seed seed = new Seed(17);
        LaneCase c = LaneCase.draw(
                LaneCase.chain(2, 0.9, 1, seed), LaneCase.raggedLengths(seed), LaneCase.Sites.FULL_RANK, seed);
        Pass pass = run(c);
        TransitionSums sums = new TransitionSums(2, c.batch.lanes());
        Arrays.fill(sums.values(), 100);
        double[] posterior = pass.filtered.clone();
        routines().smooth(c.chain, c.batch, c.sites, posterior, pass.filterKl.clone(), sums);
        for (int i = 0; i < sums.values().length; i++) {
            // rounding of numbers of about 100
            assertThat(Math.abs(sums.values()[i] - 100 - pass.sums.values()[i])).isLessThanOrEqualTo(1e-11);
        }
        double[] totals = new double[TransitionSums.entries(2)];
        sums.addTo(totals);
        sums.clear();
        assertThat(sums.values()).containsOnly(0);
        assertThat(totals[0]).isNotZero();
    }

    /** The results of one filter and three smoothers. */
    private record Pass(
            double[] filtered, double[] filterKl, double[] posterior, double[] kl, double[] lag, TransitionSums sums) {}

    private Pass run(LaneCase c) {
        double[] filtered = new double[c.batch.arrayLength()];
        double[] filterKl = new double[c.batch.steps() * c.batch.lanes()];
        routines().filter(c.chain, c.batch, c.sites, filtered, filterKl);
        double[] posterior = filtered.clone();
        double[] kl = filterKl.clone();
        TransitionSums sums = new TransitionSums(c.chain.dim(), c.batch.lanes());
        routines().smooth(c.chain, c.batch, c.sites, posterior, kl, sums);
        double[] again = filtered.clone();
        double[] lag = new double[c.batch.steps() * c.chain.dim() * c.chain.dim() * c.batch.lanes()];
        routines().smooth(c.chain, c.batch, c.sites, again, filterKl.clone(), lag);
        assertThat(again).isEqualTo(posterior);
        return new Pass(filtered, filterKl, posterior, kl, lag, sums);
    }

    private void verify(LaneCase c, double tolerance) {
        Pass pass = run(c);
        double[] expectedSums = new double[pass.sums.values().length];
        double[] expectedLag = new double[pass.lag.length];
        for (LaneCase.Trial trial : c.trials) {
            DenseOracle oracle = c.oracle(trial);
            verifyMoments(c, trial, oracle, pass, tolerance);
            verifyBounds(c, trial, oracle, pass, tolerance);
            addSums(c, trial, oracle, expectedSums);
            addLag(c, trial, oracle, expectedLag);
        }
        close("sums", pass.sums.values(), expectedSums, tolerance);
        close("lag", pass.lag, expectedLag, tolerance);
        for (double value : pass.posterior) {
            assertThat(value).isFinite(); // padding as well
        }
    }

    private static void verifyMoments(
            LaneCase c, LaneCase.Trial trial, DenseOracle oracle, Pass pass, double tolerance) {
        int dim = c.chain.dim();
        double scale = 1;
        for (int i = 0; i < oracle.mean.length; i++) {
            scale = Math.max(scale, Math.max(Math.abs(oracle.mean[i]), oracle.covariance.get(i, i)));
        }
        for (int t = 0; t < trial.length(); t++) {
            for (int i = 0; i < dim; i++) {
                double mean = pass.posterior[c.at(trial.start() + t, i, trial.lane())];
                close("mean", mean, oracle.mean(t, i), tolerance * scale);
                for (int j = 0; j <= i; j++) {
                    double covariance = pass.posterior[c.at(trial.start() + t, dim + Packed.index(i, j), trial.lane())];
                    close("covariance", covariance, oracle.covariance(t, i, t, j), tolerance * scale);
                }
            }
        }
    }

    private static void verifyBounds(
            LaneCase c, LaneCase.Trial trial, DenseOracle oracle, Pass pass, double tolerance) {
        double filter = 0;
        double kl = 0;
        double largest = 1;
        for (int t = trial.start(); t < trial.start() + trial.length(); t++) {
            filter += pass.filterKl[t * c.batch.lanes() + trial.lane()];
            kl += pass.kl[t * c.batch.lanes() + trial.lane()];
            largest = Math.max(largest, Math.abs(pass.filterKl[t * c.batch.lanes() + trial.lane()]));
        }
        // KL is a difference: E_q of the sites less log Z, both of the size of the increments.
        close("-log Z", filter, oracle.minusLogNormaliser, tolerance * largest * trial.length());
        close("KL", kl, oracle.kl, tolerance * largest * trial.length());
        assertThat(kl).isGreaterThanOrEqualTo(-tolerance * largest * trial.length());
    }

    private static void addSums(LaneCase c, LaneCase.Trial trial, DenseOracle oracle, double[] sums) {
        int dim = c.chain.dim();
        int lanes = c.batch.lanes();
        int lane = trial.lane();
        for (int t = 0; t + 1 < trial.length(); t++) {
            for (int i = 0; i < dim; i++) {
                sums[(TransitionSums.previousMeanOffset(dim) + i) * lanes + lane] += oracle.mean(t, i);
                sums[(TransitionSums.nextMeanOffset(dim) + i) * lanes + lane] += oracle.mean(t + 1, i);
                for (int j = 0; j < dim; j++) {
                    sums[(i * dim + j) * lanes + lane] += oracle.second(t + 1, i, t, j);
                }
                for (int j = 0; j <= i; j++) {
                    int e = Packed.index(i, j);
                    sums[(TransitionSums.previousOffset(dim) + e) * lanes + lane] += oracle.second(t, i, t, j);
                    sums[(TransitionSums.nextOffset(dim) + e) * lanes + lane] += oracle.second(t + 1, i, t + 1, j);
                }
            }
        }
    }

    /** Lag covariances inside trials; zero everywhere else. */
    private static void addLag(LaneCase c, LaneCase.Trial trial, DenseOracle oracle, double[] lag) {
        int dim = c.chain.dim();
        for (int t = 0; t + 1 < trial.length(); t++) {
            for (int i = 0; i < dim; i++) {
                for (int j = 0; j < dim; j++) {
                    int at = (((trial.start() + t) * dim + i) * dim + j) * c.batch.lanes() + trial.lane();
                    lag[at] = oracle.covariance(t + 1, i, t, j);
                }
            }
        }
    }

    private static void close(String name, double[] actual, double[] expected, double tolerance) {
        double scale = 1;
        for (double value : expected) {
            scale = Math.max(scale, Math.abs(value));
        }
        for (int i = 0; i < actual.length; i++) {
            close(name + " " + i, actual[i], expected[i], tolerance * scale);
        }
    }

    private static void close(String name, double actual, double expected, double tolerance) {
        if (!(Math.abs(actual - expected) <= tolerance)) {
            throw new AssertionError(name + ": got " + actual + ", expected " + expected + " ± " + tolerance);
        }
    }
}
