package io.nachweis.local.site;

import io.nachweis.local.CaughtMail;
import io.nachweis.local.MailCatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

/** Everybody's mailbox. */
@Controller
class MailsController {

    private final MailCatcher catcher;

    MailsController(MailCatcher catcher) {
        this.catcher = catcher;
    }

    @GetMapping("/mails.json")
    @ResponseBody
    List<CaughtMail> list(@RequestParam(defaultValue = "") String to) {
        return catcher.mails().stream()
                .filter(mail -> to.isEmpty() || mail.to().contains(to))
                .toList();
    }

    @GetMapping("/mails")
    String mailbox(Model model) {
        model.addAttribute("mails", catcher.mails());
        return "mails";
    }

    @GetMapping("/mails/{id}")
    String mail(@PathVariable long id, Model model) {
        CaughtMail mail = catcher.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("mail", mail);
        model.addAttribute("pieces", TextPiece.split(mail.text()));
        return "mail";
    }

    /** A stretch of a mail's text: a link, or not. */
    record TextPiece(String text, boolean link) {

        static List<TextPiece> split(String text) {
            List<TextPiece> pieces = new ArrayList<>();
            Matcher links = CaughtMail.LINK.matcher(text);
            int end = 0;
            while (links.find()) {
                pieces.add(new TextPiece(text.substring(end, links.start()), false));
                pieces.add(new TextPiece(links.group(), true));
                end = links.end();
            }
            pieces.add(new TextPiece(text.substring(end), false));
            return pieces;
        }
    }
}
