package io.nachweis.lead.decision;

import static java.util.Objects.requireNonNullElse;

import io.nachweis.lead.decision.EnquiryCommand.AnswerEnquiry;
import io.nachweis.lead.decision.EnquiryCommand.CloseEnquiry;
import io.nachweis.lead.decision.EnquiryCommand.ExpireEnquiry;
import io.nachweis.lead.decision.EnquiryCommand.ReceiveEnquiry;
import io.nachweis.lead.decision.EnquiryEvent.EnquiryAnswered;
import io.nachweis.lead.decision.EnquiryEvent.EnquiryClosed;
import io.nachweis.lead.decision.EnquiryEvent.EnquiryExpired;
import io.nachweis.lead.decision.EnquiryEvent.EnquiryReceived;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What the past of an enquiry amounts to. Decides and never acts: no clock, no I/O, no framework.
 *
 * <p>Received → answered, more than once if need be → closed → expired.
 */
public sealed interface EnquiryState {

    record Unknown() implements EnquiryState {}

    /** @param endsAt when it is forgotten; each contact puts that off, and closing it brings it forward */
    record Known(EnquiryReceived enquiry, List<EnquiryAnswered> answers, boolean isClosed, Instant endsAt)
            implements EnquiryState {

        public Known {
            answers = List.copyOf(answers);
        }

        /** The latest that was written, by whomever. */
        public Instant lastContact() {
            return answers.isEmpty() ? enquiry.receivedAt() : answers.getLast().answeredAt();
        }

        public Optional<EnquiryAnswered> answer(UUID answer) {
            return answers.stream().filter(each -> each.answer().equals(answer)).findFirst();
        }
    }

    /** Expired, or its person was erased. */
    record Ended() implements EnquiryState {}

    static EnquiryState of(Stream<EnquiryEvent> history) {
        return history.reduce(new Unknown(), EnquiryState::evolve, (_, last) -> last);
    }

    /** Empty where there is nothing to know any more. */
    default Optional<Known> known() {
        return this instanceof Known known ? Optional.of(known) : Optional.empty();
    }

    default List<EnquiryEvent> decide(EnquiryCommand command) {
        return switch (this) {
            case Unknown _ -> command instanceof ReceiveEnquiry receive ? List.of(received(receive)) : List.of();
            case Known known -> decide(command, known).toList();
            case Ended _ -> List.of();
        };
    }

    private static EnquiryEvent received(ReceiveEnquiry command) {
        return new EnquiryReceived(
                command.enquiry(),
                command.controller(),
                command.subject(),
                command.email(),
                command.name(),
                command.company(),
                command.role(),
                command.phone(),
                command.others(),
                command.message(),
                command.language(),
                command.receipt(),
                command.leftOutUntil(),
                command.receivedAt(),
                command.endsAt());
    }

    private Stream<EnquiryEvent> decide(EnquiryCommand command, Known known) {
        EnquiryReceived enquiry = known.enquiry();
        return switch (command) {
            case ReceiveEnquiry _ -> Stream.empty();
            case AnswerEnquiry(var id, var answer, var text, var at, var endsAt) -> {
                if (known.isClosed()) {
                    throw EnquiryProblem.ENQUIRY_CLOSED.refusal();
                }
                yield Stream.of(
                        new EnquiryAnswered(id, enquiry.controller(), answer, enquiry.subject(), text, at, endsAt));
            }
            case CloseEnquiry(var id, var at, var endsAt) ->
                when(!known.isClosed(), new EnquiryClosed(id, enquiry.controller(), enquiry.subject(), at, endsAt));
            case ExpireEnquiry(var id, var at) ->
                when(!at.isBefore(known.endsAt()), new EnquiryExpired(id, enquiry.controller(), enquiry.subject(), at));
        };
    }

    private static Stream<EnquiryEvent> when(boolean condition, EnquiryEvent event) {
        return condition ? Stream.of(event) : Stream.empty();
    }

    default EnquiryState evolve(EnquiryEvent event) {
        if (event instanceof EnquiryReceived received) {
            return received.subject().isErased()
                    ? new Ended()
                    : new Known(received, List.of(), false, received.endsAt());
        }
        if (!(this instanceof Known(var enquiry, var answers, var isClosed, var endsAt))) {
            return this;
        }
        return switch (event) {
            case EnquiryReceived _ -> this;
            case EnquiryAnswered answered -> new Known(enquiry, plus(answers, answered), isClosed, answered.endsAt());
            case EnquiryClosed closed -> new Known(enquiry, answers, true, requireNonNullElse(closed.endsAt(), endsAt));
            case EnquiryExpired _ -> new Ended();
        };
    }

    private static List<EnquiryAnswered> plus(List<EnquiryAnswered> answers, EnquiryAnswered one) {
        var all = new ArrayList<>(answers);
        all.add(one);
        return all;
    }
}
