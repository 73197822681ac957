package io.nachweis.facts.sample;

import io.nachweis.starter.sample.RunningSample;
import io.nachweis.starter.sample.SampleApplication;
import io.nachweis.testing.TestIssuer;
import java.nio.file.Path;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The sample service, which publishes its notes and consumes what it published. */
@SpringBootApplication(scanBasePackageClasses = {SampleApplication.class, FactsSample.class})
public class FactsSample {

    public static RunningSample start(String mongoUri, String kafka, TestIssuer issuer, Path folder) {
        return RunningSample.start(FactsSample.class, mongoUri, kafka, issuer, folder);
    }
}
