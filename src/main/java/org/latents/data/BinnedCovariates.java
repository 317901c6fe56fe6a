package org.latents.data;

import java.util.ArrayList;
import java.util.List;
import org.latents.catalog.Nearest;

/** Finds the covariates that {@code --covariates} names and brings them to the bins of a dataset. */
public final class BinnedCovariates {
    private static final String OPTION = "--covariates";

    /** Means, their sums and the lines between samples are held while a series is read. */
    private static final int BYTES_PER_VALUE = 32;

    private BinnedCovariates() {}

    /**
     * Returns the series of the given names, each once, in the order of the names.
     *
     * @param names names or paths; a name is the last part of the path
     * @throws SelectionException if the recording has no such series, or several of one name
     */
    public static List<Covariate> find(Recording recording, List<String> names) {
        List<Covariate> found = new ArrayList<>();
        for (String name : names) {
            Covariate covariate = find(recording.covariates(), name.strip());
            if (!found.contains(covariate)) {
                found.add(covariate);
            }
        }
        return found;
    }

    private static Covariate find(List<Covariate> all, String name) {
        List<Covariate> matching = all.stream()
                .filter(c -> c.description().path().equals(name)
                        || c.description().name().equals(name))
                .toList();
        if (matching.isEmpty()) {
            throw unknown(all, name);
        }
        if (matching.size() > 1) {
            throw SelectionException.ofOption(
                    OPTION,
                    "there are several series '" + name + "'; give the path of one: "
                            + String.join(
                                    ", ",
                                    matching.stream()
                                            .map(c -> c.description().path())
                                            .toList()));
        }
        return matching.get(0);
    }

    private static SelectionException unknown(List<Covariate> all, String name) {
        List<String> names =
                all.stream().map(c -> c.description().name()).distinct().toList();
        String known = names.isEmpty()
                ? "it has none at all"
                : Nearest.of(name, names)
                                .map(near -> "did you mean '" + near + "'? There are ")
                                .orElse("there are ")
                        + String.join(", ", names);
        return SelectionException.ofOption(OPTION, "the recording has no series '" + name + "'; " + known);
    }

    /**
     * Brings series to the bins of a dataset.
     *
     * @throws SelectionException if they do not fit into memory
     * @throws RecordingFormatException if one cannot be read
     */
    public static List<BinnedCovariate> of(List<Covariate> covariates, Dataset dataset) {
        long limit = Runtime.getRuntime().maxMemory() / BYTES_PER_VALUE / 2;
        long values = 0;
        for (Covariate covariate : covariates) {
            long more = (long) dataset.counts().bins() * covariate.dimensions();
            values += more;
            if (values > limit || more > Integer.MAX_VALUE - 8) {
                throw SelectionException.ofOption(
                        OPTION,
                        covariate.description().path() + " has " + covariate.dimensions() + " numbers in each of "
                                + dataset.counts().bins()
                                + " bins, too many to hold; choose a larger --bin or a shorter --time, or give Java"
                                + " more memory (-Xmx)");
            }
        }
        return covariates.stream()
                .map(covariate -> BinnedCovariate.of(covariate, dataset))
                .toList();
    }
}
