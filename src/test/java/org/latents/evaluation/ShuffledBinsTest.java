package org.latents.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latents.data.BinnedCounts;
import org.latents.random.Seed;

class ShuffledBinsTest {
    private final BinnedCounts counts = EvaluationFixtures.draw(EvaluationFixtures.poisson(), 5, 400, 61);
    private final BinnedCounts shuffled = ShuffledBins.of(counts, new Seed(62));

    @Test
    void binsAreTheSameInAnotherOrderWithUnitsKeptTogether() {
        assertThat(shuffled.lengths()).containsExactly(counts.lengths());
        assertThat(bins(shuffled)).isNotEqualTo(bins(counts));
        assertThat(bins(shuffled).stream().sorted())
                .containsExactlyElementsOf(bins(counts).stream().sorted().toList());
    }

    @Test
    void neighbouringBinsNoLongerGoTogetherButUnitsOfABinDo() {
        // the latent state decays by 0.97 a bin: neighbouring sums of like units correlate; 2,000 shuffled ones do not
        assertThat(lagCorrelation(counts)).isGreaterThan(0.15);
        assertThat(Math.abs(lagCorrelation(shuffled))).isLessThan(4 / Math.sqrt(2000));
        assertThat(unitCorrelation(shuffled)).isCloseTo(unitCorrelation(counts), within(1e-12));
    }

    @Test
    void unobservedCellsMoveWithTheirBin() {
        BinnedCounts hidden = ShuffledBins.of(counts.withoutUnits(3), new Seed(1));
        assertThat(hidden.observedBinsPerUnit()[3]).isZero();
        assertThat(hidden.observedBinsPerUnit()[2]).isEqualTo(2000);
    }

    private static List<String> bins(BinnedCounts counts) {
        List<String> bins = new ArrayList<>();
        for (int k = 0; k < counts.trials(); k++) {
            for (int t = 0; t < counts.length(k); t++) {
                int[] row = new int[counts.units()];
                for (int n = 0; n < row.length; n++) {
                    row[n] = counts.countOrUnobserved(k, t, n);
                }
                bins.add(Arrays.toString(row));
            }
        }
        return bins;
    }

    private static double lagCorrelation(BinnedCounts counts) {
        double[] x = sums(counts, 0);
        return correlation(Arrays.copyOf(x, x.length - 1), Arrays.copyOfRange(x, 1, x.length));
    }

    private static double unitCorrelation(BinnedCounts counts) {
        return correlation(sums(counts, 0), sums(counts, 1));
    }

    /** Counts of the units of one parity, which load with one sign, summed in each bin. */
    private static double[] sums(BinnedCounts counts, int parity) {
        double[] sums = new double[counts.bins()];
        counts.forEachCell((k, t, n, y) -> sums[counts.start(k) + t] += n % 2 == parity ? y : 0);
        return sums;
    }

    private static double correlation(double[] x, double[] y) {
        double mx = Arrays.stream(x).average().orElseThrow();
        double my = Arrays.stream(y).average().orElseThrow();
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - mx) * (y[i] - my);
            xx += (x[i] - mx) * (x[i] - mx);
            yy += (y[i] - my) * (y[i] - my);
        }
        return xy / Math.sqrt(xx * yy);
    }
}
