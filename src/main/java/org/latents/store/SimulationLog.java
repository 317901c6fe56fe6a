package org.latents.store;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.latents.calibration.Simulated;
import org.latents.calibration.Study;
import org.latents.random.Seed;

/**
 * The simulations of a study that runs, in a hidden folder beside its result, {@code .NAME.checkpoint}: a line for what
 * the study is, and one for each simulation as it comes. A line that was not finished when the program was killed is
 * dropped; the same command goes on with the rest.
 */
public final class SimulationLog implements AutoCloseable {
    private static final String FORMAT = "latents-simulations/1";
    private static final String FILE = "simulations.jsonl";

    private final Path folder;
    private final Writer writer;
    private final List<Simulated> done;

    private SimulationLog(Path folder, Writer writer, List<Simulated> done) {
        this.folder = folder;
        this.writer = writer;
        this.done = done;
    }

    /** The folder of a result's checkpoint. */
    public static Path folder(Path target) {
        Path absolute = target.toAbsolutePath().normalize();
        return absolute.resolveSibling("." + absolute.getFileName() + ".checkpoint");
    }

    /**
     * Returns the seed of the checkpoint of a study, if there is one: the seed to go on with where none is asked for.
     *
     * @throws IOException if it cannot be read
     */
    public static OptionalLong seed(Path target, Study study) throws IOException {
        Path file = folder(target).resolve(FILE);
        if (!Files.exists(file)) {
            return OptionalLong.empty();
        }
        List<String> lines = completeLines(file);
        if (lines.isEmpty()) {
            return OptionalLong.empty();
        }
        JsonFields header = Json.parse(file, lines.get(0));
        boolean same = header.optionalText("study").equals(Optional.of(StudyFile.identity(study)));
        return same ? OptionalLong.of(header.integer("seed")) : OptionalLong.empty();
    }

    /**
     * Opens the log of a result, with what is in it already.
     *
     * @param version version of the program; simulations of another version are not gone on with
     * @param onExists {@link OnExists#OVERWRITE} drops the checkpoint of another study
     * @throws OutputException if there is the checkpoint of another study, or it cannot be written
     */
    public static SimulationLog open(Path target, Study study, Seed seed, String version, OnExists onExists)
            throws OutputException {
        Path folder = folder(target);
        Path file = folder.resolve(FILE);
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("format", FORMAT);
        map.put("study", StudyFile.identity(study));
        map.put("seed", seed.value());
        map.put("version", version);
        String header = Json.line(map);
        try {
            Files.createDirectories(folder);
            List<String> lines = Files.exists(file) ? completeLines(file) : List.of();
            boolean isOther = !lines.isEmpty() && !lines.get(0).equals(header);
            if (isOther && onExists != OnExists.OVERWRITE) {
                throw new OutputException(
                        folder,
                        "is the checkpoint of another study, seed or version; remove it, choose another --out, or"
                                + " --on-exists overwrite to drop it");
            }
            List<Simulated> done = new ArrayList<>();
            if (isOther || lines.isEmpty()) {
                Files.writeString(file, header + "\n");
            } else {
                Files.writeString(file, String.join("\n", lines) + "\n");
                lines.subList(1, lines.size()).forEach(line -> done.add(SimulationLines.read(file, line)));
            }
            Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
            return new SimulationLog(folder, writer, List.copyOf(done));
        } catch (OutputException e) {
            throw e;
        } catch (IOException e) {
            throw new OutputException(folder, e);
        }
    }

    private static List<String> completeLines(Path file) throws IOException {
        String text = Files.readString(file);
        int end = text.lastIndexOf('\n');
        return end < 0 ? List.of() : text.substring(0, end).lines().toList();
    }

    /** The simulations of earlier runs. */
    public List<Simulated> done() {
        return done;
    }

    /**
     * Adds a simulation, and hands it to the system so that it survives the end of the program.
     *
     * @throws OutputException if it cannot be written
     */
    public void append(Simulated simulated) throws OutputException {
        try {
            writer.write(SimulationLines.write(simulated) + "\n");
            writer.flush();
        } catch (IOException e) {
            throw new OutputException(folder, e);
        }
    }

    /**
     * Removes the checkpoint, once the result is in its place.
     *
     * @throws OutputException if that fails
     */
    public void remove() throws OutputException {
        try {
            writer.close();
            Disk.REAL.delete(folder);
        } catch (IOException e) {
            throw new OutputException(folder, e);
        }
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
