package org.latents.catalog;

/** A plug-in that is chosen by name, on the command line or in a specification. */
public interface Named {
    /** The name, in lower case with hyphens, unique among plug-ins of its kind. */
    String name();
}
