package org.latents.cli;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import org.latents.fit.FitListener;
import org.latents.fit.FitResult;
import org.latents.store.Json;

/**
 * Shows what is being done, how far it is, the bound and the time left. Safe to call from several threads; at most a
 * few lines a second.
 */
final class Progress implements FitListener, AutoCloseable {
    private static final int WIDTH = 79;
    private static final int BAR = 20;
    private static final double PLAIN_INTERVAL = 2;
    private static final double LINE_INTERVAL = 0.1;

    private final PrintWriter err;
    private final ProgressMode mode;
    private final LongSupplier nanoTime;
    private final long start;
    private final Map<String, Remaining> fits = new HashMap<>();
    private int expectedFits = 1;
    private int parallel = 1;
    private double lastShown = Double.NEGATIVE_INFINITY;
    private boolean lineIsOpen;

    Progress(PrintWriter err, ProgressMode mode, boolean isTerminal, LongSupplier nanoTime) {
        this.err = err;
        this.mode = mode == ProgressMode.auto && !isTerminal ? ProgressMode.plain : mode;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    static Progress of(Session session, CommonOptions options) {
        return new Progress(session.err(), options.progress(), session.isTerminal(), System::nanoTime);
    }

    /** Says what comes next. */
    synchronized void stage(String what) {
        if (mode == ProgressMode.json) {
            Map<String, Object> event = event("stage");
            event.put("stage", what);
            print(Json.line(event));
        } else if (mode == ProgressMode.auto) {
            renew(what + " ...");
        } else if (mode == ProgressMode.plain) {
            print(what);
        }
    }

    /** Says something that stays on the screen. */
    synchronized void note(String text) {
        if (mode == ProgressMode.json) {
            Map<String, Object> event = event("note");
            event.put("note", text);
            print(Json.line(event));
        } else if (mode != ProgressMode.none) {
            endLine();
            print(text);
        }
    }

    /** Says how many fits there will be, and how many at the same time. */
    synchronized void expect(int numberOfFits, int atTheSameTime) {
        expectedFits = numberOfFits;
        parallel = Math.max(1, Math.min(atTheSameTime, numberOfFits));
    }

    @Override
    public synchronized void iteration(String label, FitResult.TraceEntry entry) {
        Remaining fit = fits.computeIfAbsent(label, key -> new Remaining());
        fit.add(entry);
        double now = seconds();
        if (mode == ProgressMode.json) {
            print(Json.line(event(label, entry, now)));
        } else if (mode == ProgressMode.auto && now - lastShown >= LINE_INTERVAL) {
            lastShown = now;
            renew(bar(now) + line(label, entry, now));
        } else if (mode == ProgressMode.plain && now - lastShown >= PLAIN_INTERVAL) {
            lastShown = now;
            print(line(label, entry, now));
        }
    }

    /** Says how many of many equal pieces of work are done, of which some were done before this run. */
    synchronized void count(String what, int done, int before, int all) {
        double now = seconds();
        int here = done - before;
        double left = here == 0 ? Double.NaN : now * (all - done) / here;
        if (mode == ProgressMode.json) {
            Map<String, Object> event = event("count");
            event.put("what", what);
            event.put("done", done);
            event.put("all", all);
            event.put("seconds_left", left);
            print(Json.line(event));
            return;
        }
        boolean due = done == all || now - lastShown >= (mode == ProgressMode.auto ? LINE_INTERVAL : PLAIN_INTERVAL);
        if (mode == ProgressMode.none || !due) {
            return;
        }
        lastShown = now;
        String text = done + " of " + all + " " + what
                + (Double.isNaN(left) || done == all ? "" : ", about " + duration(left) + " left");
        if (mode == ProgressMode.auto) {
            int filled = (int) ((long) BAR * done / all);
            renew("[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "] " + text);
        } else {
            print(text);
        }
    }

    /** Clears the line that renews itself. */
    @Override
    public synchronized void close() {
        endLine();
    }

    private Map<String, Object> event(String name) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("event", name);
        event.put("seconds", seconds());
        return event;
    }

    private Map<String, Object> event(String label, FitResult.TraceEntry entry, double now) {
        Map<String, Object> event = event("iteration");
        event.put("fit", label);
        event.put("iteration", entry.iteration());
        event.put("elbo", entry.elbo());
        event.put("fits_started", fits.size());
        event.put("fits", expectedFits);
        event.put("seconds_left", left(now).orElse(Double.NaN));
        return event;
    }

    private String line(String label, FitResult.TraceEntry entry, double now) {
        String text =
                String.format(Locale.ROOT, "%s: iteration %d, ELBO %.1f nats", label, entry.iteration(), entry.elbo());
        OptionalDouble left = left(now);
        return left.isPresent() ? text + ", about " + duration(left.getAsDouble()) + " left" : text;
    }

    private String bar(double now) {
        OptionalDouble left = left(now);
        if (left.isEmpty()) {
            return "";
        }
        int done = (int) Math.round(BAR * now / (now + left.getAsDouble()));
        return "[" + "#".repeat(done) + ".".repeat(BAR - done) + "] ";
    }

    /**
     * Seconds left: of the only fit by its gains, of several by how many are done; empty while that cannot be known.
     */
    private OptionalDouble left(double now) {
        if (expectedFits <= 1) {
            return fits.values().stream().map(Remaining::seconds).findFirst().orElse(OptionalDouble.empty());
        }
        double done = fits.size() - 0.5 * parallel; // those that run are half done on average
        return done < parallel
                ? OptionalDouble.empty()
                : OptionalDouble.of(now * Math.max(0, expectedFits - done) / done);
    }

    private double seconds() {
        return (nanoTime.getAsLong() - start) * 1e-9;
    }

    private void renew(String text) {
        String cut = text.length() > WIDTH ? text.substring(0, WIDTH) : text;
        err.print("\r" + cut + " ".repeat(WIDTH - cut.length()));
        err.flush();
        lineIsOpen = true;
    }

    private void endLine() {
        if (lineIsOpen) {
            err.print("\r" + " ".repeat(WIDTH) + "\r");
            err.flush();
            lineIsOpen = false;
        }
    }

    private void print(String line) {
        err.println(line);
        err.flush();
    }

    static String duration(double seconds) {
        if (seconds < 60) {
            return Math.max(1, Math.round(seconds)) + " s";
        }
        return seconds < 3600
                ? Math.round(seconds / 60) + " min"
                : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }

    /** What is left of one fit: its gains shrink by a steady factor until one is below a millionth of the bound. */
    private static final class Remaining {
        private static final double STOP = 1e-6;

        private FitResult.TraceEntry last = new FitResult.TraceEntry(0, Double.NaN, 0, 0, 0);
        private double gain = Double.NaN;
        private double factor = Double.NaN;

        void add(FitResult.TraceEntry entry) {
            double newGain = entry.elbo() - last.elbo();
            if (newGain > 0 && gain > newGain) {
                double newFactor = newGain / gain;
                factor = Double.isNaN(factor) ? newFactor : 0.8 * factor + 0.2 * newFactor;
            }
            gain = newGain;
            last = entry;
        }

        OptionalDouble seconds() {
            double ratio = STOP * Math.abs(last.elbo()) / gain;
            if (!(factor < 1) || !(ratio > 0) || last.iteration() < 4) {
                return OptionalDouble.empty();
            }
            double iterations = Math.max(0, Math.log(ratio) / Math.log(factor));
            return OptionalDouble.of(iterations * last.seconds() / last.iteration());
        }
    }
}
