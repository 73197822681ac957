package io.nachweis.forms;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** The answer to everybody who posts a form, whatever becomes of it. */
record Accepted(String status) {

    static Accepted answer() {
        return new Accepted("accepted");
    }

    /** The same to the script of a page. */
    static ResponseEntity<Accepted> toScript() {
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .contentType(MediaType.APPLICATION_JSON)
                .body(answer());
    }

    /** The same to a browser. */
    static ResponseEntity<Void> goOnTo(URI page) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER).location(page).build();
    }
}
