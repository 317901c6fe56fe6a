package org.latents.diagnostic;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.latents.catalog.Catalog;
import org.latents.catalog.Named;

/**
 * A question asked of one fit. An extension point: one class, one line in {@code META-INF/services}, one subclass of
 * the contract test, which holds a diagnostic to pass at its nominal rate on counts drawn from the fit, and to fail on
 * a misfit that it states.
 *
 * <p>Implementations are stateless and safe to share between threads. A threshold is two conditions: the deviation is
 * more than chance at 1 %, and it is large enough to matter; both are stated in the class.
 */
public interface Diagnostic extends Named {
    /** What a question is about, in the order in which a reader asks. */
    enum Topic {
        /** Did learning end well? */
        LEARNING("learning"),
        /** Are the parameters inside their ranges, and needed? */
        PARAMETERS("parameters"),
        /** Is q(x) close to p(x | y)? */
        POSTERIOR("posterior"),
        /** Do counts look as the model says? */
        PREDICTION("prediction");

        private final String key;

        Topic(String key) {
            this.key = key;
        }

        /** The word used in files. */
        public String key() {
            return key;
        }
    }

    /** What the question is about. */
    Topic topic();

    /** Whether the answer needs no more than one sweep over the posterior: no inference, no simulation. */
    boolean isQuick();

    /** Answers. The same subject gives the same answer, to the bit, for any number of threads. */
    Finding examine(Subject subject);

    /** Returns all diagnostics there are, by topic, then by name. */
    static List<Diagnostic> all() {
        Collection<Diagnostic> known = Catalog.of(Diagnostic.class).all();
        return known.stream()
                .sorted(Comparator.comparing(Diagnostic::topic).thenComparing(Diagnostic::name))
                .toList();
    }
}
