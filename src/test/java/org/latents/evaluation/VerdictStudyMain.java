package org.latents.evaluation;

import java.util.Arrays;
import org.latents.execution.TaskRunners;
import org.latents.random.Seed;

/** Prints the rates of a study: seed, replicates, trials separated by commas, dispersions separated by commas. */
public final class VerdictStudyMain {
    private VerdictStudyMain() {}

    /** Runs the study. */
    public static void main(String[] args) {
        VerdictStudy.Definition definition = new VerdictStudy.Definition(
                new Seed(Long.parseLong(args[0])),
                10,
                50,
                0.02,
                25,
                Integer.parseInt(args[1]),
                Arrays.stream(args[2].split(",")).mapToInt(Integer::parseInt).toArray(),
                Arrays.stream(args[3].split(",")).mapToDouble(Double::parseDouble).toArray());
        new VerdictStudy(definition).run(TaskRunners.serial(), System.out::println);
    }
}
