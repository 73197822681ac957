package io.nachweis.local.site;

import io.nachweis.local.Parts;
import io.nachweis.local.Parts.Part;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Takes a part of the platform away and brings it back, so that one can see what becomes of an outage. */
@RestController
class PartsController {

    record Wish(@Nullable Boolean there) {}

    private final Parts parts;

    PartsController(Parts parts) {
        this.parts = parts;
    }

    /** Which parts there are, and whether each is there. */
    @GetMapping("/parts")
    Map<String, Boolean> parts() {
        Map<String, Boolean> there = new TreeMap<>();
        parts.all().forEach((name, part) -> there.put(name, part.isThere()));
        return there;
    }

    @PostMapping(path = "/parts/{name}", consumes = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Boolean> set(@PathVariable String name, @RequestBody Wish wish) throws Exception {
        Part part = parts.find(name).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        if (wish.there() == null || name.equalsIgnoreCase("developer site")) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "there is true or false, and the developer site stays");
        }
        if (wish.there()) {
            part.comeBack();
        } else {
            part.goAway();
        }
        return parts();
    }
}
