package org.latents.compute;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latents.random.Seed;

/** The vector form against the scalar one, on batches too long for a dense oracle. */
final class RoutinesAgreementTest {
    /** Rounding of 300 steps of well-conditioned recursions that forget at rate 0.9. */
    private static final double ROUNDING = 1e-12;

    private final Routines scalar = new ScalarRoutines();
    private final Routines vector = VectorForm.load();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 12, 17, 20})
    void passesAgreeToRounding(int dim) {
        Seed seed = new Seed(dim);
        int[][] lengths = LaneCase.evenLengths(100, 150, 50);
        lengths[1] = new int[] {7, 80, 1, 90};
        lengths[6] = new int[] {1};
        LaneCase c = LaneCase.draw(LaneCase.chain(dim, 0.9, 1, seed), lengths, LaneCase.Sites.FULL_RANK, seed);
        int size = c.batch.steps() * c.batch.lanes();
        double[][] posterior = new double[2][c.batch.arrayLength()];
        double[][] kl = new double[2][size];
        double[][] lag = new double[2][size * dim * dim];
        TransitionSums[] sums = {new TransitionSums(dim, c.batch.lanes()), new TransitionSums(dim, c.batch.lanes())};
        Routines[] both = {scalar, vector};
        for (int r = 0; r < 2; r++) {
            both[r].filter(c.chain, c.batch, c.sites, posterior[r], kl[r]);
            double[] again = posterior[r].clone();
            both[r].smooth(c.chain, c.batch, c.sites, again, kl[r].clone(), lag[r]);
            both[r].smooth(c.chain, c.batch, c.sites, posterior[r], kl[r], sums[r]);
        }
        close("posterior", posterior[0], posterior[1]);
        close("kl", kl[0], kl[1]);
        close("lag", lag[0], lag[1]);
        close("sums", sums[0].values(), sums[1].values());
    }

    private static void close(String name, double[] expected, double[] actual) {
        double scale = 0;
        double error = 0;
        for (int i = 0; i < expected.length; i++) {
            scale = Math.max(scale, Math.abs(expected[i]));
            double difference = Math.abs(expected[i] - actual[i]);
            error = difference <= error ? error : difference;
        }
        assertThat(error / scale).as("%s, largest relative difference", name).isLessThanOrEqualTo(ROUNDING);
    }
}
