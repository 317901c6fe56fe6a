package org.latents.data;

/**
 * A recording that cannot be used because of what is in the file: unreadable, inconsistent, or empty. The message is
 * one sentence or two: file, place in the file, what is wrong, and what to do about it where that is known.
 */
public final class RecordingFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final String place;
    private final String problem;
    private final String remedy;

    private RecordingFormatException(String file, String place, String problem, String remedy, Throwable cause) {
        super(text(file, place, problem, remedy), cause);
        this.file = file;
        this.place = place;
        this.problem = problem;
        this.remedy = remedy;
    }

    /** Returns an exception about a whole file; the remedy may be empty. */
    public static RecordingFormatException ofFile(String file, String problem, String remedy) {
        return new RecordingFormatException(file, "", problem, remedy, null);
    }

    /** Returns an exception about a place in a file, such as an HDF5 path or a table; the remedy may be empty. */
    public static RecordingFormatException at(String file, String place, String problem, String remedy) {
        return new RecordingFormatException(file, place, problem, remedy, null);
    }

    /** Returns the same exception with the failure of a library as its cause. */
    public RecordingFormatException causedBy(Throwable cause) {
        return new RecordingFormatException(file, place, problem, remedy, cause);
    }

    /** The file, as the user gave it. */
    public String file() {
        return file;
    }

    /** Where in the file: an HDF5 path, a table, a line; empty when the file as a whole is meant. */
    public String place() {
        return place;
    }

    /** What is wrong, without file and place. */
    public String problem() {
        return problem;
    }

    /** What to do; empty when nothing is known to help. */
    public String remedy() {
        return remedy;
    }

    private static String text(String file, String place, String problem, String remedy) {
        return file + ": " + (place.isEmpty() ? "" : place + ": ") + problem + (remedy.isEmpty() ? "" : ". " + remedy);
    }
}
