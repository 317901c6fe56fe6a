package org.latents.cli;

/** How progress is shown; the names are those of the command line. */
enum ProgressMode {
    /** A line that renews itself on a terminal, plain lines elsewhere. */
    auto,
    /** Plain lines. */
    plain,
    /** One JSON object a line. */
    json,
    /** Nothing. */
    none
}
