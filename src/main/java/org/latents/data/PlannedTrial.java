package org.latents.data;

import java.util.Optional;

/**
 * A trial or segment before it is binned.
 *
 * @param number from 1, its row in the table
 * @param start session seconds, may be NaN
 * @param stop session seconds, may be NaN
 * @param window its bins; empty where dropped
 * @param reason why it was dropped; empty where kept
 */
record PlannedTrial(int number, double start, double stop, Optional<BinWindow> window, String reason) {
    static PlannedTrial kept(int number, double start, double stop, BinWindow window) {
        return new PlannedTrial(number, start, stop, Optional.of(window), "");
    }

    PlannedTrial dropped(String why) {
        return new PlannedTrial(number, start, stop, Optional.empty(), why);
    }

    static PlannedTrial dropped(int number, double start, double stop, String why) {
        return new PlannedTrial(number, start, stop, Optional.empty(), why);
    }

    boolean isKept() {
        return window.isPresent();
    }

    Dataset.TrialRow row() {
        return new Dataset.TrialRow(
                number, start, stop, window.map(BinWindow::bins).orElse(0), isKept(), reason);
    }
}
