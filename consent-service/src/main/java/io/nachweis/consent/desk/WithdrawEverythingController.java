package io.nachweis.consent.desk;

import io.nachweis.contracts.Channel;
import io.nachweis.contracts.PlatformProblem;
import io.nachweis.event.SubjectId;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.web.RequestFields;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** For the service that answers requests of people: it knows who asked and when. Answers once everything is durable. */
@RestController
class WithdrawEverythingController {

    record Everything(@Nullable Channel channel, @Nullable Instant receivedAt) {}

    private final Controllers controllers;
    private final WithdrawEverything withdrawals;

    WithdrawEverythingController(Controllers controllers, WithdrawEverything withdrawals) {
        this.controllers = controllers;
        this.withdrawals = withdrawals;
    }

    @PostMapping("/internal/{controller}/subjects/{subject}/withdrawals")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(@PathVariable String controller, @PathVariable SubjectId subject, @RequestBody Everything body) {
        withdrawals.withdraw(subject, policy(controller), channel(body), receivedAt(body));
    }

    /** Whoever reads the mailbox says that this withdrawal was not theirs. */
    @PostMapping("/internal/{controller}/subjects/{subject}/withdrawals/disowned")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void disown(@PathVariable String controller, @PathVariable SubjectId subject, @RequestBody Everything body) {
        withdrawals.disown(subject, policy(controller), channel(body), receivedAt(body));
    }

    private ControllerPolicy policy(String controller) {
        return controllers.find(controller).orElseThrow(PlatformProblem.UNKNOWN_CONTROLLER::refusal);
    }

    private static Channel channel(Everything body) {
        Channel channel = RequestFields.required(body.channel(), "channel");
        if (!channel.isReported()) {
            throw PlatformProblem.INVALID_FIELD.about("channel");
        }
        return channel;
    }

    private static Instant receivedAt(Everything body) {
        return RequestFields.required(body.receivedAt(), "receivedAt");
    }
}
