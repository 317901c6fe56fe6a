package org.latents.cli;

import java.util.List;
import java.util.Locale;
import org.latents.data.BinnedCovariate;
import org.latents.data.BinnedCovariates;
import org.latents.data.Covariate;
import org.latents.data.Dataset;
import org.latents.data.Recording;
import org.latents.store.CovariatesFile;
import org.latents.store.OutputException;
import org.latents.store.RunFolder;
import org.latents.store.RunPaths;

/** The covariates that a command names: found in its recording, brought to its bins, written into its folder. */
final class RunCovariates {
    private final Dataset dataset;
    private final List<BinnedCovariate> covariates;

    private RunCovariates(Dataset dataset, List<BinnedCovariate> covariates) {
        this.dataset = dataset;
        this.covariates = covariates;
    }

    /** Finds the covariates of a recording by name; done before the spikes are read, so that a typo shows at once. */
    static List<Covariate> find(Recording recording, DataOptions options) {
        return BinnedCovariates.find(recording, options.covariates());
    }

    /** Brings covariates to the bins of a dataset, and notes of each how many bins have it. */
    static RunCovariates of(List<Covariate> found, Dataset dataset, Progress progress) {
        List<BinnedCovariate> binned = BinnedCovariates.of(found, dataset);
        for (BinnedCovariate covariate : binned) {
            progress.note(String.format(
                    Locale.ROOT,
                    "covariate %s: %s a bin, known in %.1f %% of the bins%s",
                    covariate.description().path(),
                    covariate.dimensions() == 1 ? "a number" : covariate.dimensions() + " numbers",
                    100 * covariate.observedShare(),
                    covariate.skipped() == 0
                            ? ""
                            : "; " + covariate.skipped() + " samples are missing or out of order and were left out"));
        }
        return new RunCovariates(dataset, binned);
    }

    /** Puts the file into a folder, if there are covariates. */
    void put(RunFolder folder) throws OutputException {
        if (!covariates.isEmpty()) {
            folder.put(RunPaths.COVARIATES, new CovariatesFile(dataset, covariates)::write);
        }
    }
}
