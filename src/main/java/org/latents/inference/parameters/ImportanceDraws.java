package org.latents.inference.parameters;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.latents.linalg.Eigen;
import org.latents.linalg.Matrix;
import org.latents.math.LogSpace;
import org.latents.math.ParetoSmoothing;
import org.latents.random.Seed;

/**
 * Importance sampling in the slice: a quarter of the draws from a t at the mode, a quarter from a t with the moments of
 * these, and the rest from one with the moments of all so far. Every draw is weighted by the target over the mixture of
 * all proposals in their proportions (the balance heuristic), which keeps every weight bounded by what the first t
 * alone would give, and Pareto-smoothed.
 */
final class ImportanceDraws implements ParameterApproximation {
    private static final double[] STAGES = {0.25, 0.25, 0.5};

    @Override
    public Weighted draw(LocalPosterior local, int draws, Seed seed) {
        Curvature.Result curvature = local.curvature(seed.child("curvature"));
        LocalGaussian first = curvature.gaussian();
        List<LocalGaussian> proposals = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        List<LocalPosterior.Draw> all = new ArrayList<>();
        boolean adapts = local.length() <= Curvature.DENSE_UP_TO;
        int stages = adapts ? STAGES.length : 1;
        for (int s = 0; s < stages; s++) {
            int size = s == stages - 1 ? draws - all.size() : (int) Math.round(STAGES[s] * draws);
            LocalGaussian proposal = s == 0 ? first : adapted(first, all, smoothed(all, proposals, sizes));
            ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(
                    seed.child("theta").child(s).generator());
            List<double[]> us = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                us.add(proposal.draw(normal, true));
            }
            all.addAll(local.evaluate(us, seed.child("states").child(s)));
            proposals.add(proposal);
            sizes.add(size);
        }
        ParetoSmoothing smoothing = smoothed(all, proposals, sizes);
        return new Weighted(all, smoothing.logWeights(), smoothing.k(), smoothing.isReliable(), curvature.remarks());
    }

    private static ParetoSmoothing smoothed(
            List<LocalPosterior.Draw> draws, List<LocalGaussian> proposals, List<Integer> sizes) {
        double[] logRatios = new double[draws.size()];
        for (int i = 0; i < logRatios.length; i++) {
            double[] densities = new double[proposals.size()];
            for (int s = 0; s < densities.length; s++) {
                densities[s] = Math.log(sizes.get(s))
                        + proposals.get(s).logT(draws.get(i).u());
            }
            double ratio = draws.get(i).logTarget() - LogSpace.logSumExp(densities);
            logRatios[i] = Double.isNaN(ratio) ? Double.NEGATIVE_INFINITY : ratio;
        }
        return ParetoSmoothing.of(logRatios);
    }

    /** A t with the weighted moments of draws, drawn towards the first proposal where few of them are effective. */
    private static LocalGaussian adapted(
            LocalGaussian first, List<LocalPosterior.Draw> draws, ParetoSmoothing smoothing) {
        int p = first.mean().length;
        double effective = smoothing.effectiveDraws();
        double trust = effective / (effective + 2 * first.dimension());
        double total = LogSpace.logSumExp(smoothing.logWeights());
        if (!(effective > 1) || !Double.isFinite(total)) {
            return first;
        }
        double[] weights = Arrays.stream(smoothing.logWeights())
                .map(w -> Math.exp(w - total))
                .toArray();
        double[] mean = new double[p];
        for (int i = 0; i < weights.length; i++) {
            for (int e = 0; e < p; e++) {
                mean[e] += weights[i] * draws.get(i).u()[e];
            }
        }
        double[] covariance = new double[p * p];
        for (int i = 0; i < weights.length; i++) {
            double[] u = draws.get(i).u();
            for (int e = 0; e < p && weights[i] > 0; e++) {
                double factor = trust * weights[i] * (u[e] - mean[e]);
                for (int f = 0; f < p; f++) {
                    covariance[e * p + f] += factor * (u[f] - mean[f]);
                }
            }
        }
        for (int v = 0; v < first.precisions().length; v++) {
            double[] x = first.vectors().get(v);
            double factor = (1 - trust) / first.precisions()[v];
            for (int e = 0; e < p; e++) {
                for (int f = 0; f < p; f++) {
                    covariance[e * p + f] += factor * x[e] * x[f];
                }
            }
        }
        for (int e = 0; e < p; e++) {
            mean[e] *= trust;
        }
        return gaussian(mean, Matrix.of(p, p, covariance), first);
    }

    private static LocalGaussian gaussian(double[] mean, Matrix covariance, LocalGaussian first) {
        Eigen.Symmetric eigen = Eigen.symmetric(covariance);
        int directions = first.dimension();
        List<double[]> vectors = new ArrayList<>();
        double[] precisions = new double[directions];
        for (int i = 0; i < directions; i++) {
            vectors.add(eigen.vectors().column(i));
            precisions[i] = 1 / Math.max(eigen.values()[i], 1e-6 * eigen.values()[0]);
        }
        return new LocalGaussian(mean, vectors, precisions, 1, first.normals());
    }
}
