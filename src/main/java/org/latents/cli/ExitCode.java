package org.latents.cli;

/** The exit codes of the program. */
final class ExitCode {
    /** All went well. */
    static final int OK = 0;
    /** An error in the program, or too little memory. */
    static final int INTERNAL = 1;
    /** The command line is wrong. */
    static final int USAGE = 2;
    /** A file, a folder or the data cannot be used. */
    static final int BAD_INPUT = 3;
    /** The fit failed; there is no usable result. */
    static final int FAILED = 4;
    /** Finished, but a check of the result failed and {@code --strict} or {@code --check} was given. */
    static final int FINDING = 5;

    private ExitCode() {}
}
