package org.latents.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latents.inference.parameters.ParameterMethod;
import org.latents.inference.parameters.ParameterPosterior;
import org.latents.inference.parameters.ParameterPriors;
import org.latents.inference.parameters.Quantity;

/**
 * A posterior over the parameters in a run folder: intervals in {@code parameters.csv}, what it rests on in
 * {@code metrics.json}, and the draws in {@code fit.h5}:
 *
 * <pre>
 * /parameter_posterior/draws [draws, quantities]   log_weights [draws], smoothed, not normalised
 * </pre>
 *
 * with the quantities in the order of the rows of {@code parameters.csv}.
 */
final class ParameterFiles {
    static final String KEY = "parameter_posterior";

    private static final String K_HAT = "k_hat";

    private ParameterFiles() {}

    /** Returns the object in {@code metrics.json}. */
    static Map<String, Object> fields(ParameterPosterior posterior) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("method", posterior.method().key());
        map.put("draws", posterior.values().length);
        map.put("effective_draws", posterior.effectiveDraws());
        if (Double.isFinite(posterior.kHat())) {
            map.put(K_HAT, posterior.kHat());
        }
        map.put("reliable", posterior.isReliable() ? "yes" : "no");
        map.put("priors", posterior.priors().values());
        map.put("remarks", posterior.remarks());
        return map;
    }

    /** Writes the table of intervals. */
    static void write(RunFolder folder, Optional<ParameterPosterior> parameters) throws OutputException {
        if (parameters.isPresent()) {
            folder.put(RunPaths.PARAMETERS, table(parameters.get()).text());
        }
    }

    /** Adds the draws; a posterior without any leaves no trace. */
    static void put(Hdf5Output output, ParameterPosterior posterior) {
        if (!posterior.isFailed()) {
            output.dataset(KEY, "draws", posterior.values()).dataset(KEY, "log_weights", posterior.logWeights());
        }
    }

    /** A row per quantity. */
    static CsvTable table(ParameterPosterior posterior) {
        CsvTable table = new CsvTable(
                "name", "unit", "estimate", "sd", "5%", "50%", "95%", "method", "k_hat", "effective_draws");
        if (posterior.isFailed()) {
            posterior
                    .quantities()
                    .forEach(q -> table.row(
                            q.name(),
                            q.unit(),
                            "",
                            "",
                            "",
                            "",
                            "",
                            posterior.method().key(),
                            "",
                            0));
            return table;
        }
        String kHat = Double.isNaN(posterior.kHat()) ? "" : String.valueOf(posterior.kHat());
        for (ParameterPosterior.Summary s : posterior.summaries()) {
            table.row(
                    s.quantity().name(),
                    s.quantity().unit(),
                    s.mean(),
                    s.sd(),
                    s.low(),
                    s.median(),
                    s.high(),
                    posterior.method().key(),
                    kHat,
                    posterior.effectiveDraws());
        }
        return table;
    }

    /** Reads what was written, if there is any. */
    static Optional<ParameterPosterior> read(Path folder, JsonFields metrics) throws IOException {
        if (!metrics.has(KEY)) {
            return Optional.empty();
        }
        JsonFields fields = metrics.object(KEY);
        CsvTable table = CsvTable.read(folder.resolve(RunPaths.PARAMETERS));
        List<Quantity> quantities = new ArrayList<>();
        for (int row = 0; row < table.size(); row++) {
            quantities.add(new Quantity(table.get(row, "name"), table.get(row, "unit")));
        }
        JsonFields priors = fields.object("priors");
        Map<String, Double> values = new LinkedHashMap<>();
        priors.keys().forEach(key -> values.put(key, priors.number(key)));
        double[][] draws = new double[(int) fields.integer("draws")][quantities.size()];
        return Optional.of(new ParameterPosterior(
                ParameterMethod.of(fields.text("method")),
                ParameterPriors.of(values),
                quantities,
                draws,
                readDraws(folder, draws),
                fields.has(K_HAT) ? fields.number(K_HAT) : Double.NaN,
                fields.number("effective_draws"),
                fields.text("reliable").equals("yes"),
                fields.texts("remarks")));
    }

    /** Fills the draws; returns their log weights. */
    private static double[] readDraws(Path folder, double[][] draws) throws IOException {
        if (draws.length == 0) {
            return new double[0];
        }
        int columns = draws[0].length;
        try (Hdf5Input input = Hdf5Input.open(folder.resolve(RunPaths.FIT))) {
            double[] all = input.doubles("/" + KEY + "/draws", "draws × quantities", draws.length, columns);
            for (int i = 0; i < draws.length; i++) {
                System.arraycopy(all, i * columns, draws[i], 0, columns);
            }
            return input.doubles("/" + KEY + "/log_weights", "draws", draws.length);
        }
    }
}
