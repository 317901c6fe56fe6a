package org.latents.report;

import java.util.List;
import java.util.Optional;

/** A piece of a report page; every kind of report is built from these. Texts are plain, not HTML. */
public sealed interface Block {
    /** A paragraph of text. */
    record Paragraph(String text) implements Block {}

    /** A list of sentences. */
    record Bullets(List<String> items) implements Block {}

    /**
     * The answer, set apart.
     *
     * @param sentence one sentence
     * @param remarks what must be known beside it
     */
    record Verdict(String sentence, List<String> remarks) implements Block {}

    /** Names with their values. */
    record Facts(List<Fact> facts) implements Block {}

    /** A name with its value. */
    record Fact(String name, String value) {}

    /**
     * A table of numbers.
     *
     * @param caption what it shows
     * @param header names of the columns; the first column holds names and is aligned to the left
     * @param rows its rows
     * @param note a line under it, such as why a value is missing; may be empty
     * @param folded whether it starts closed, for long tables
     */
    record Numbers(String caption, List<String> header, List<Row> rows, String note, boolean folded) implements Block {}

    /**
     * A row of a table of numbers.
     *
     * @param role what it is about; gives the row the colour and shape that figures use
     * @param cells its texts, as many as the header has
     */
    record Row(Optional<Role> role, List<String> cells) {
        /** A row without a role. */
        public static Row of(List<String> cells) {
            return new Row(Optional.empty(), List.copyOf(cells));
        }
    }

    /** A figure with its heading, its text on how to read it and the name of its table. */
    record Drawing(Figure figure) implements Block {}

    /** A computer text, such as a command. */
    record Code(String text) implements Block {}
}
