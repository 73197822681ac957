package io.nachweis.forms.page;

import io.nachweis.policy.ControllerPolicy;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Thrown where a link leads nowhere; holds the page that says so. */
public final class UnusableLink extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Page page;

    private UnusableLink(Page page) {
        super(page.name(), null, false, false);
        this.page = page;
    }

    /** We did not make it, or not for this kind of page and controller. */
    public static UnusableLink unknown(Locale reader, @Nullable ControllerPolicy policy) {
        return of(HttpStatus.NOT_FOUND, "link.unknown", reader, policy);
    }

    /** Its token is missing. */
    public static UnusableLink incomplete(Locale reader, ControllerPolicy policy) {
        return of(HttpStatus.BAD_REQUEST, "link.incomplete", reader, policy);
    }

    private static UnusableLink of(HttpStatus status, String name, Locale reader, @Nullable ControllerPolicy policy) {
        return new UnusableLink(Page.saying(status, name, Pages.language(null, reader, policy), policy));
    }

    /** Shows that page. */
    @Order(0)
    @ControllerAdvice
    static class Shown {

        private final Pages pages;

        Shown(Pages pages) {
            this.pages = pages;
        }

        @ExceptionHandler
        ResponseEntity<String> show(UnusableLink link) {
            return pages.show(link.page);
        }
    }
}
