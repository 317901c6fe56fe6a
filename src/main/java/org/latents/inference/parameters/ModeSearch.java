package org.latents.inference.parameters;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * The θ that maximises log π, by a quasi-Newton method with limited memory (Nocedal 1980) in the metric of the complete
 * information, corrected along the directions that all units share, which is computed anew now and then.
 */
final class ModeSearch {
    private static final int MEMORY = 12;
    private static final int ROUNDS = 8;
    private static final int STEPS_PER_ROUND = 25;
    private static final double SUFFICIENT = 1e-4;
    private static final double MAX_STEP = 5;
    private static final int MAX_HALVINGS = 25;

    /** Root of twice the rise still promised, in nats, at which the search ends: a distance in sds from the mode. */
    static final double AT_REST = 0.01;

    private final LogPosterior posterior;
    private double[] theta;
    private LogPosterior.Point point;

    ModeSearch(LogPosterior posterior, double[] start) {
        this.posterior = posterior;
        this.theta = start.clone();
        posterior.anchor(theta);
        this.point = posterior.at(theta);
    }

    /**
     * Where the search ended.
     *
     * @param theta θ*
     * @param value log π there
     * @param information complete information there; the posterior is anchored there
     * @param gradient root of twice the rise that a further step would promise, nats
     */
    record Mode(double[] theta, double value, CompleteInformation information, double gradient) {
        boolean isAtRest() {
            return gradient <= AT_REST;
        }
    }

    /** Searches to rest, or for at most 200 steps. */
    Mode find() {
        CompleteInformation information = anchor();
        SharedDirections.Inverse guess = guess(information);
        for (int round = 0; round < ROUNDS; round++) {
            boolean moved = climb(information, guess);
            information = anchor();
            if (size(information, guess) <= AT_REST) {
                break;
            }
            guess = guess(information);
            if (!moved) {
                break;
            }
        }
        return new Mode(theta, point.value(), information, size(information, guess));
    }

    private CompleteInformation anchor() {
        posterior.anchor(theta);
        point = posterior.at(theta);
        return CompleteInformation.at(posterior, theta);
    }

    private SharedDirections.Inverse guess(CompleteInformation information) {
        return SharedDirections.at(posterior, theta, information, List.of()).inverse();
    }

    /** Root of twice the rise that a Newton step would promise, under a guess of the curvature. */
    private double size(CompleteInformation information, SharedDirections.Inverse guess) {
        return Math.sqrt(guess.size(information.gradient(point.gradient())));
    }

    /** A few steps with a fixed metric; false where none is possible. */
    private boolean climb(CompleteInformation information, SharedDirections.Inverse guess) {
        Deque<double[]> steps = new ArrayDeque<>();
        Deque<double[]> falls = new ArrayDeque<>();
        double[] gradient = information.gradient(point.gradient());
        boolean moved = false;
        for (int i = 0; i < STEPS_PER_ROUND && Math.sqrt(guess.size(gradient)) > 0.3 * AT_REST; i++) {
            double[] direction = direction(gradient, steps, falls, guess);
            double[] before = theta;
            double taken = lineSearch(information, direction, gradient);
            if (taken == 0) {
                if (steps.isEmpty()) {
                    return moved;
                }
                steps.clear();
                falls.clear();
                continue;
            }
            moved |= theta != before;
            double[] next = information.gradient(point.gradient());
            double[] step = direction.clone();
            double[] fall = new double[step.length];
            for (int k = 0; k < step.length; k++) {
                step[k] *= taken;
                fall[k] = gradient[k] - next[k];
            }
            if (OrbitSlice.dot(step, fall) > 1e-9 * OrbitSlice.dot(step, step)) {
                steps.addLast(step);
                falls.addLast(fall);
                if (steps.size() > MEMORY) {
                    steps.removeFirst();
                    falls.removeFirst();
                }
            }
            gradient = next;
        }
        return moved;
    }

    /** Returns the fraction of the direction that was taken, 0 where no fraction rises. */
    private double lineSearch(CompleteInformation information, double[] direction, double[] gradient) {
        double[] change = information.toTheta(direction);
        double slope = OrbitSlice.dot(direction, gradient);
        double fraction = Math.min(1, MAX_STEP / Math.sqrt(Math.max(slope, 1e-300)));
        for (int i = 0; i < MAX_HALVINGS; i++, fraction *= i < 3 ? 0.5 : 0.25) {
            double[] candidate = theta.clone();
            for (int k = 0; k < candidate.length; k++) {
                candidate[k] += fraction * change[k];
            }
            LogPosterior.Point next = posterior.at(candidate);
            double needed = SUFFICIENT * fraction * slope - 1e-8;
            if (next.value() - point.value() >= needed && isFinite(next)) {
                theta = candidate;
                point = next;
                return fraction;
            }
        }
        return 0;
    }

    private static boolean isFinite(LogPosterior.Point point) {
        double sum = point.value();
        for (double g : point.gradient()) {
            sum += g;
        }
        return Double.isFinite(sum);
    }

    /** The two-loop recursion; uphill. */
    private static double[] direction(
            double[] gradient, Deque<double[]> steps, Deque<double[]> falls, SharedDirections.Inverse guess) {
        List<double[]> s = new ArrayList<>(steps);
        List<double[]> y = new ArrayList<>(falls);
        Collections.reverse(s);
        Collections.reverse(y);
        double[] out = gradient.clone();
        double[] alpha = new double[s.size()];
        for (int i = 0; i < alpha.length; i++) {
            alpha[i] = OrbitSlice.dot(s.get(i), out) / OrbitSlice.dot(s.get(i), y.get(i));
            add(out, y.get(i), -alpha[i]);
        }
        out = guess.times(out);
        for (int i = alpha.length - 1; i >= 0; i--) {
            double beta = OrbitSlice.dot(y.get(i), out) / OrbitSlice.dot(s.get(i), y.get(i));
            add(out, s.get(i), alpha[i] - beta);
        }
        return out;
    }

    private static void add(double[] target, double[] x, double factor) {
        for (int i = 0; i < target.length; i++) {
            target[i] += factor * x[i];
        }
    }
}
