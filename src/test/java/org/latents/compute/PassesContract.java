package org.latents.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latents.linalg.RandomMatrices;
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

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 9, 10})
    void elementsAreTheFilterWithAnUnknownStart(int dim) {
        for (LaneCase.Sites kind : LaneCase.Sites.values()) {
            Seed seed = new Seed(dim).child("elements");
            Chain chain = LaneCase.chain(dim, 0.9, 1, seed);
            LaneCase whole = LaneCase.draw(chain, LaneCase.evenLengths(6, 4), kind, seed);
            Lockstep batch = withUnknownStarts(whole);
            int steps = batch.steps();
            SegmentElements elements = new SegmentElements(batch, new int[] {5, 9});
            double[] f = new double[batch.arrayLength()];
            double[] kl = new double[steps * batch.lanes()];
            int open = routines().elements(chain, batch, whole.sites, f, kl, elements);
            assertThat(open).isEqualTo(steps);
            // for any first state u: filtering from N(u, tiny) gives f + F u, P, and −log Z = c − η'u + ½u'Ju
            double[] zero = new double[dim];
            double[] u = RandomMatrices.gaussian(dim, 1, seed.child("u")).toArray();
            Pass atZero = filterFrom(chain, batch, whole.sites, zero);
            Pass atU = filterFrom(chain, batch, whole.sites, u);
            for (int end : new int[] {5, 9}) {
                for (int lane = 0; lane < batch.lanes(); lane++) {
                    verifyElement(new Unknown(whole, batch, elements, f, u), end, lane, atZero, atU);
                }
            }
        }
    }

    /** What an element is compared by. */
    private record Unknown(LaneCase c, Lockstep batch, SegmentElements elements, double[] f, double[] u) {}

    private void verifyElement(Unknown given, int end, int lane, Pass atZero, Pass atU) {
        int dim = given.batch.dim();
        // A start of variance 1e-12 in place of none, and strong sites of 1e4 times matrices of norm below 100.
        double tolerance = 1e-6;
        double[] transition = given.elements.transition(end, lane);
        double[] eta = given.elements.vector(end, lane);
        double[] precision = Packed.unpack(given.elements.precision(end, lane), dim);
        double potential = 0;
        for (int i = 0; i < dim; i++) {
            double mean = given.f[given.c.at(end, i, lane)];
            potential += eta[i] * given.u[i];
            for (int j = 0; j < dim; j++) {
                mean += transition[i * dim + j] * given.u[j];
                potential -= 0.5 * given.u[i] * precision[i * dim + j] * given.u[j];
            }
            close("mean", mean, atU.filtered[given.c.at(end, i, lane)], tolerance);
            for (int j = 0; j <= i; j++) {
                int at = given.c.at(end, dim + Packed.index(i, j), lane);
                close("covariance", given.f[at], atU.filtered[at], tolerance);
            }
        }
        double change = 0;
        for (int t = end == 5 ? 0 : 6; t <= end; t++) {
            int at = t * given.batch.lanes() + lane;
            change -= atU.filterKl[at] - atZero.filterKl[at];
        }
        close("potential", potential, change, tolerance * Math.max(1, Math.abs(change)));
    }

    /** Filters from starts that are all but certain. */
    private Pass filterFrom(Chain chain, Lockstep batch, double[] sites, double[] u) {
        double[] posterior = new double[batch.arrayLength()];
        double[] kl = new double[batch.steps() * batch.lanes()];
        for (int i = 0; i < posterior.length; i++) {
            int entry = i / batch.lanes() % batch.entries();
            posterior[i] = entry < batch.dim() ? u[entry] : 0;
        }
        for (int i = 0; i < batch.dim(); i++) {
            int entry = batch.dim() + Packed.index(i, i);
            for (int t = 0; t < batch.steps(); t++) {
                Arrays.fill(
                        posterior,
                        (t * batch.entries() + entry) * batch.lanes(),
                        (t * batch.entries() + entry + 1) * batch.lanes(),
                        1e-12);
            }
        }
        routines().filter(chain, batch, sites, posterior, kl);
        return new Pass(posterior, kl, posterior, kl, new double[0], new TransitionSums(1, 1));
    }

    private static Lockstep withUnknownStarts(LaneCase c) {
        boolean[] given = new boolean[c.batch.keep().length];
        for (int i = 0; i < given.length; i++) {
            given[i] = i < c.batch.lanes() || c.batch.keep()[i] == 0;
        }
        return new Lockstep(c.batch.steps(), c.batch.lanes(), c.batch.dim(), c.batch.keep(), c.batch.plain(), given);
    }

    @Test
    void aStateThatIsForgottenIsNotLookedAtAgain() {
        Seed seed = new Seed(31);
        Chain chain = LaneCase.chain(2, 0.3, 1, seed);
        LaneCase c = LaneCase.draw(chain, LaneCase.evenLengths(200), LaneCase.Sites.FULL_RANK, seed);
        Lockstep batch = withUnknownStarts(c);
        double[] posterior = new double[batch.arrayLength()];
        double[] kl = new double[batch.steps() * batch.lanes()];
        SegmentElements elements = new SegmentElements(batch, new int[] {199});
        int open = routines().elements(chain, batch, c.sites, posterior, kl, elements);
        // 0.3^t < 1e-19 at t = 37, sooner with sites
        assertThat(open).isBetween(1, 64);
        assertThat(elements.transition(199, 3)).containsOnly(0);
        double[] from = filterFrom(chain, batch, c.sites, new double[] {5, -7}).filtered;
        int first = open * batch.entries() * batch.lanes();
        assertThat(Arrays.copyOfRange(posterior, first, posterior.length))
                .containsExactly(Arrays.copyOfRange(from, first, from.length), within(1e-13));
    }

    @Test
    void filteringFirstStepsLeavesTheRest() {
        Seed seed = new Seed(32);
        LaneCase c = LaneCase.draw(
                LaneCase.chain(3, 0.9, 1, seed), LaneCase.raggedLengths(seed), LaneCase.Sites.FULL_RANK, seed);
        Pass pass = run(c);
        double[] posterior = new double[c.batch.arrayLength()];
        Arrays.fill(posterior, 7);
        routines().filter(c.chain, c.batch, c.sites, posterior, new double[c.batch.steps() * c.batch.lanes()], 4);
        int cut = c.at(4, 0, 0);
        assertThat(Arrays.copyOf(posterior, cut)).isEqualTo(Arrays.copyOf(pass.filtered, cut));
        assertThat(Arrays.copyOfRange(posterior, cut, posterior.length)).containsOnly(7);
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
