package org.latents.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Makes a dataset of counts that a file keeps binned; bins may be merged by a whole number. */
final class CountBinning {
    private final Recording recording;
    private final TrialCounts source;
    private final DatasetOptions options;
    private final double binSeconds;
    private final int merged;
    private final int perPiece; // merged bins of a segment; the whole trial where it is not cut
    private final List<String> notes;

    CountBinning(Recording recording, TrialCounts source, DatasetOptions options) {
        this.recording = recording;
        this.source = source;
        this.options = options;
        this.notes = DatasetBuilder.warnings(recording);
        refuse(options.time().isPresent(), "--time");
        refuse(options.layout().alignment().isPresent(), "--align");
        refuse(options.layout().intervals().isPresent(), "--intervals");
        this.merged = merged(source.binSeconds(), options);
        this.binSeconds = Double.isNaN(source.binSeconds())
                ? options.binSeconds().orElseThrow()
                : merged == 1 ? source.binSeconds() : options.binSeconds().orElseThrow();
        this.perPiece = perPiece();
    }

    Dataset dataset() {
        List<Dataset.TrialRow> pieces = pieces();
        boolean[] chosen = Expression.rowsThat(options.trials(), "--trials", columns(pieces), pieces.size());
        List<Dataset.TrialRow> trials = IntStream.range(0, pieces.size())
                .mapToObj(i -> chosen[i] || !pieces.get(i).kept()
                        ? pieces.get(i)
                        : dropped(pieces.get(i), "does not fulfil --trials"))
                .toList();
        int[] lengths = trials.stream()
                .filter(Dataset.TrialRow::kept)
                .mapToInt(Dataset.TrialRow::bins)
                .toArray();
        if (lengths.length == 0) {
            throw new SelectionException("none of the " + trials.size() + " trials can be used: "
                    + Reasons.summary(
                            trials.stream().map(Dataset.TrialRow::reason).toList()));
        }
        DatasetBuilder.checkSize(Arrays.stream(lengths).asLongStream().sum(), source.units(), binSeconds);
        if (!options.units().isBlank()) { // fails before any count is read
            double[] none = new double[source.units()];
            Expression.parse(
                    options.units(), "--units", UnitColumns.of(recording, new long[source.units()], none, none));
        }
        CountMerger merger = new CountMerger(source, merged, perPiece, trials, binSeconds);
        source.stream(merger);
        return select(merger, trials);
    }

    private Dataset select(CountMerger merger, List<Dataset.TrialRow> trials) {
        BinnedCounts all = merger.counts();
        if (Arrays.stream(all.observedBinsPerUnit()).allMatch(bins -> bins == 0)) {
            throw RecordingFormatException.ofFile(recording.source().path(), "no cell of the counts was observed", "");
        }
        long[] spikes = merger.spikes();
        double[] rates = merger.rates();
        double[] unknown = new double[source.units()];
        Arrays.fill(unknown, Double.NaN);
        List<Column> columns = UnitColumns.of(recording, spikes, rates, unknown);
        boolean[] chosen = Expression.rowsThat(options.units(), "--units", columns, source.units());
        String[] reasons = new String[source.units()];
        Arrays.setAll(reasons, n -> chosen[n] ? "" : "does not fulfil --units");
        int[] kept = DatasetBuilder.kept(DatasetBuilder.checkSomeKept(reasons, options.units(), rates));
        BinnedCounts counts = kept.length == source.units() ? all : all.selectUnits(kept);
        addNotes(reasons, trials);
        List<Dataset.Loss> losses = new ArrayList<>();
        long lost = Arrays.stream(kept).mapToLong(n -> spikes[n]).sum() - counts.spikes();
        if (lost > 0) {
            losses.add(new Dataset.Loss("in dropped trials or bins that were merged with unobserved ones", lost));
        }
        return new Dataset(counts, unitRows(counts, reasons, spikes, rates), trials, recording.source(), notes, losses);
    }

    private List<Dataset.UnitRow> unitRows(BinnedCounts counts, String[] reasons, long[] spikes, double[] rates) {
        long[] binned = counts.spikesPerUnit();
        List<Dataset.UnitRow> rows = new ArrayList<>();
        int column = 0;
        for (int n = 0; n < reasons.length; n++) {
            boolean kept = reasons[n].isEmpty();
            rows.add(new Dataset.UnitRow(
                    n + 1,
                    recording.unitId(n),
                    kept,
                    reasons[n],
                    spikes[n],
                    kept ? binned[column++] : 0,
                    rates[n],
                    DatasetBuilder.texts(recording.units(), n)));
        }
        return rows;
    }

    private void addNotes(String[] reasons, List<Dataset.TrialRow> trials) {
        if (merged > 1) {
            notes.add("Bins of " + Seconds.text(source.binSeconds()) + " were merged by " + merged + ".");
        }
        String units = Reasons.summary(List.of(reasons));
        if (!units.isEmpty()) {
            notes.add("Units were dropped: " + units + ".");
        }
        String dropped =
                Reasons.summary(trials.stream().map(Dataset.TrialRow::reason).toList());
        if (!dropped.isEmpty()) {
            notes.add("Trials were dropped: " + dropped + ".");
        }
    }

    private int perPiece() {
        boolean cut = options.layout().segmentSeconds().isPresent() || source.isContinuous();
        if (!cut) {
            return Integer.MAX_VALUE;
        }
        double wanted = options.layout().segmentSeconds().orElse(DatasetOptions.DEFAULT_SEGMENT_SECONDS);
        long bins = BinWindow.wholeBins(wanted, binSeconds);
        if (bins < 1) {
            throw new SelectionException(
                    "a segment of " + Seconds.text(wanted) + " is shorter than one bin of " + Seconds.text(binSeconds));
        }
        return (int) Math.min(Integer.MAX_VALUE, bins);
    }

    /** Returns the trials, or their segments, on a clock that runs through all trials of the file. */
    private List<Dataset.TrialRow> pieces() {
        List<Dataset.TrialRow> rows = new ArrayList<>();
        double fileBin = binSeconds / merged;
        long before = 0;
        for (int k = 0; k < source.trials(); k++) {
            int bins = source.length(k) / merged;
            if (bins == 0) {
                rows.add(new Dataset.TrialRow(
                        rows.size() + 1,
                        before * fileBin,
                        (before + source.length(k)) * fileBin,
                        0,
                        false,
                        "shorter than one bin of " + Seconds.text(binSeconds)));
            }
            int pieces = CountMerger.pieces(bins, perPiece);
            for (int piece = 0; piece < pieces; piece++) {
                long first = (long) piece * perPiece;
                long last = piece == pieces - 1 ? bins : first + perPiece;
                double start = (before + first * merged) * fileBin;
                double stop = (before + last * merged) * fileBin;
                rows.add(new Dataset.TrialRow(rows.size() + 1, start, stop, (int) (last - first), true, ""));
            }
            before += source.length(k);
        }
        return rows;
    }

    private static List<Column> columns(List<Dataset.TrialRow> rows) {
        return List.of(
                numbers("number", rows.stream().mapToDouble(Dataset.TrialRow::number)),
                numbers("bins", rows.stream().mapToDouble(Dataset.TrialRow::bins)),
                numbers("duration", rows.stream().mapToDouble(r -> r.stop() - r.start())));
    }

    private static Column numbers(String name, java.util.stream.DoubleStream values) {
        return Column.ofNumbers(name, "float64", "computed", values.toArray());
    }

    private static Dataset.TrialRow dropped(Dataset.TrialRow row, String reason) {
        return new Dataset.TrialRow(row.number(), row.start(), row.stop(), 0, false, reason);
    }

    private static void refuse(boolean present, String option) {
        if (present) {
            throw new SelectionException(option + " needs spike times; this file holds counts");
        }
    }

    private static int merged(double fileBin, DatasetOptions options) {
        if (Double.isNaN(fileBin)) {
            if (options.binSeconds().isEmpty()) {
                throw new SelectionException("the file does not say how wide its bins are: give --bin");
            }
            return 1;
        }
        double ratio = options.binSeconds().orElse(fileBin) / fileBin;
        long whole = Math.round(ratio);
        if (whole < 1 || whole > Integer.MAX_VALUE || Math.abs(ratio - whole) > 1e-6 * whole) {
            throw new SelectionException(
                    "--bin " + Seconds.text(options.binSeconds().orElse(fileBin)) + ": the counts have bins of "
                            + Seconds.text(fileBin) + ", of which it must be a multiple");
        }
        return (int) whole;
    }
}
