/**
 * The command line: commands that parse, call the library, print and end with an exit code.
 *
 * <p>Results go to standard output, everything else to standard error. Exit codes ({@link org.latents.cli.ExitCode}): 2
 * when the command line alone is wrong; 3 when it is right, but a file, a folder or the data that it names cannot be
 * used, be it read or written; 4 when there is no usable result; 1 only for an error in the program.
 */
package org.latents.cli;
