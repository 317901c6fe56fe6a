package org.latents.recording;

import io.jhdf.exceptions.HdfFilterException;
import io.jhdf.exceptions.UnsupportedHdfException;
import java.util.concurrent.Callable;
import org.latents.data.RecordingFormatException;
import org.latents.data.SelectionException;

/**
 * The boundary to the HDF5 library: whatever comes out of it, on files that are damaged or made to do harm, becomes a
 * {@link RecordingFormatException} that names the file and the place in it.
 */
final class Hdf5Guard {
    private Hdf5Guard() {}

    /** Runs a piece of reading. */
    static <T> T call(String file, String place, Callable<T> reading) {
        try {
            return reading.call();
        } catch (RecordingFormatException | SelectionException e) {
            throw e;
        } catch (OutOfMemoryError e) {
            throw problem(
                    file,
                    place,
                    "it asks for more memory than there is",
                    "If the file is sound, give Java more" + " memory (-Xmx)",
                    e);
        } catch (Exception | StackOverflowError | AssertionError | InternalError e) {
            throw problem(file, place, describe(e), remedy(e), e);
        }
    }

    private static RecordingFormatException problem(
            String file, String place, String problem, String remedy, Throwable cause) {
        return RecordingFormatException.at(file, place, problem, remedy).causedBy(cause);
    }

    private static String describe(Throwable failure) {
        if (failure instanceof StackOverflowError) {
            return "damaged: its structure leads in a circle";
        }
        Throwable root = failure;
        for (int i = 0; i < 20 && root.getCause() != null; i++) {
            root = root.getCause();
        }
        String message = root.getMessage();
        boolean readable = message != null && message.length() > 15 && message.contains(" ");
        String text = readable
                ? message.replaceAll("\\s+", " ").strip()
                : root.getClass().getSimpleName();
        text = text.length() > 200 ? text.substring(0, 200) + "..." : text;
        return isUnsupported(failure) ? "not supported: " + text : "cannot be read (" + text + ")";
    }

    private static boolean isUnsupported(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; i < 20 && cause != null; i++, cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof UnsupportedHdfException || message.contains("not supported")) {
                return true;
            }
        }
        return false;
    }

    private static String remedy(Throwable failure) {
        if (failure instanceof HdfFilterException) {
            return "Rewrite the file with h5repack -f GZIP=4 IN OUT";
        }
        return isUnsupported(failure)
                ? "Write the values into the file as a plain dataset"
                : "The file may be damaged; compare it with the original, or try h5dump on it";
    }
}
