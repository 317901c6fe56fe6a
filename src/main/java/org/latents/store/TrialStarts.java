package org.latents.store;

import java.util.Optional;

/** What K + 1 trial starts must be: from 0, each larger than the one before. */
final class TrialStarts {
    private TrialStarts() {}

    /** Returns what is wrong, if something is. */
    static Optional<String> check(int[] start) {
        if (start.length < 2) {
            return Optional.of("expected at least 2 entries (trials + 1), found " + start.length);
        }
        if (start[0] != 0) {
            return Optional.of("expected the first entry to be 0, found " + start[0]);
        }
        for (int k = 1; k < start.length; k++) {
            if (start[k] <= start[k - 1]) {
                return Optional.of("entry " + k + " (from 0) is " + start[k] + " after " + start[k - 1]
                        + "; expected trials of at least one bin");
            }
        }
        return Optional.empty();
    }
}
