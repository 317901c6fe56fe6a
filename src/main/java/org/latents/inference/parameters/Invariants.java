package org.latents.inference.parameters;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.latents.compute.Packed;
import org.latents.inference.CollapsedBound;
import org.latents.linalg.Eigen;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.random.Seed;

/**
 * The gauge-invariant quantities of a model in the stationary gauge, where c_n'S c_m = c_n'c_m: eigenvalues of A as
 * modulus, time constant and frequency (for one latent the eigenvalue itself, which can be negative), d, log r,
 * c_n'c_m, log rates of chosen cells, the bound and the joint log density.
 */
final class Invariants {
    /** Units up to which every pair has its product; beyond, only the squares. */
    private static final int ALL_PAIRS_UP_TO = 12;

    private final StationaryParameters layout;
    private final List<Quantity.Cell> cells;
    private final boolean hasDensities;
    private final List<Quantity> quantities = new ArrayList<>();

    Invariants(StationaryParameters layout, ParameterOptions options) {
        this.layout = layout;
        this.cells = options.cells();
        this.hasDensities = options.densities();
        int d = layout.latents();
        for (int i = 1; i <= d; i++) {
            if (d == 1) {
                quantities.add(new Quantity("eigenvalue[1]", ""));
            } else {
                quantities.add(new Quantity("eigenvalue_modulus[" + i + "]", ""));
            }
            quantities.add(new Quantity("time_constant[" + i + "]", "s"));
            if (d > 1) {
                quantities.add(new Quantity("frequency[" + i + "]", "Hz"));
            }
        }
        for (int n = 1; n <= layout.units(); n++) {
            quantities.add(new Quantity("offset[" + n + "]", "log spikes/s"));
        }
        for (int n = 1; n <= layout.units() && layout.likelihood().hasShape(); n++) {
            quantities.add(new Quantity("log_dispersion[" + n + "]", ""));
        }
        for (int n = 1; n <= layout.units(); n++) {
            for (int m = allPairs() ? 1 : n; m <= n; m++) {
                quantities.add(new Quantity("loading_product[" + n + "," + m + "]", ""));
            }
        }
        for (Quantity.Cell cell : this.cells) {
            quantities.add(new Quantity(
                    "log_rate[" + (cell.trial() + 1) + "," + (cell.bin() + 1) + "," + (cell.unit() + 1) + "]",
                    "log spikes/s"));
        }
        if (hasDensities) {
            quantities.add(new Quantity("log_likelihood", "nats"));
            quantities.add(new Quantity("log_joint", "nats"));
        }
    }

    /** Whether values need the bound or its q, not the parameters alone. */
    boolean needsBound() {
        return hasDensities || !cells.isEmpty();
    }

    private boolean allPairs() {
        return layout.units() <= ALL_PAIRS_UP_TO;
    }

    List<Quantity> quantities() {
        return List.copyOf(quantities);
    }

    /** The values of a model, with log rates from draws of the last q of a bound. */
    double[] of(Model model, CollapsedBound bound, double logLikelihood, double logPrior, Seed seed) {
        return fill(model, logRates(model, bound, seed), logLikelihood, logPrior);
    }

    /** The values of a true model, whose linear predictor is known. */
    double[] fill(Model model, double[] logRates, double logLikelihood, double logPrior) {
        double[] out = new double[quantities.size()];
        int at = dynamics(model, out);
        for (int n = 0; n < layout.units(); n++) {
            out[at++] = model.emission().offset()[n];
        }
        for (double r : model.shape()) {
            out[at++] = Math.log(r);
        }
        Matrix c = model.emission().loading();
        for (int n = 0; n < layout.units(); n++) {
            for (int m = allPairs() ? 0 : n; m <= n; m++) {
                double sum = 0;
                for (int i = 0; i < layout.latents(); i++) {
                    sum += c.get(n, i) * c.get(m, i);
                }
                out[at++] = sum;
            }
        }
        for (double rate : logRates) {
            out[at++] = rate;
        }
        if (hasDensities) {
            out[at++] = logLikelihood;
            out[at] = logLikelihood + logPrior;
        }
        return out;
    }

    private int dynamics(Model model, double[] out) {
        double[][] values = Eigen.values(model.dynamics().a());
        double dt = model.binSeconds();
        int at = 0;
        for (double[] value : values) {
            double modulus = Math.hypot(value[0], value[1]);
            out[at++] = values.length == 1 ? value[0] : modulus;
            out[at++] = -dt / Math.log(modulus);
            if (values.length > 1) {
                out[at++] = Math.abs(Math.atan2(value[1], value[0])) / (2 * Math.PI * dt);
            }
        }
        return at;
    }

    private double[] logRates(Model model, CollapsedBound bound, Seed seed) {
        double[] out = new double[cells.size()];
        if (out.length == 0) {
            return out;
        }
        int d = layout.latents();
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(seed.generator());
        double[] mean = new double[d];
        double[] packed = new double[Packed.size(d)];
        for (int i = 0; i < out.length; i++) {
            Quantity.Cell cell = cells.get(i);
            bound.marginal(cell.trial(), cell.bin(), mean, packed);
            double[] c = model.emission().loading().row(cell.unit());
            double centre = model.emission().offset()[cell.unit()];
            double variance = 0;
            for (int k = 0; k < d; k++) {
                centre += c[k] * mean[k];
                for (int l = 0; l < d; l++) {
                    variance += c[k] * c[l] * packed[Packed.index(k, l)];
                }
            }
            out[i] = centre + Math.sqrt(Math.max(0, variance)) * normal.sample();
        }
        return out;
    }
}
