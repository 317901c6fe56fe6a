package org.latents.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ComparisonReportTest {
    @Test
    void pageOfATypicalComparisonIsBelowTwoMegabytes() throws IOException {
        MadeUp madeUp = MadeUp.typical();
        RenderedReport report = ComparisonReport.render(madeUp.dataset(), madeUp.comparison(), MadeUp.run());
        Path folder = Files.createDirectories(Path.of("target", "report-sample"));
        Files.writeString(folder.resolve("compare.html"), report.html());
        Files.writeString(
                folder.resolve("fit.html"),
                FitReport.render(madeUp.dataset(), madeUp.fit("negbin"), MadeUp.run()).html());
        assertThat(report.html().getBytes(StandardCharsets.UTF_8).length).isLessThan(2_000_000);
    }
}
