package org.latents.evaluation;

import java.util.Optional;
import org.latents.model.Model;

/**
 * Where models that were learnt for parts of the data are kept, so that an interrupted or extended search need not
 * learn them again. Safe to use from several threads.
 */
public interface FitMemory {
    /** A memory that forgets everything. */
    FitMemory NONE = new FitMemory() {
        @Override
        public Optional<Model> recall(String key) {
            return Optional.empty();
        }

        @Override
        public void remember(String key, Model model) {
            // nothing is kept
        }
    };

    /** Returns the model of a key, exactly as it was remembered. */
    Optional<Model> recall(String key);

    /** Keeps a model. */
    void remember(String key, Model model);
}
