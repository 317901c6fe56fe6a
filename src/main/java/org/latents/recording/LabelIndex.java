package org.latents.recording;

import java.util.Arrays;

/** The place of a label among those of all units; a table where labels are small whole numbers, else a search. */
final class LabelIndex {
    private static final int LARGEST_TABLE = 1 << 20;

    private final double[] labels; // in ascending order
    private final int[] table; // place of label + offset, −1 for none; empty where the range is large
    private final double least;

    LabelIndex(double[] labels) {
        this.labels = labels.clone();
        this.least = labels.length == 0 ? 0 : labels[0];
        double range = labels.length == 0 ? 0 : labels[labels.length - 1] - least + 1;
        boolean isSmall = range <= LARGEST_TABLE && Arrays.stream(labels).allMatch(label -> label == Math.rint(label));
        this.table = new int[isSmall ? (int) range : 0];
        Arrays.fill(table, -1);
        for (int i = 0; i < labels.length && isSmall; i++) {
            table[(int) (labels[i] - least)] = i;
        }
    }

    /** Number of labels. */
    int size() {
        return labels.length;
    }

    /** Returns the place of a label that is among them. */
    int of(double label) {
        return table.length > 0 ? table[(int) (label - least)] : Arrays.binarySearch(labels, label);
    }
}
