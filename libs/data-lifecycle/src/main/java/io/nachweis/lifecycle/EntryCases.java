package io.nachweis.lifecycle;

import io.nachweis.evidence.Entry;
import io.nachweis.evidence.EntryTypes;
import io.nachweis.personal.KeyScope;
import io.nachweis.personal.PersonalComponents;

/** Which cases an entry is about, and so with which keys its personal part ends. */
record EntryCases(EntryTypes types) {

    String of(Entry entry, String category) {
        return types.classOf(entry.type())
                .map(type -> PersonalComponents.of(type).caseOf(category, entry.data()))
                .orElse(KeyScope.NO_CASE);
    }
}
