package org.latents.report;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class LargeReportTest extends ReportContract {
    private static final MadeUp DATA = MadeUp.large();
    private static final RenderedReport REPORT =
            ComparisonReport.render(DATA.dataset(), DATA.comparison(), MadeUp.run());

    @Override
    RenderedReport report() {
        return REPORT;
    }
}
