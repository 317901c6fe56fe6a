package org.latents.recording;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;
import org.latents.data.BinnedCounts;
import org.latents.data.RecordingFormatException;
import org.latents.data.TrialCounts;
import org.latents.recording.CountsReader.CountsLayout;

/** The cells of a dataset of counts, read from front to back. */
final class CountsStream implements TrialCounts.Source {
    private final Path path;
    private final boolean followLinks;
    private final String dataset;
    private final Optional<String> mask;
    private final CountsLayout layout;
    private final FileStamp stamp;

    CountsStream(Path path, boolean followLinks, String dataset, Optional<String> mask, CountsLayout layout) {
        this.path = path;
        this.followLinks = followLinks;
        this.dataset = dataset;
        this.mask = mask;
        this.layout = layout;
        this.stamp = FileStamp.of(path);
    }

    @Override
    public void stream(BinnedCounts.CellVisitor visitor) {
        stamp.check(path);
        try (Hdf5File file = Hdf5File.open(path, followLinks)) {
            Hdf5Dataset counts = dataset(file, dataset);
            BitSet hidden = new BitSet();
            mask.ifPresent(name -> readMask(dataset(file, name), hidden));
            Walker walker = new Walker(visitor, hidden);
            Hdf5Stream.of(counts).forEach(walker);
        }
    }

    private Hdf5Dataset dataset(Hdf5File file, String name) {
        if (file.root().at(name) instanceof Hdf5Dataset found) {
            return found;
        }
        throw RecordingFormatException.at(path.toString(), name, "it is no dataset any more", "");
    }

    private void readMask(Hdf5Dataset observed, BitSet hidden) {
        if (observed.size() > Integer.MAX_VALUE) {
            throw RecordingFormatException.at(path.toString(), observed.path(), "it has too many values", "");
        }
        int[] cell = new int[1];
        Hdf5Stream.of(observed).forEach((values, from, to) -> {
            for (int i = from; i < to; i++, cell[0]++) {
                if (values[i] == 0) {
                    hidden.set(cell[0]);
                }
            }
        });
    }

    private final class Walker implements Hdf5Stream.Sink {
        private final BinnedCounts.CellVisitor visitor;
        private final BitSet hidden;
        private final long[] at; // position in the dataset, slowest first
        private long cell;
        private int trial;
        private long trialStart;

        Walker(BinnedCounts.CellVisitor visitor, BitSet hidden) {
            this.visitor = visitor;
            this.hidden = hidden;
            this.at = new long[layout.shape().length];
        }

        @Override
        public void accept(double[] values, int from, int to) {
            for (int i = from; i < to; i++) {
                boolean isHidden = Double.isNaN(values[i]) || !hidden.isEmpty() && hidden.get((int) cell);
                visit(isHidden ? -1 : count(values[i]));
                cell++;
                advance();
            }
        }

        private void visit(int count) {
            int last = at.length - 1;
            int unit = (int) (layout.isReversed() ? at[0] : at[last]);
            if (at.length == 3) {
                long k = layout.isReversed() ? at[2] : at[0];
                visitor.visit((int) k, (int) at[1], unit, count);
                return;
            }
            long bin = layout.isReversed() ? at[1] : at[0];
            if (bin < trialStart) {
                trial = 0;
                trialStart = 0;
            }
            while (bin >= trialStart + layout.lengths()[trial]) {
                trialStart += layout.lengths()[trial++];
            }
            visitor.visit(trial, (int) (bin - trialStart), unit, count);
        }

        private int count(double value) {
            if (value < 0 || value > BinnedCounts.MAX_COUNT || value != Math.rint(value)) {
                throw RecordingFormatException.at(
                        path.toString(),
                        dataset,
                        "expected counts in [0, " + BinnedCounts.MAX_COUNT + "], got " + value + " at position "
                                + java.util.Arrays.toString(at),
                        "");
            }
            return (int) value;
        }

        private void advance() {
            for (int d = at.length - 1; d >= 0; d--) {
                if (++at[d] < layout.shape()[d]) {
                    return;
                }
                at[d] = 0;
            }
        }
    }
}
