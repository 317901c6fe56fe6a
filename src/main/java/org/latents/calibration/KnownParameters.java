package org.latents.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.latents.data.BinnedCounts;
import org.latents.inference.InferenceOutcome;
import org.latents.inference.Posterior;
import org.latents.inference.Termination;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.model.Simulation;
import org.latents.model.Simulator;
import org.latents.random.Seed;

/**
 * Simulations at known parameters: latent paths and counts are drawn from one model, and q(x) is inferred with its true
 * parameters. Latents are those of the model's canonical basis under its prior.
 *
 * <p>Each quantity takes one bin a simulation, of a trial drawn at random, so that dependent bins are never counted as
 * independent: the place of a latent or a log rate is Φ((truth − mean) / sd) of its Gaussian marginal, without the
 * noise of ranks; that of the count of the bin after the data is randomised under the predictive distribution; that of
 * log p(x, y) is a rank among draws of q(x).
 */
public final class KnownParameters implements Experiment {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final Model model;
    private final int[] lengths;
    private final LatentInference family;
    private final int draws;
    private final List<Quantity> quantities;

    /** Where in a trial a latent is looked at. */
    private enum Place {
        EARLY(0, 0.1),
        MIDDLE(0.45, 0.55),
        LATE(0.9, 1),
        RANDOM(0, 1);

        private final double from;
        private final double to;

        Place(double from, double to) {
            this.from = from;
            this.to = to;
        }

        /** A bin of a trial of some length, evenly from this part of it. */
        int bin(int length, UniformRandomProvider random) {
            int first = Math.min(length - 1, (int) (from * length));
            int end = Math.min(length, Math.max(first + 1, (int) Math.ceil(to * length)));
            return first + random.nextInt(end - first);
        }

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Makes the experiment.
     *
     * @param model the truth
     * @param lengths bins of each trial, at least one trial
     * @param family how q(x) is inferred, such as a {@link LatentInference#of}
     * @param draws number of paths that log p(x, y) is ranked among; 0 to leave it out
     */
    public KnownParameters(Model model, int[] lengths, LatentInference family, int draws) {
        if (lengths.length == 0 || Arrays.stream(lengths).anyMatch(length -> length < 1)) {
            throw new IllegalArgumentException("lengths: expected at least one trial of at least one bin");
        }
        this.model = PriorBasis.of(model, Arrays.stream(lengths).max().getAsInt());
        this.lengths = lengths.clone();
        this.family = family;
        this.draws = draws;
        this.quantities = list();
    }

    /** The model in the basis that is reported. */
    public Model model() {
        return model;
    }

    private List<Quantity> list() {
        List<Quantity> all = new ArrayList<>();
        for (int i = 1; i <= model.latents(); i++) {
            for (Place place : Place.values()) {
                all.add(Quantity.of("latent " + i + ", " + place.key(), "latents"));
            }
        }
        for (int n = 1; n <= model.units(); n++) {
            all.add(new Quantity("log rate, unit " + n, "log rates", n));
        }
        for (int n = 1; n <= model.units(); n++) {
            all.add(new Quantity("count to come, unit " + n, "counts to come", n));
        }
        if (draws > 0) {
            all.add(Quantity.of("joint log likelihood", "joint log likelihood"));
        }
        return List.copyOf(all);
    }

    @Override
    public List<Quantity> quantities() {
        return quantities;
    }

    @Override
    public Simulated simulate(Seed seed) {
        int[] longer = Arrays.stream(lengths).map(length -> length + 1).toArray();
        Simulation truth = Simulator.simulate(model, longer, seed.child("data"));
        BinnedCounts seen = withoutLastBins(truth.counts());
        InferenceOutcome outcome = family.infer(model, seen);
        if (outcome.termination() == Termination.FAILED) {
            return Simulated.failed(0, String.join("; ", outcome.remarks()));
        }
        Places places = new Places(truth, seen, outcome.posterior(), seed);
        Map<String, Observation> observations = new LinkedHashMap<>();
        for (int i = 0; i < model.latents(); i++) {
            for (Place place : Place.values()) {
                observations.put("latent " + (i + 1) + ", " + place.key(), places.latent(i, place));
            }
        }
        for (int n = 0; n < model.units(); n++) {
            observations.put("log rate, unit " + (n + 1), places.logRate(n));
        }
        for (int n = 0; n < model.units(); n++) {
            observations.put("count to come, unit " + (n + 1), places.nextCount(n));
        }
        Map<String, Double> measures = new LinkedHashMap<>();
        if (draws > 0) {
            places.joint(outcome.elbo(), observations, measures);
        }
        boolean converged = outcome.termination() == Termination.CONVERGED;
        return new Simulated(0, Optional.empty(), converged, observations, measures);
    }

    private static BinnedCounts withoutLastBins(BinnedCounts counts) {
        int[] shorter =
                Arrays.stream(counts.lengths()).map(length -> length - 1).toArray();
        BinnedCounts.Builder builder = BinnedCounts.builder(counts.units(), shorter, counts.binSeconds());
        counts.forEachCell((k, t, n, y) -> {
            if (t < shorter[k]) {
                builder.set(k, t, n, y);
            }
        });
        return builder.build();
    }

    /** The places of the truth of one simulation. */
    private final class Places {
        private final Simulation truth;
        private final BinnedCounts seen;
        private final Posterior q;
        private final Seed seed;
        private final int dim = model.latents();
        private final PredictedCount prediction = new PredictedCount();

        Places(Simulation truth, BinnedCounts seen, Posterior q, Seed seed) {
            this.truth = truth;
            this.seen = seen;
            this.q = q;
            this.seed = seed;
        }

        Observation latent(int i, Place place) {
            UniformRandomProvider random =
                    seed.child("latent").child(i).child(place.name()).generator();
            int trial = random.nextInt(seen.trials());
            int t = place.bin(seen.length(trial), random);
            int bin = seen.start(trial) + t;
            double value = truth.x()[(truth.counts().start(trial) + t) * dim + i];
            double variance = q.covariance()[(bin * dim + i) * dim + i];
            return gaussian(value, q.mean()[bin * dim + i], variance);
        }

        Observation logRate(int n) {
            UniformRandomProvider random = seed.child("log rate").child(n).generator();
            int trial = random.nextInt(seen.trials());
            int t = random.nextInt(seen.length(trial));
            int bin = seen.start(trial) + t;
            double value = truth.eta()[(truth.counts().start(trial) + t) * model.units() + n];
            double[] c = model.emission().loading().row(n);
            double mean = model.emission().offset()[n] + dot(c, GaussMarkov.vector(q.mean(), bin, dim));
            double[] spread = GaussMarkov.block(q.covariance(), bin, dim).times(c);
            return gaussian(value, mean, dot(c, spread));
        }

        Observation nextCount(int n) {
            UniformRandomProvider random = seed.child("count").child(n).generator();
            int trial = random.nextInt(seen.trials());
            int last = seen.start(trial + 1) - 1;
            Matrix a = model.dynamics().a();
            double[] ahead = a.times(GaussMarkov.vector(q.mean(), last, dim));
            for (int i = 0; i < dim; i++) {
                ahead[i] += model.dynamics().b()[i];
            }
            Matrix spread = a.times(GaussMarkov.block(q.covariance(), last, dim))
                    .times(a.transpose())
                    .plus(model.dynamics().q());
            double[] c = model.emission().loading().row(n);
            double mean = model.emission().offset()[n] + dot(c, ahead) + Math.log(model.binSeconds());
            double variance = dot(c, spread.times(c));
            int y = truth.counts().countOrUnobserved(trial, seen.length(trial), n);
            double pit = prediction.randomised(model.likelihood(), y, mean, variance, model.shapeOf(n), random);
            return Observation.exact(pit, y, Double.NaN, Double.NaN);
        }

        void joint(double elbo, Map<String, Observation> observations, Map<String, Double> measures) {
            JointLikelihood joint = new JointLikelihood(model, seen);
            GaussMarkov path = GaussMarkov.of(q);
            double[] x = seenPath();
            double atTruth = joint.of(x);
            measures.put(Simulated.DIVERGENCE, atTruth - path.logDensity(x) - elbo);
            UniformRandomProvider random = seed.child("paths").generator();
            ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
            double[] values = new double[draws];
            for (int s = 0; s < draws; s++) {
                path.draw(normal, x);
                values[s] = joint.of(x);
            }
            observations.put("joint log likelihood", Observation.ranked(atTruth, Ranking.of(atTruth, values, random)));
        }

        /** The true path without the last bin of each trial. */
        private double[] seenPath() {
            double[] x = new double[seen.bins() * dim];
            for (int k = 0; k < seen.trials(); k++) {
                int from = truth.counts().start(k) * dim;
                System.arraycopy(truth.x(), from, x, seen.start(k) * dim, seen.length(k) * dim);
            }
            return x;
        }

        private Observation gaussian(double value, double mean, double variance) {
            double sd = Math.sqrt(variance);
            return Observation.exact(NORMAL.cumulativeProbability((value - mean) / sd), value, mean, sd);
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
