package org.latents.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.latents.calibration.Observation;
import org.latents.calibration.Simulated;

/**
 * Simulations as lines of JSON, one each: its number from 1, whether the fit came to rest, measures, and per quantity
 * [pit, truth, mean, sd], followed by [rank, draws] where it was ranked. Reading gives the same bits.
 */
final class SimulationLines {
    private SimulationLines() {}

    static String write(Simulated simulated) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("simulation", simulated.index() + 1);
        if (simulated.failure().isPresent()) {
            map.put("failure", simulated.failure().get());
            return Json.line(map);
        }
        map.put("converged", simulated.converged());
        map.put("measures", simulated.measures());
        Map<String, Object> quantities = new LinkedHashMap<>();
        simulated.observations().forEach((name, o) -> quantities.put(name, row(o)));
        map.put("quantities", quantities);
        return Json.line(map);
    }

    private static List<Object> row(Observation o) {
        List<Object> row = new ArrayList<>(List.of(o.pit(), o.truth(), o.mean(), o.sd()));
        if (o.draws() > 0) {
            row.add(o.rank().isPresent() ? o.rank().getAsInt() : Double.NaN);
            row.add(o.draws());
        }
        return row;
    }

    /**
     * Reads a line; the file is only named in messages.
     *
     * @throws FileFormatException if it is no such line
     */
    static Simulated read(Path file, String line) {
        JsonFields fields = Json.parse(file, line);
        int index = (int) fields.integer("simulation") - 1;
        if (fields.has("failure")) {
            return Simulated.failed(index, fields.text("failure"));
        }
        Map<String, Double> measures = new LinkedHashMap<>();
        JsonFields stored = fields.object("measures");
        stored.keys().forEach(name -> measures.put(name, stored.number(name)));
        Map<String, Observation> observations = new LinkedHashMap<>();
        JsonFields quantities = fields.object("quantities");
        for (String name : quantities.keys()) {
            observations.put(name, observation(quantities, name));
        }
        return new Simulated(index, Optional.empty(), fields.flag("converged"), observations, measures);
    }

    private static Observation observation(JsonFields quantities, String name) {
        double[] row = quantities.numbers(name);
        if ((row.length != 4 && row.length != 6) || !(row[0] >= 0 && row[0] <= 1)) {
            throw quantities.problem(
                    name, "expected [pit, truth, mean, sd] or these and [rank, draws]", Optional.empty());
        }
        boolean drawn = row.length == 6;
        OptionalInt rank = drawn && !Double.isNaN(row[4]) ? OptionalInt.of((int) row[4]) : OptionalInt.empty();
        return new Observation(row[0], rank, drawn ? (int) row[5] : 0, row[1], row[2], row[3]);
    }
}
