package org.latents.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class BinWindowTest {
    /** The definition: the only bin whose edges enclose the time. */
    private static int bruteForce(BinWindow window, double time) {
        for (int bin = 0; bin < window.bins(); bin++) {
            if (window.origin() + (window.first() + bin) * window.binSeconds() <= time
                    && time < window.origin() + (window.first() + bin + 1) * window.binSeconds()) {
                return bin;
            }
        }
        return -1;
    }

    /** A window anywhere in a day, with a bin width that is round half of the time. */
    private static BinWindow window(SplittableRandom random) {
        double[] round = {0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.3, 1};
        double binSeconds = random.nextBoolean() ? round[random.nextInt(round.length)] : random.nextDouble(1e-4, 3);
        double origin = random.nextBoolean() ? random.nextInt(86_400) / 10.0 : random.nextDouble(-10, 1e5);
        return new BinWindow(origin, random.nextInt(100_000), random.nextInt(1, 60), binSeconds);
    }

    @Property(tries = 3000)
    void everyTimeIsInTheBinWhoseEdgesEncloseIt(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BinWindow window = window(random);
        double time = window.start() + random.nextDouble(-0.2, 1.2) * window.bins() * window.binSeconds();
        assertThat(window.binOf(time)).isEqualTo(bruteForce(window, time));
    }

    @Property(tries = 1000)
    void anEdgeBelongsToTheBinThatItStarts(@ForAll long seed) {
        BinWindow window = window(new SplittableRandom(seed));
        for (int bin = 0; bin < window.bins(); bin++) {
            assertThat(window.binOf(window.edge(bin))).isEqualTo(bin);
            assertThat(window.binOf(Math.nextDown(window.edge(bin)))).isEqualTo(bin - 1);
            assertThat(window.binOf(Math.nextDown(window.edge(bin + 1)))).isEqualTo(bin);
        }
        assertThat(window.binOf(window.stop())).isEqualTo(-1);
    }

    @Property
    void neighboursOnAGridShareTheirEdge(@ForAll long seed) {
        BinWindow left = window(new SplittableRandom(seed));
        BinWindow right = new BinWindow(left.origin(), left.first() + left.bins(), 7, left.binSeconds());
        assertThat(left.stop()).isEqualTo(right.start());
    }

    @Test
    void whatIsNoTimeIsInNoBin() {
        BinWindow window = new BinWindow(0, 0, 10, 0.1);
        assertThat(window.binOf(Double.NaN)).isEqualTo(-1);
        assertThat(window.binOf(Double.POSITIVE_INFINITY)).isEqualTo(-1);
        assertThat(window.binOf(Double.NEGATIVE_INFINITY)).isEqualTo(-1);
        assertThat(window.binOf(-0.0)).isZero();
    }

    @Test
    void lengthsThatMissAWholeNumberOfBinsByRoundingAreWhole() {
        assertThat(BinWindow.wholeBins(0.4 - 0.1, 0.1)).isEqualTo(3); // 0.30000000000000004 / 0.1
        assertThat(BinWindow.wholeBins(1.5, 0.01)).isEqualTo(150);
        assertThat(BinWindow.wholeBins(4397.3 - 4397, 0.1)).isEqualTo(3); // 0.2999999999993 s
        assertThat(BinWindow.wholeBins(0.299, 0.1)).isEqualTo(2);
        assertThat(BinWindow.wholeBins(-1, 0.1)).isZero();
        assertThat(BinWindow.wholeBins(Double.NaN, 0.1)).isZero();
    }
}
