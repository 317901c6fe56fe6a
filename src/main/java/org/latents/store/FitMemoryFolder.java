package org.latents.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.latents.evaluation.FitMemory;
import org.latents.model.Model;

/**
 * Learnt models in a folder, one parameter file each, beside a text that says what they were learnt from. Folders that
 * say something else are not read.
 */
public final class FitMemoryFolder implements FitMemory {
    private static final String OWNER = "made-from.txt";
    private static final String ENDING = ".h5";

    private final Path folder;
    private final List<Path> sources;

    private FitMemoryFolder(Path folder, List<Path> sources) {
        this.folder = folder;
        this.sources = sources;
    }

    /**
     * Opens a memory.
     *
     * @param folder where models are kept; emptied unless it was made from the same
     * @param more folders that may hold models already, read only
     * @param madeFrom data and settings that decide what is learnt, as text
     * @param keep whether what the folder holds already may be used
     * @throws IOException if the folder cannot be written
     */
    public static FitMemoryFolder open(Path folder, List<Path> more, String madeFrom, boolean keep) throws IOException {
        if (!keep || !isFrom(folder, madeFrom)) {
            delete(folder);
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(OWNER), madeFrom);
        }
        List<Path> sources = new ArrayList<>(List.of(folder));
        for (Path other : more) {
            if (isFrom(other, madeFrom)) {
                sources.add(other);
            }
        }
        return new FitMemoryFolder(folder, List.copyOf(sources));
    }

    @Override
    public Optional<Model> recall(String key) {
        for (Path source : sources) {
            Path file = source.resolve(name(key));
            if (Files.exists(file)) {
                try {
                    return Optional.of(FitFile.read(file).model());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void remember(String key, Model model) {
        Path file = folder.resolve(name(key));
        Path partial = folder.resolve(name(key) + ".partial");
        try {
            Files.deleteIfExists(partial);
            new FitFile(model, Optional.empty()).write(partial);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies every model that is known into a run folder. */
    public void copyInto(RunFolder run, String name) throws OutputException {
        for (int i = sources.size() - 1; i >= 0; i--) {
            Path source = sources.get(i);
            for (Path file : files(source)) {
                String target = name + "/" + file.getFileName();
                run.put(target, path -> Files.copy(file, path, StandardCopyOption.REPLACE_EXISTING));
            }
        }
    }

    /** Removes the folder. */
    public void delete() throws IOException {
        delete(folder);
    }

    private static List<Path> files(Path folder) throws OutputException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(file -> !file.toString().endsWith(".partial"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new OutputException(folder, e);
        }
    }

    private static String name(String key) {
        String readable = key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
        return readable + "-" + Integer.toHexString(key.hashCode()) + ENDING;
    }

    private static boolean isFrom(Path folder, String madeFrom) throws IOException {
        Path owner = folder.resolve(OWNER);
        return Files.exists(owner)
                && Files.readString(owner, StandardCharsets.UTF_8).equals(madeFrom);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
