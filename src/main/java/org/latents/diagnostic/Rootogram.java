package org.latents.diagnostic;

/**
 * Observed frequencies of the counts 0, 1, … beside those that the predictions expect together (Kleiber and Zeileis,
 * The American Statistician 70, 2016; not checked against the paper, the forms below against R). Both arrays are not
 * copied.
 *
 * @param observed number of cells with each count
 * @param expected expected number, as many
 */
public record Rootogram(double[] observed, double[] expected) {
    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if they differ
     */
    public Rootogram {
        if (observed.length != expected.length) {
            throw new IllegalArgumentException(
                    "expected: expected " + observed.length + " values, got " + expected.length);
        }
    }

    /** Returns √expected − √observed: where a bar that hangs from the curve of expectations ends; 0 is right. */
    public double[] hanging() {
        double[] gap = new double[observed.length];
        for (int k = 0; k < gap.length; k++) {
            gap[k] = Math.sqrt(expected[k]) - Math.sqrt(observed[k]);
        }
        return gap;
    }

    /** Returns √o + √(o + 1) − √(4e + 1), about standard normal for rare counts of independent cells. */
    public double[] freemanTukey() {
        double[] deviate = new double[observed.length];
        for (int k = 0; k < deviate.length; k++) {
            deviate[k] = Math.sqrt(observed[k]) + Math.sqrt(observed[k] + 1) - Math.sqrt(4 * expected[k] + 1);
        }
        return deviate;
    }

    /**
     * Returns the rootogram of counts.
     *
     * @param predictions one distribution per count
     * @param counts at least 0, as many
     * @param largest the largest count of the table; larger ones are left out
     */
    public static Rootogram of(Iterable<CountDistribution> predictions, int[] counts, int largest) {
        double[] observed = new double[largest + 1];
        double[] expected = new double[largest + 1];
        for (int y : counts) {
            if (y <= largest) {
                observed[y]++;
            }
        }
        for (CountDistribution prediction : predictions) {
            for (int k = 0; k <= largest; k++) {
                expected[k] += prediction.probability(k);
            }
        }
        return new Rootogram(observed, expected);
    }
}
