package org.latents.data;

import java.util.List;

/** Adds cells of a file into merged bins of trials or segments; a merged bin is observed where all of its parts are. */
final class CountMerger implements BinnedCounts.CellVisitor {
    private final int merged;
    private final int perPiece;
    private final int[] firstPiece; // of each trial of the file
    private final int[] bins; // whole merged bins of each trial of the file
    private final int[] keptIndex; // of each piece, −1 where dropped
    private final BinnedCounts.Builder builder;
    private final long[] spikes;
    private final long[] observed; // bins of the file
    private final double fileBin;

    CountMerger(TrialCounts source, int merged, int perPiece, List<Dataset.TrialRow> pieces, double binSeconds) {
        this.merged = merged;
        this.perPiece = perPiece;
        this.fileBin = binSeconds / merged;
        this.spikes = new long[source.units()];
        this.observed = new long[source.units()];
        this.firstPiece = new int[source.trials()];
        this.bins = new int[source.trials()];
        int piece = 0;
        for (int k = 0; k < bins.length; k++) {
            bins[k] = source.length(k) / merged;
            firstPiece[k] = piece;
            piece += Math.max(1, pieces(bins[k], perPiece));
        }
        this.keptIndex = new int[pieces.size()];
        int kept = 0;
        for (int i = 0; i < keptIndex.length; i++) {
            keptIndex[i] = pieces.get(i).kept() ? kept++ : -1;
        }
        int[] lengths = pieces.stream()
                .filter(Dataset.TrialRow::kept)
                .mapToInt(Dataset.TrialRow::bins)
                .toArray();
        this.builder = BinnedCounts.builder(source.units(), lengths, binSeconds);
    }

    /** Number of pieces of a trial; a rest of less than half a piece goes to the piece before it. */
    static int pieces(int bins, int perPiece) {
        return bins == 0 ? 0 : (int) Math.max(1, ((long) bins + perPiece / 2) / perPiece);
    }

    @Override
    public void visit(int trial, int t, int unit, int y) {
        if (y >= 0) {
            spikes[unit] += y;
            observed[unit]++;
        }
        int bin = t / merged;
        if (bin >= bins[trial]) {
            return;
        }
        int piece = Math.min(bin / perPiece, pieces(bins[trial], perPiece) - 1);
        int target = keptIndex[firstPiece[trial] + piece];
        if (target < 0) {
            return;
        }
        int inPiece = bin - piece * perPiece;
        if (y < 0) {
            builder.hide(target, inPiece, unit);
        } else if (y > 0) {
            builder.add(target, inPiece, unit, y);
        }
    }

    BinnedCounts counts() {
        return builder.build();
    }

    /** Spikes of each unit in observed bins of the file. */
    long[] spikes() {
        return spikes.clone();
    }

    /** Spikes per second of observed time of each unit; 0 where it was never observed. */
    double[] rates() {
        double[] rates = new double[spikes.length];
        for (int n = 0; n < rates.length; n++) {
            rates[n] = observed[n] == 0 ? 0 : spikes[n] / (observed[n] * fileBin);
        }
        return rates;
    }
}
