package io.nachweis.starter.web;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.starter.NachweisSettings;
import java.time.Duration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Hands out what this service promises to its callers: {@code /<service>/openapi.yaml} of the class path. */
@RestController
class ContractController {

    private static final MediaType YAML = MediaType.valueOf("application/yaml");

    private final Resource contract;

    ContractController(NachweisSettings settings) {
        this.contract = new ClassPathResource(settings.service() + "/openapi.yaml");
    }

    @GetMapping("/api/v1/openapi/${nachweis.service}.yaml")
    ResponseEntity<Resource> show() {
        if (!contract.exists()) {
            throw PlatformProblem.NOT_FOUND.refusal();
        }
        return ResponseEntity.ok()
                .contentType(YAML)
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic())
                .body(new InputStreamResource(contract));
    }
}
