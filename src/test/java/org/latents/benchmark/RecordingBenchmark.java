package org.latents.benchmark;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.DatasetCreationOptions;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.commons.rng.UniformRandomProvider;
import org.latents.data.BinnedCounts;
import org.latents.data.DatasetBuilder;
import org.latents.data.DatasetOptions;
import org.latents.data.Inspection;
import org.latents.data.Recording;
import org.latents.random.Seed;
import org.latents.recording.Recordings;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Spikes per microsecond when a file of 25 million spikes of 500 units (200 MB of doubles, gzip and shuffle) is
 * inspected and binned in a heap of 256 MB, beside h5py, which only reads the spike times into one array. The file is
 * made first, in the folder for temporary files, and kept for the next run.
 *
 * <p>Run: {@code mvn -q -o test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=org.latents.benchmark.RecordingBenchmark}, with {@code -Dlatents.python=PATH} for a Python that has
 * h5py (default: python3; without h5py the comparison is left out). Making the file needs 1 GB of heap.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx256m")
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 5, time = 5)
public class RecordingBenchmark {
    private static final int UNITS = 500;
    private static final int SPIKES = 25_000_000;
    private static final double SESSION_SECONDS = 3600;
    private static final int SAMPLES_PER_SECOND = 30_000;

    /** Path of the file. */
    @Param("")
    public String file;

    /** Opens, looks at every spike time, and describes. */
    @Benchmark
    @OperationsPerInvocation(SPIKES)
    public Object inspect() {
        return Inspection.of(Recordings.open(Path.of(file))).tree();
    }

    /** Opens, looks at every spike time, and counts into bins of 20 ms. */
    @Benchmark
    @OperationsPerInvocation(SPIKES)
    public BinnedCounts bin() {
        return DatasetBuilder.build(Recordings.open(Path.of(file)), DatasetOptions.all())
                .counts();
    }

    /** Both, on one opening, as a command that shows a recording and then fits it would. */
    @Benchmark
    @OperationsPerInvocation(SPIKES)
    public BinnedCounts inspectAndBin() {
        Recording recording = Recordings.open(Path.of(file));
        Inspection.of(recording).tree();
        return DatasetBuilder.build(recording, DatasetOptions.all()).counts();
    }

    /** Makes the file if it is not there, and runs the benchmark between two readings by h5py. */
    public static void main(String[] args) throws RunnerException, IOException, InterruptedException {
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "latents-benchmark-25M.h5");
        if (!Files.exists(file)) {
            make(file);
        }
        double before = secondsOfH5py(file);
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(RecordingBenchmark.class.getName())
                        .param("file", file.toString())
                        .build())
                .run();
        double after = secondsOfH5py(file);
        System.out.printf(Locale.ROOT, "h5py reads the spike times in %.2f s and, afterwards, %.2f s%n", before, after);
        for (RunResult result : results) {
            double seconds = SPIKES / result.getPrimaryResult().getScore() * 1e-6;
            System.out.printf(
                    Locale.ROOT,
                    "%s: %.2f s, %.1f times h5py%n",
                    result.getPrimaryResult().getLabel(),
                    seconds,
                    2 * seconds / (before + after));
        }
    }

    /** Median of five readings of all spike times, seconds; NaN where there is no h5py. */
    private static double secondsOfH5py(Path file) throws IOException, InterruptedException {
        String script = "import h5py, statistics, sys, time\ns = []\nfor _ in range(5):\n    t = time.perf_counter()\n"
                + "    with h5py.File(sys.argv[1]) as f: f['units/spike_times'][:]\n"
                + "    s.append(time.perf_counter() - t)\nprint(statistics.median(s))";
        Process python = new ProcessBuilder(
                        System.getProperty("latents.python", "python3"), "-c", script, file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answer = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return python.waitFor() == 0 ? Double.parseDouble(answer) : Double.NaN;
    }

    private static void make(Path file) throws IOException {
        UniformRandomProvider random = new Seed(1).generator();
        double[] times = new double[SPIKES];
        long[] ends = new long[UNITS];
        int each = SPIKES / UNITS;
        for (int unit = 0; unit < UNITS; unit++) {
            for (int i = unit * each; i < (unit + 1) * each; i++) {
                times[i] = Math.floor(random.nextDouble() * SESSION_SECONDS * SAMPLES_PER_SECOND) / SAMPLES_PER_SECOND;
            }
            Arrays.sort(times, unit * each, (unit + 1) * each);
            ends[unit] = (unit + 1L) * each;
        }
        Path unfinished = Files.createTempFile(file.toAbsolutePath().getParent(), "latents-benchmark", ".h5");
        try (WritableHdfFile hdf = HdfFile.write(unfinished)) {
            WritableGroup units = hdf.putGroup("units");
            units.putDataset(
                    "spike_times",
                    times,
                    DatasetCreationOptions.builder()
                            .chunkDimensions(1 << 16)
                            .shuffle()
                            .deflate(4)
                            .build());
            units.putDataset("spike_times_index", ends);
            units.putDataset("id", java.util.stream.LongStream.range(0, UNITS).toArray());
        }
        Files.move(unfinished, file);
    }
}
