package org.latents.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.latents.evaluation.VerdictRates;
import org.latents.evaluation.VerdictStudy;
import org.latents.execution.TaskRunners;

/**
 * Runs the verdict study: {@code small} or {@code full}, then {@code --check} to compare with the expected results, or
 * nothing to print the results as they stand in {@code diagnostics/verdict.expected.json}; {@code --kinds 30,10} or
 * {@code --kinds 30 --trials 5} run some kinds and sizes only, so that a full study can be run in parts.
 */
public final class VerdictStudyMain {
    private static final Path DEFINITION = Path.of("diagnostics/verdict.study.yaml");
    private static final Path EXPECTED = Path.of("diagnostics/verdict.expected.json");

    private VerdictStudyMain() {}

    /** Runs the study. */
    public static void main(String[] args) throws Exception {
        VerdictStudyFiles.Size size =
                args[0].equals("small") ? VerdictStudyFiles.Size.SMALL : VerdictStudyFiles.Size.FULL;
        VerdictStudy.Definition definition = VerdictStudyFiles.read(DEFINITION, size);
        if (args.length > 2 && args[1].equals("--kinds")) {
            definition = definition.withDispersions(List.of(args[2].split(",")).stream()
                    .mapToDouble(text -> text.equals("poisson") ? Double.POSITIVE_INFINITY : Double.parseDouble(text))
                    .toArray());
        }
        if (args.length > 4 && args[3].equals("--trials")) {
            definition = definition.withTrials(List.of(args[4].split(",")).stream()
                    .mapToInt(Integer::parseInt)
                    .toArray());
        }
        List<VerdictRates> rows = new VerdictStudy(definition).run(TaskRunners.serial(), row -> {
            Map<String, Object> map = VerdictStudyFiles.toMap(List.of(), List.of(row));
            System.out.println(Json.line(map));
        });
        if (args.length > 1 && args[1].equals("--check")) {
            List<String> differences = VerdictStudyFiles.differences(VerdictStudyFiles.readRates(EXPECTED, size), rows);
            System.out.println(differences.isEmpty() ? "as expected" : String.join("\n", differences));
        }
    }
}
