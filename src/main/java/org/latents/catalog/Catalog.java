package org.latents.catalog;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The plug-ins of one kind that {@link ServiceLoader} finds, by name.
 *
 * @param <T> the kind
 */
public final class Catalog<T extends Named> {
    private final Class<T> kind;
    private final SortedMap<String, T> entries;

    private Catalog(Class<T> kind, SortedMap<String, T> entries) {
        this.kind = kind;
        this.entries = entries;
    }

    /**
     * Returns the catalogue of a kind.
     *
     * @throws ServiceConfigurationError if two plug-ins share a name, or one cannot be made
     */
    public static <T extends Named> Catalog<T> of(Class<T> kind) {
        SortedMap<String, T> entries = new TreeMap<>();
        for (T entry : ServiceLoader.load(kind)) {
            T other = entries.put(entry.name(), entry);
            if (other != null) {
                throw new ServiceConfigurationError(
                        kind.getName() + ": " + entry.getClass().getName() + " and "
                                + other.getClass().getName() + " are both named " + entry.name());
            }
        }
        return new Catalog<>(kind, entries);
    }

    /** Returns the plug-in of a name, if there is one. */
    public Optional<T> find(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    /**
     * Returns the plug-in of a name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the names there are
     */
    public T get(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException(kind.getSimpleName() + " '" + name
                        + "' is not known; there are " + String.join(", ", entries.keySet())));
    }

    /** All plug-ins, ordered by name. */
    public Collection<T> all() {
        return Collections.unmodifiableCollection(entries.values());
    }
}
