package org.latents.data;

import java.util.Optional;

/**
 * Options that do not fit the recording, or an expression that cannot be read; the user can mend it by other options.
 */
public final class SelectionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String option;
    private final String problem;

    /** Makes an exception with a message that names what was expected and what came. */
    public SelectionException(String message) {
        super(message);
        this.option = "";
        this.problem = message;
    }

    private SelectionException(String option, String problem) {
        super(option + ": " + problem);
        this.option = option;
        this.problem = problem;
    }

    /**
     * Returns an exception about the words of one option: an expression that cannot be read, or the name of something
     * that is not there.
     *
     * @param option such as {@code --units}
     * @param problem what is wrong, without the option
     */
    public static SelectionException ofOption(String option, String problem) {
        return new SelectionException(option, problem);
    }

    /** The option whose words are wrong; empty where the words are right and do not fit the data. */
    public Optional<String> option() {
        return option.isEmpty() ? Optional.empty() : Optional.of(option);
    }

    /** What is wrong, without the option. */
    public String problem() {
        return problem;
    }
}
