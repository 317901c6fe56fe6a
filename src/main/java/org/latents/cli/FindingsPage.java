package org.latents.cli;

import java.util.ArrayList;
import java.util.List;
import org.latents.diagnostic.Finding;

/** Findings as lines of text: one block per check, after a line that sums them up. */
final class FindingsPage {
    private static final int WIDTH = 79;
    private static final String INDENT = "  ";

    private FindingsPage() {}

    /**
     * Returns the lines.
     *
     * @param place the folder of the run
     */
    static List<String> lines(Findings findings, String place) {
        List<String> lines = new ArrayList<>();
        String fit = "";
        for (Findings.Entry entry : findings.entries()) {
            if (!entry.fit().equals(fit)) {
                fit = entry.fit();
                lines.add(fit + " fit of " + place);
                lines.add("");
            }
            block(entry.finding(), lines);
        }
        lines.addAll(wrapped(summary(findings), ""));
        return lines;
    }

    private static String summary(Findings findings) {
        List<Findings.Entry> failed = findings.failed();
        long open = findings.entries().stream()
                .filter(entry -> entry.finding().outcome() == Finding.Outcome.NOT_CHECKED)
                .count();
        String left = open == 0 ? "" : " " + open + " could not be asked.";
        int all = findings.entries().size();
        if (failed.isEmpty()) {
            return "All " + (all - open) + " checks are satisfactory." + left;
        }
        boolean isOneFit =
                findings.entries().stream().map(Findings.Entry::fit).distinct().count() == 1;
        List<String> names = failed.stream()
                .map(entry -> entry.finding().check() + (isOneFit ? "" : " (" + entry.fit() + ")"))
                .toList();
        return failed.size() + " of " + all + " checks " + (failed.size() == 1 ? "is" : "are") + " not satisfactory: "
                + String.join(", ", names) + "." + left;
    }

    private static void block(Finding finding, List<String> lines) {
        String outcome = switch (finding.outcome()) {
            case SATISFACTORY -> "satisfactory";
            case UNSATISFACTORY -> "NOT SATISFACTORY";
            case NOT_CHECKED -> "not checked";
        };
        lines.add(finding.check() + ": " + outcome);
        lines.addAll(wrapped(finding.found(), INDENT));
        if (!finding.meaning().isEmpty()) {
            lines.addAll(wrapped("Meaning: " + finding.meaning(), INDENT));
        }
        if (!finding.remedy().isEmpty()) {
            lines.addAll(wrapped("Remedy: " + finding.remedy(), INDENT));
        }
        lines.add("");
    }

    /** Breaks a text at spaces. */
    static List<String> wrapped(String text, String indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(indent);
        for (String glued :
                text.replace(" %", "\u00a0%").replace("± ", "±\u00a0").split(" ", -1)) {
            String word = glued.replace('\u00a0', ' '); // a number stays with its sign
            if (line.length() > indent.length() && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
                line.append(indent);
            }
            line.append(line.length() > indent.length() ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
