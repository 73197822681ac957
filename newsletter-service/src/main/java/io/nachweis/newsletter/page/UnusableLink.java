package io.nachweis.newsletter.page;

import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Thrown where a link leads nowhere; holds the page that says so. */
final class UnusableLink extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Page page;

    UnusableLink(Page page) {
        super(page.name(), null, false, false);
        this.page = page;
    }

    /** Shows that page. */
    @Order(0)
    @ControllerAdvice(basePackageClasses = UnusableLink.class)
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
