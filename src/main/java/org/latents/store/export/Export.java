package org.latents.store.export;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.latents.store.ExportedFit;
import org.latents.store.OutputException;
import org.latents.store.RunFolder;

/** Writes fits in the forms of other tools. */
public final class Export {
    private Export() {}

    /** A form. */
    public enum Form {
        /** Tidy tables in the folder {@code csv}. */
        CSV,
        /** A MATLAB file of version 5, {@code fit.mat}. */
        MAT,
        /** A file of Neurodata Without Borders, {@code fit.nwb}. */
        NWB;

        /** The word for it on the command line. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Returns the form of a word, if there is one. */
        public static Optional<Form> of(String key) {
            return keys().contains(key) ? Optional.of(valueOf(key.toUpperCase(Locale.ROOT))) : Optional.empty();
        }

        /** The words of all forms. */
        public static List<String> keys() {
            return List.of(CSV.key(), MAT.key(), NWB.key());
        }
    }

    /**
     * Writes a fit into a folder; one of several fits goes to a folder of its name.
     *
     * @param forms what is written
     * @param created time of creation for files that tell it
     * @return the names of what was written, relative to the folder
     * @throws OutputException if it cannot be written
     */
    public static List<String> write(RunFolder folder, ExportedFit fit, Set<Form> forms, Instant created)
            throws OutputException {
        String prefix = fit.name().isEmpty() ? "" : fit.name() + "/";
        List<String> written = new ArrayList<>();
        if (forms.contains(Form.CSV)) {
            new CsvExport(fit).write(folder, prefix);
            written.add(prefix + CsvExport.FOLDER);
        }
        if (forms.contains(Form.MAT)) {
            folder.put(prefix + MatExport.FILE, new MatExport(fit)::write);
            written.add(prefix + MatExport.FILE);
        }
        if (forms.contains(Form.NWB)) {
            folder.put(prefix + NwbExport.FILE, new NwbExport(fit, created)::write);
            written.add(prefix + NwbExport.FILE);
        }
        return written;
    }
}
