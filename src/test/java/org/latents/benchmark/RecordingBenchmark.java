package org.latents.benchmark;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.DatasetCreationOptions;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.commons.rng.UniformRandomProvider;
import org.latents.data.BinnedCounts;
import org.latents.data.DatasetBuilder;
import org.latents.data.DatasetOptions;
import org.latents.data.Inspection;
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
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Spikes per microsecond when a file of 25 million spikes of 500 units (200 MB of doubles, gzip and shuffle) is
 * inspected and binned in a heap of 256 MB. The file is made first, in the folder for temporary files, and kept for the
 * next run.
 *
 * <p>Run: {@code mvn -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=org.latents.benchmark.RecordingBenchmark}; making the file needs 1 GB of heap.
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

    /** Makes the file if it is not there, and runs the benchmark. */
    public static void main(String[] args) throws RunnerException, IOException {
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "latents-benchmark-25M.h5");
        if (!Files.exists(file)) {
            make(file);
        }
        new Runner(new OptionsBuilder()
                        .include(RecordingBenchmark.class.getName())
                        .param("file", file.toString())
                        .build())
                .run();
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
