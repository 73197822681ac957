package io.nachweis.verifier;

import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/** The sentences of verdicts in the reader's language, English where there are none in it. */
final class Words {

    private final ResourceBundle bundle;

    Words(Locale locale) {
        bundle = ResourceBundle.getBundle(
                "verifier/messages", locale, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
    }

    /** @param gaps what stands in the places of {@code {0}}, {@code {1}} … */
    String of(String key, Object... gaps) {
        String words = bundle.getString(key);
        for (int i = gaps.length - 1; i >= 0; i--) {
            words = words.replace("{" + i + "}", gaps[i].toString());
        }
        return words;
    }
}
