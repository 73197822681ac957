package io.nachweis.starter.sample;

import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.starter.SubjectIds;
import io.nachweis.starter.idempotency.Repeatable;
import io.nachweis.starter.sample.NoteCommand.TakeNote;
import io.nachweis.starter.web.ClientAddress;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/{controller}")
class NoteController {

    record NewNote(
            @NotNull EmailAddress email,
            @NotBlank @Size(max = 1000) String text) {}

    record Taken(UUID note, String subject) {}

    record Count(int notes) {}

    private final CommandGateway commands;
    private final SubjectIds subjects;
    private final Notes notes;
    private final Clock clock;

    NoteController(CommandGateway commands, SubjectIds subjects, Notes notes, Clock clock) {
        this.commands = commands;
        this.subjects = subjects;
        this.notes = notes;
        this.clock = clock;
    }

    @PostMapping("/notes")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Taken take(
            @PathVariable String controller,
            @Valid @RequestBody NewNote note,
            ClientAddress client,
            Repeatable request) {
        var subject = subjects.of(controller, note.email());
        var id = UUID.randomUUID();
        request.once(
                note,
                () -> commands.sendAndWait(
                        new TakeNote(id, controller, subject, Personal.of(note.text()), clock.instant())));
        return new Taken(id, subject.value());
    }

    @GetMapping("/count")
    @PreAuthorize("hasAnyRole('privacy-desk', 'dpo')")
    Count count(@RequestParam(defaultValue = "0") int above) {
        return new Count((int)
                notes.stars().values().stream().filter(stars -> stars >= above).count());
    }

    @GetMapping("/failure")
    @PreAuthorize("hasRole('privacy-desk')")
    void fail() {
        throw new IllegalStateException("secret");
    }
}
