package org.latents.report;

/** Escapes text for HTML and XML. */
final class Html {
    private Html() {}

    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> out.append(isAllowed(c) ? c : '\uFFFD');
            }
        }
        return out.toString();
    }

    // XML 1.0 has no control characters but these three; metadata of a file may hold any.
    private static boolean isAllowed(char c) {
        return c >= ' ' && c != '\uFFFE' && c != '\uFFFF' || c == '\n' || c == '\t' || c == '\r';
    }
}
