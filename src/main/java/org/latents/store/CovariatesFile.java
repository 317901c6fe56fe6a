package org.latents.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.latents.data.BinnedCovariate;
import org.latents.data.Covariate;
import org.latents.data.Dataset;

/**
 * Covariates on the bins of the counts, in the format {@code latents-covariates/1}:
 *
 * <pre>
 * /covariates/NAME [bins, dimensions]    float64, NaN where not observed; attributes unit, path, type, description
 * /time [bins]                           session time at which each bin starts, seconds
 * /trial_start [K+1]                     trials end to end
 * </pre>
 *
 * with the root attributes {@code format} and {@code bin_seconds}. Row t belongs to row t of the counts and of the
 * posterior. Where several series have one name, theirs is the path with points in place of slashes.
 *
 * @param dataset the data
 * @param covariates the series on its bins, at least one
 */
public record CovariatesFile(Dataset dataset, List<BinnedCovariate> covariates) {
    /** The value of the root attribute {@code format}. */
    public static final String FORMAT = "latents-covariates/1";

    private static final String GROUP = "covariates";
    private static final int LONGEST_TEXT = 4000; // jHDF writes longer attributes wrongly

    /**
     * Writes a file.
     *
     * @throws OutputException if it cannot be written
     */
    public void write(Path file) throws IOException {
        Hdf5Output output = new Hdf5Output()
                .attribute("format", FORMAT)
                .attribute("bin_seconds", dataset.counts().binSeconds())
                .dataset("", "time", times())
                .dataset("", "trial_start", dataset.counts().trialStarts());
        Set<String> shared = sharedNames();
        for (BinnedCovariate covariate : covariates) {
            Covariate.Description about = covariate.description();
            String name = shared.contains(about.name())
                    ? about.path().replaceFirst("^/", "").replace('/', '.')
                    : about.name();
            output.dataset(GROUP, name, Packed.rows(covariate.values(), covariate.dimensions()), attributes(about));
        }
        output.write(file);
    }

    private static Map<String, String> attributes(Covariate.Description about) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("unit", about.unit());
        attributes.put("path", about.path());
        attributes.put("type", about.type());
        attributes.put("description", about.text());
        attributes.values().removeIf(String::isEmpty);
        attributes.replaceAll((name, text) -> text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text);
        return attributes;
    }

    private Set<String> sharedNames() {
        Set<String> seen = new HashSet<>();
        Set<String> shared = new HashSet<>();
        covariates.stream()
                .map(covariate -> covariate.description().name())
                .filter(name -> !seen.add(name))
                .forEach(shared::add);
        return shared;
    }

    private double[] times() {
        double[] times = new double[dataset.counts().bins()];
        List<Dataset.TrialRow> trials = dataset.keptTrials();
        for (int k = 0; k < trials.size(); k++) {
            for (int t = 0; t < dataset.counts().length(k); t++) {
                times[dataset.counts().start(k) + t] =
                        trials.get(k).start() + t * dataset.counts().binSeconds();
            }
        }
        return times;
    }
}
