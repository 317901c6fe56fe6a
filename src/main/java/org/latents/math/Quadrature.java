package org.latents.math;

/**
 * Nodes and weights of a Gaussian quadrature rule, found by Newton's method on the orthogonal polynomial's three-term
 * recurrence (Golub and Welsch, Math. Comp. 23, 1969, describe the rules; Press et al., Numerical Recipes §4.6, the
 * iteration).
 */
public final class Quadrature {
    private final double[] nodes;
    private final double[] weights;

    private Quadrature(double[] nodes, double[] weights) {
        this.nodes = nodes;
        this.weights = weights;
    }

    /**
     * Returns the Gauss-Legendre rule on [−1, 1]; the weights sum to 2.
     *
     * @param size number of nodes, at least 1
     */
    public static Quadrature legendre(int size) {
        requirePositive(size);
        double[] nodes = new double[size];
        double[] weights = new double[size];
        for (int i = 0; i < (size + 1) / 2; i++) {
            double x = Math.cos(Math.PI * (i + 0.75) / (size + 0.5));
            double[] p = legendrePolynomial(size, x);
            for (int step = 0; step < 100 && Math.abs(p[0] / p[1]) > 1e-16; step++) {
                x -= p[0] / p[1];
                p = legendrePolynomial(size, x);
            }
            double weight = 2 / ((1 - x * x) * p[1] * p[1]);
            place(nodes, weights, i, x, weight);
        }
        return new Quadrature(nodes, weights);
    }

    /**
     * Returns the Gauss-Hermite rule for a standard normal variable: Σ weight f(node) ≈ E f(Z), Z ~ N(0, 1); the
     * weights sum to 1. The roots are isolated by the Sturm sequence of the Jacobi matrix, so any size works.
     *
     * @param size number of nodes, at least 1
     */
    public static Quadrature normal(int size) {
        requirePositive(size);
        double[] nodes = new double[size];
        double[] weights = new double[size];
        double above = 2 * Math.sqrt(size) + 1;
        for (int i = 0; i < (size + 1) / 2; i++) {
            double x = bisect(size, i, above);
            above = x;
            place(nodes, weights, i, x, normalWeight(size, x));
        }
        return new Quadrature(nodes, weights);
    }

    /** Number of nodes. */
    public int size() {
        return nodes.length;
    }

    /** Node i, from 0; nodes decrease. */
    public double node(int i) {
        return nodes[i];
    }

    /** Weight of node i, from 0. */
    public double weight(int i) {
        return weights[i];
    }

    private static void requirePositive(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("size: expected at least 1 node, got " + size);
        }
    }

    private static void place(double[] nodes, double[] weights, int i, double x, double weight) {
        int mirror = nodes.length - 1 - i;
        nodes[mirror] = -x;
        weights[mirror] = weight;
        nodes[i] = mirror == i ? 0 : x;
        weights[i] = weight;
    }

    private static double[] legendrePolynomial(int n, double x) {
        double p = 1;
        double previous = 0;
        for (int k = 1; k <= n; k++) {
            double next = ((2 * k - 1) * x * p - (k - 1) * previous) / k;
            previous = p;
            p = next;
        }
        return new double[] {p, n * (x * p - previous) / (x * x - 1)};
    }

    /** Number of roots of the Hermite polynomial of degree n above x, by the signs of the Sturm sequence. */
    private static int rootsAbove(int n, double x) {
        int count = 0;
        double ratio = -x;
        for (int k = 1; k <= n; k++) {
            if (ratio > 0) {
                count++;
            }
            ratio = -x - k / (ratio == 0 ? Double.MIN_NORMAL : ratio);
        }
        return count;
    }

    /** The i-th root from above, i from 0, all roots above it being at least {@code above}. */
    private static double bisect(int n, int i, double above) {
        double low = -1e-9;
        double high = above;
        while (true) {
            double middle = (low + high) / 2;
            if (middle <= low || middle >= high) {
                return middle;
            }
            if (rootsAbove(n, middle) > i) {
                low = middle;
            } else {
                high = middle;
            }
        }
    }

    /** 1 / Σ p_k(x)², k below n, with orthonormal p_k (the Christoffel number). */
    private static double normalWeight(int n, double x) {
        double p = 1;
        double previous = 0;
        double sum = 1;
        for (int k = 1; k < n; k++) {
            double next = (x * p - Math.sqrt(k - 1.0) * previous) / Math.sqrt(k);
            previous = p;
            p = next;
            sum += p * p;
        }
        return 1 / sum;
    }
}
