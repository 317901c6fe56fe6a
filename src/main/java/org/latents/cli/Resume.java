package org.latents.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.latents.store.OutputException;
import org.latents.store.ResolvedConfig;
import org.latents.store.RunPaths;
import org.latents.store.RunRecord;
import org.latents.store.SpecFile;
import org.latents.store.StoredRun;

/** Decides whether a folder already holds the result that a command would make. */
final class Resume {
    private final String kind;
    private final ResolvedConfig config;
    private final String sha256;
    private final OptionalLong seed;

    Resume(String kind, ResolvedConfig config, String sha256, OptionalLong seed) {
        this.kind = kind;
        this.config = config;
        this.sha256 = sha256;
        this.seed = seed;
    }

    /**
     * Returns the record of the folder.
     *
     * @throws OutputException if it holds another result; the message says what differs
     */
    RunRecord check(Path folder) throws IOException {
        RunRecord record = StoredRun.readRecord(folder);
        List<String> differences = differences(folder, record, Set.of());
        if (!differences.isEmpty()) {
            throw new OutputException(folder, "cannot be resumed: " + String.join("; ", differences));
        }
        return record;
    }

    /** Returns whether the folder holds a result that differs from this one, but in these settings only. */
    boolean differsOnlyIn(Path folder, Set<String> keys) throws IOException {
        RunRecord record = StoredRun.readRecord(folder);
        return differences(folder, record, keys).isEmpty()
                && !differences(folder, record, Set.of()).isEmpty();
    }

    private List<String> differences(Path folder, RunRecord record, Set<String> ignored) throws IOException {
        List<String> differences = new ArrayList<>();
        if (!record.kind().equals(kind)) {
            differences.add("it holds the result of '" + record.kind() + "'");
        }
        if (!record.status().equals(RunRecord.FINISHED)) {
            differences.add("its status is '" + record.status() + "'");
        }
        if (record.input().map(input -> !input.sha256().equals(sha256)).orElse(true)) {
            differences.add("it was made from other data");
        }
        if (seed.isPresent() && seed.getAsLong() != record.seed()) {
            differences.add("its seed is " + record.seed());
        }
        addSettings(folder.resolve(RunPaths.CONFIG), ignored, differences);
        return differences;
    }

    private void addSettings(Path file, Set<String> ignored, List<String> differences) throws IOException {
        Map<String, String> now = new LinkedHashMap<>();
        config.settings().forEach(setting -> now.put(setting.key(), setting.value()));
        now.keySet().removeAll(List.of("seed", "threads"));
        List<String> known = new ArrayList<>(now.keySet());
        SpecFile before = SpecFile.readAnyKey(file);
        before.entries().keySet().stream()
                .filter(key ->
                        !known.contains(key) && !List.of("seed", "threads").contains(key))
                .forEach(known::add);
        known.removeAll(ignored);
        for (String key : known) {
            String old = before.get(key).orElse("not set");
            String value = now.getOrDefault(key, "not set");
            if (!old.equals(value)) {
                differences.add("--" + key + " was " + old + ", now " + value);
            }
        }
    }
}
