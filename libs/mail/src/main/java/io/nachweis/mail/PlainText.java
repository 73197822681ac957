package io.nachweis.mail;

import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/** A wording without its markup; where it has a link to a page, the address stands behind in brackets. */
public final class PlainText {

    private static final Pattern LINK = Pattern.compile("<a\\s[^>]*?href=\"(https?:[^\"]*)\"[^>]*>(.*?)</a>");
    private static final Pattern BREAK = Pattern.compile("(?i)<br\\s*/?>|</p>|</li>");
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final Pattern SPACES = Pattern.compile("[ \\t\\r]+");
    private static final Pattern LINES = Pattern.compile(" ?\\n[ \\n]*");

    /** Up to so many characters stand on a line, unless a word is longer. */
    private static final Pattern LINE = Pattern.compile("(\\S{72,}|.{1,72})(?: |$)", Pattern.MULTILINE);

    private PlainText() {}

    public static String of(String html) {
        String flat = SPACES.matcher(html.replace('\n', ' ')).replaceAll(" ");
        String linked = LINK.matcher(flat).replaceAll("$2 ($1)");
        String broken = BREAK.matcher(linked).replaceAll("\n");
        String text = HtmlUtils.htmlUnescape(TAG.matcher(broken).replaceAll(""));
        String lines = LINES.matcher(text).replaceAll("\n").strip();
        return LINE.matcher(lines).replaceAll("$1\n").replace("\n\n", "\n").strip();
    }
}
