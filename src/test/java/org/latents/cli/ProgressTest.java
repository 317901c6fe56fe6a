package org.latents.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.latents.fit.FitResult;

class ProgressTest {
    private final StringWriter err = new StringWriter();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void plainLinesTellFitIterationBoundAndTimeLeftButNotTooOften() {
        try (Progress progress = progress(ProgressMode.auto, false)) {
            iterate(progress, 10, 1.0);
        }
        assertThat(err.toString())
                .contains("poisson: iteration 1, ELBO -500.0 nats")
                .doesNotContain("\r");
        assertThat(err.toString().lines().count())
                .as("ten seconds, a line every two")
                .isBetween(4L, 6L);
        assertThat(err.toString()).contains(" left");
    }

    @Test
    void aTerminalGetsOneLineThatRenewsItselfAndIsClearedAtTheEnd() {
        try (Progress progress = progress(ProgressMode.auto, true)) {
            iterate(progress, 10, 1.0);
        }
        assertThat(err.toString()).doesNotContain("\n").endsWith("\r");
        for (String line : err.toString().split("\r")) {
            assertThat(line.length()).isLessThan(80);
        }
        assertThat(err.toString()).contains("[#");
    }

    @Test
    void theTimeLeftOfASteadyFitIsCloseToTheTruth() {
        // gains shrink by a half a step, from 100 at a bound of 500: below 1e-6 of it after 18 more steps of a second
        try (Progress progress = progress(ProgressMode.json, false)) {
            iterate(progress, 9, 1.0);
        }
        String last = err.toString().lines().reduce((a, b) -> b).orElseThrow();
        double left =
                Double.parseDouble(last.replaceFirst(".*\"seconds_left\":", "").replaceFirst("}.*", ""));
        // after 9 steps the gain is 100·2^-8; log2(0.39 / (300e-6)) = 10.3 steps remain
        assertThat(left).isBetween(9.0, 12.0);
    }

    @Test
    void ofSeveralFitsTheShareThatIsDoneTellsTheTimeLeft() {
        try (Progress progress = progress(ProgressMode.plain, false)) {
            progress.expect(10, 1);
            for (int fit = 1; fit <= 5; fit++) {
                nanos.addAndGet(4_000_000_000L);
                progress.iteration("fold " + fit, new FitResult.TraceEntry(1, -10, 0, 0.1, 2));
            }
        }
        // 20 s for four and a half of ten fits: 24 s for the rest
        assertThat(err.toString()).contains("fold 5: iteration 1, ELBO -10.0 nats, about 24 s left");
    }

    @Test
    void nothingIsSaidWhenNothingIsWanted() {
        try (Progress progress = progress(ProgressMode.none, true)) {
            progress.stage("reading");
            progress.note("a note");
            iterate(progress, 5, 1.0);
        }
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void durationsAreShort() {
        assertThat(Progress.duration(0.2)).isEqualTo("1 s");
        assertThat(Progress.duration(59)).isEqualTo("59 s");
        assertThat(Progress.duration(600)).isEqualTo("10 min");
        assertThat(Progress.duration(9000)).isEqualTo("2.5 h");
    }

    @Test
    void commandLinesCanBePastedIntoAShell() {
        assertThat(Words.commandLine(List.of("latents", "fit", "my file.nwb", "--units", "rate>0.5 && a=='b'")))
                .isEqualTo("latents fit 'my file.nwb' --units 'rate>0.5 && a=='\\''b'\\'''");
    }

    private Progress progress(ProgressMode mode, boolean isTerminal) {
        return new Progress(new PrintWriter(err, true), mode, isTerminal, nanos::get);
    }

    private void iterate(Progress progress, int iterations, double seconds) {
        double elbo = -500;
        double gain = 100;
        for (int i = 1; i <= iterations; i++) {
            nanos.addAndGet((long) (seconds * 1e9));
            progress.iteration("poisson", new FitResult.TraceEntry(i, elbo, 0, i * seconds, 2 * i));
            elbo += gain;
            gain /= 2;
        }
    }
}
