package io.nachweis.mail;

import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** A wording without its markup; where it has a link to a page, the address stands behind in brackets. */
public final class PlainText {

    private static final Pattern SPACES = Pattern.compile("[ \\t\\r]+");
    private static final Pattern LINES = Pattern.compile(" ?\\n[ \\n]*");

    /** Up to so many characters stand on a line, unless a word is longer. */
    private static final Pattern LINE = Pattern.compile("(\\S{72,}|.{1,72})(?: |$)", Pattern.MULTILINE);

    private PlainText() {}

    public static String of(String html) {
        Element wording = Jsoup.parseBodyFragment(html.replace('\n', ' ')).body();
        wording.select("a[href~=^https?:]").forEach(link -> link.appendText(" (" + link.attr("href") + ")"));
        wording.select("p, li").append("\n");
        String text = SPACES.matcher(wording.wholeText()).replaceAll(" ");
        String lines = LINES.matcher(text).replaceAll("\n").strip();
        return LINE.matcher(lines).replaceAll("$1\n").replace("\n\n", "\n").strip();
    }
}
