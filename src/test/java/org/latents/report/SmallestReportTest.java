package org.latents.report;

/** One unit, one trial, few bins: nothing to order, to compare or to group. */
class SmallestReportTest extends ReportContract {
    private static final MadeUp DATA = MadeUp.smallest();
    private static final RenderedReport REPORT =
            ComparisonReport.render(DATA.dataset(), DATA.comparison(), MadeUp.run());

    @Override
    RenderedReport report() {
        return REPORT;
    }
}
