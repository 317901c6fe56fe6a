package org.latents.diagnostic;

/**
 * The answer of one diagnostic.
 *
 * @param check name of the diagnostic
 * @param outcome whether it is satisfactory
 * @param found what was found, in a sentence with its numbers
 * @param measured the same numbers for programs
 * @param meaning what this means for the use of the fit; empty where all is well
 * @param remedy what to do; empty where nothing is to be done
 */
public record Finding(String check, Outcome outcome, String found, Measured measured, String meaning, String remedy) {
    /** How it came out. */
    public enum Outcome {
        /** Nothing to do. */
        SATISFACTORY("satisfactory"),
        /** Something is wrong, or may be. */
        UNSATISFACTORY("unsatisfactory"),
        /** The question could not be asked of this fit. */
        NOT_CHECKED("not_checked");

        private final String key;

        Outcome(String key) {
            this.key = key;
        }

        /** The word used in files. */
        public String key() {
            return key;
        }
    }

    /** Returns a finding that leaves nothing to do. */
    public static Finding satisfactory(String check, String found, Measured measured) {
        return new Finding(check, Outcome.SATISFACTORY, found, measured, "", "");
    }

    /** Returns a finding that something is wrong; what it means and what to do are added by {@link #because}. */
    public static Finding unsatisfactory(String check, String found, Measured measured) {
        return new Finding(check, Outcome.UNSATISFACTORY, found, measured, "", "");
    }

    /** Returns that the question could not be asked. */
    public static Finding notChecked(String check, String why) {
        return new Finding(check, Outcome.NOT_CHECKED, why, Measured.NOTHING, "", "");
    }

    /** Returns the same with its meaning and a remedy. */
    public Finding because(String newMeaning, String newRemedy) {
        return new Finding(check, outcome, found, measured, newMeaning, newRemedy);
    }

    /** Whether nothing is wrong as far as was checked. */
    public boolean passed() {
        return outcome != Outcome.UNSATISFACTORY;
    }
}
