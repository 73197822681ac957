package io.nachweis.lead.decision;

import io.nachweis.lead.decision.EnquiryCommand.AnswerEnquiry;
import io.nachweis.lead.decision.EnquiryCommand.CloseEnquiry;
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
import org.jspecify.annotations.Nullable;

/**
 * What the past of an enquiry amounts to. Decides and never acts: no clock, no I/O, no framework.
 *
 * <p>Received → answered, more than once if need be → closed.
 */
public sealed interface EnquiryState {

    record Unknown() implements EnquiryState {}

    /** @param closedAt null while something is to be done about it */
    record Known(
            EnquiryReceived enquiry,
            List<EnquiryAnswered> answers,
            @Nullable Instant closedAt) implements EnquiryState {

        public Known {
            answers = List.copyOf(answers);
        }

        public boolean isClosed() {
            return closedAt != null;
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
                command.receivedAt());
    }

    private Stream<EnquiryEvent> decide(EnquiryCommand command, Known known) {
        EnquiryReceived enquiry = known.enquiry();
        return switch (command) {
            case ReceiveEnquiry _ -> Stream.empty();
            case AnswerEnquiry(var id, var answer, var text, var at) -> {
                if (known.isClosed()) {
                    throw EnquiryProblem.ENQUIRY_CLOSED.refusal();
                }
                yield Stream.of(new EnquiryAnswered(id, enquiry.controller(), answer, enquiry.subject(), text, at));
            }
            case CloseEnquiry(var id, var at) ->
                known.isClosed()
                        ? Stream.empty()
                        : Stream.of(new EnquiryClosed(id, enquiry.controller(), enquiry.subject(), at));
        };
    }

    default EnquiryState evolve(EnquiryEvent event) {
        if (event instanceof EnquiryReceived received) {
            return received.subject().isErased() ? new Ended() : new Known(received, List.of(), null);
        }
        if (!(this instanceof Known(var enquiry, var answers, var closedAt))) {
            return this;
        }
        return switch (event) {
            case EnquiryReceived _ -> this;
            case EnquiryAnswered answered -> new Known(enquiry, plus(answers, answered), closedAt);
            case EnquiryClosed closed -> new Known(enquiry, answers, closed.closedAt());
            case EnquiryExpired _ -> new Ended();
        };
    }

    private static List<EnquiryAnswered> plus(List<EnquiryAnswered> answers, EnquiryAnswered one) {
        var all = new ArrayList<>(answers);
        all.add(one);
        return all;
    }
}
