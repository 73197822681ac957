package io.nachweis.forms;

import io.nachweis.event.EmailAddress;
import io.nachweis.forms.admission.AdmittedAppend;
import io.nachweis.forms.admission.SameAnswer;
import io.nachweis.policy.ControllerPolicy;
import java.net.URI;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import tools.jackson.databind.JsonNode;

/**
 * The endpoint of a public form with nothing but an address, to which a link is mailed if it leads anywhere. The answer
 * is the same for every address.
 */
@SameAnswer
public abstract class LinkForm {

    private final FormIntake intake;

    protected LinkForm(FormIntake intake) {
        this.intake = intake;
    }

    /** What asks for the mail; empty for who would get a link to nothing. MUST NOT do anything yet. */
    protected abstract Optional<AdmittedAppend> find(ControllerPolicy policy, EmailAddress email);

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    final Accepted take(@PathVariable String controller, @RequestBody JsonNode body) {
        take(intake.policy(controller), Fields.of(body));
        return Accepted.answer();
    }

    @PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    final ResponseEntity<Void> take(
            @PathVariable String controller, @RequestBody MultiValueMap<String, String> posted) {
        ControllerPolicy policy = intake.policy(controller);
        Fields fields = Fields.of(posted);
        URI next = ReturnPage.of(fields, policy);
        take(policy, fields);
        return Accepted.goOnTo(next);
    }

    private void take(ControllerPolicy policy, Fields fields) {
        EmailAddress email = FieldValues.email(fields);
        intake.takeLinkRequest(policy, email, () -> find(policy, email));
    }
}
