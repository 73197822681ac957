package io.nachweis.mail;

import io.nachweis.mail.PublishedText.PublishText;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.commandhandling.gateway.CommandGateway;

/** Puts each text on record before it is used; remembers which are, so that one is asked for once. */
final class PublishedTexts {

    private final CommandGateway commands;
    private final ConcurrentHashMap<String, Boolean> published = new ConcurrentHashMap<>();

    PublishedTexts(CommandGateway commands) {
        this.commands = commands;
    }

    void publish(Template text, Instant now) {
        published.computeIfAbsent(text.sha256(), sha256 -> {
            commands.sendAndWait(new PublishText(
                    new TextPublished(text.id(), text.locale().toLanguageTag(), sha256, text.content(), now)));
            return true;
        });
    }
}
