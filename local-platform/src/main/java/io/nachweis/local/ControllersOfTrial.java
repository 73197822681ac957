package io.nachweis.local;

import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import io.nachweis.policy.Form;
import io.nachweis.policy.FormGuard;
import io.nachweis.policy.MailRules;
import io.nachweis.policy.NetworkLimits;
import java.net.URI;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The controllers of a trial: each has the demo website besides its own, whose page {@code /thanks} is a return page of
 * each form, and no limit by network, domain or form, since on one machine everybody has the same address, and most people
 * who are tried out are of one domain.
 */
record ControllersOfTrial(Controllers real, URI website) implements Controllers {

    @Override
    public Optional<ControllerPolicy> find(String id) {
        return real.find(id).map(this::changed);
    }

    @Override
    public Collection<ControllerPolicy> all() {
        return real.all().stream().map(this::changed).toList();
    }

    private ControllerPolicy changed(ControllerPolicy policy) {
        var forms = new LinkedHashMap<String, Form>();
        policy.forms().forEach((id, form) -> forms.put(id, changed(form)));
        return policy.with(
                plus(policy.origins(), website),
                Collections.unmodifiableMap(forms),
                withoutDomainLimits(policy.mails()));
    }

    private Form changed(Form form) {
        return new Form(
                form.id(),
                form.kind(),
                form.purpose(),
                form.category(),
                form.fields(),
                form.wordings(),
                plus(form.returnTo(), website.resolve("/thanks")),
                form.linkValid(),
                form.purgeUnconfirmedAfter(),
                withoutNetworkLimits(form.guard()));
    }

    private static FormGuard withoutNetworkLimits(FormGuard guard) {
        return new FormGuard(
                NetworkLimits.NONE,
                List.of(),
                guard.perMailbox(),
                guard.formToken(),
                guard.minimumTime(),
                guard.refuse(),
                guard.proofOfWork(),
                guard.confirmation(),
                guard.minimumReading());
    }

    private static MailRules withoutDomainLimits(MailRules rules) {
        return new MailRules(rules.returnPath(), rules.perAddress(), List.of(), rules.afterNotMe());
    }

    private static List<URI> plus(List<URI> some, URI one) {
        return Stream.concat(some.stream(), Stream.of(one)).distinct().toList();
    }
}
