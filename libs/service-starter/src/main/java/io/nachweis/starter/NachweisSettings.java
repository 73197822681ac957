package io.nachweis.starter;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where a service finds everything else. Nothing that matters has a default that could be wrong by accident: what is
 * missing is refused at the start, all of it at once.
 *
 * @param service its name, which names its databases, topic, consumer group and configuration file
 * @param publicUrl what links in mails begin with; never taken from a request
 * @param smtpUrl needed by services that send mail
 * @param secrets a folder of keys
 * @param controllers a folder of controllers' policies
 * @param outside a folder, or the address of a MongoDB of another deployment, for what must not be set back with the database
 * @param publicRoutes what anyone may call through the gateway without a token
 * @param services the base address of every service of the installation, by its name
 * @param projections the processing groups that put an event aside when they can never handle it
 * @param kafka what Kafka's clients need besides, such as {@code security.protocol}
 * @param mongodbEraserUri for the user who may change commits of the log; that of {@code mongodbUri} where none is given
 * @param clearTextHosts other machines that may be spoken to without TLS, since the line to them is safe by other means
 */
@ConfigurationProperties("nachweis")
public record NachweisSettings(
        String service,
        URI publicUrl,
        String mongodbUri,
        String kafkaBootstrapServers,
        @Nullable URI smtpUrl,
        URI oidcIssuerUri,
        Path secrets,
        Path controllers,
        String outside,
        @DefaultValue List<String> publicRoutes,
        @DefaultValue Map<String, URI> services,
        @DefaultValue List<String> projections,
        @DefaultValue Map<String, String> kafka,
        @DefaultValue List<String> clearTextHosts,
        @Nullable String mongodbEraserUri) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{0,30}");

    public NachweisSettings {
        var faults = new ArrayList<String>();
        var safe = List.copyOf(clearTextHosts);
        if (!NAME.matcher(text(service)).matches()) {
            faults.add("nachweis.service must be lower-case letters and digits: start with NachweisService");
        }
        mustBeWeb(publicUrl, "PUBLIC_URL, what links in mails begin with, such as https://privacy.example.org", faults);
        mustBeGiven(mongodbUri, "MONGODB_URI, such as mongodb://localhost:27017", faults);
        UrlRules.faultsOfMongodb(text(mongodbUri)).forEach(fault -> faults.add("MONGODB_URI has " + fault));
        UrlRules.faultsOfMongodb(text(mongodbEraserUri))
                .forEach(fault -> faults.add("MONGODB_ERASER_URI has " + fault));
        mustBeGiven(kafkaBootstrapServers, "KAFKA_BOOTSTRAP_SERVERS, such as localhost:9092", faults);
        mustBeWeb(oidcIssuerUri, "OIDC_ISSUER_URI, the issuer of access tokens, with http or https", faults);
        mustBeGiven(secrets, "NACHWEIS_SECRETS, the folder of keys", faults);
        mustBeGiven(controllers, "NACHWEIS_CONTROLLERS, the folder of controllers' policies", faults);
        mustBeGiven(outside, "NACHWEIS_OUTSIDE, a folder for what is kept outside the database", faults);
        if (OutsideStore.isDatabase(text(outside))) {
            UrlRules.faultsOfMongodb(outside).forEach(fault -> faults.add("NACHWEIS_OUTSIDE has " + fault));
            if (hosts(outside).stream().anyMatch(hosts(text(mongodbUri))::contains)) {
                faults.add(
                        "NACHWEIS_OUTSIDE must be another server than MONGODB_URI: who sets the one back would set the"
                                + " other back as well");
            }
        }
        if (text(oidcIssuerUri).startsWith("http:") && !mayBeClearText(oidcIssuerUri.getHost(), safe)) {
            faults.add("OIDC_ISSUER_URI must begin with https: whoever is on the way could issue tokens");
        }
        services.forEach((name, url) -> mustBeWeb(url, "nachweis.services." + name, faults));
        if (!text(smtpUrl).matches("|smtps?://.+")) {
            faults.add("SMTP_URL must look like smtp://host:25 or smtps://host:465");
        } else if (smtpUrl != null && !text(smtpUrl).isEmpty()) {
            UrlRules.faultsOfSmtp(smtpUrl, host -> mayBeClearText(host, safe))
                    .forEach(fault -> faults.add("SMTP_URL has " + fault));
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
        publicUrl = withoutTrailingSlash(publicUrl);
        smtpUrl = text(smtpUrl).isEmpty() ? null : smtpUrl;
        publicRoutes = List.copyOf(publicRoutes);
        services = Map.copyOf(services);
        projections = List.copyOf(projections);
        kafka = Map.copyOf(kafka);
        clearTextHosts = safe;
        mongodbEraserUri = text(mongodbEraserUri).isEmpty() ? null : mongodbEraserUri;
    }

    /** Whether nobody can listen on the way to this host, as far as we know or were told. */
    private static boolean mayBeClearText(@Nullable String host, List<String> clearTextHosts) {
        return host != null && (UrlRules.isLoopback(host) || clearTextHosts.contains(host));
    }

    /** The database of the log and everything derived from it. */
    public String database() {
        return "nachweis_" + service;
    }

    /** The database of the keys, which is backed up apart. */
    public String keysDatabase() {
        return database() + "_keys";
    }

    private static List<String> hosts(String mongodbUri) {
        return RegisteredHosts.ofMongodb("", mongodbUri).hosts();
    }

    private static void mustBeGiven(@Nullable Object value, String what, List<String> faults) {
        if (text(value).isEmpty()) {
            faults.add(what + ", must be set");
        }
    }

    private static void mustBeWeb(@Nullable URI value, String what, List<String> faults) {
        if (value == null || !text(value).matches("https?://.+")) {
            faults.add(what + ", must be set");
        } else {
            UrlRules.faultsOfHttp(value).forEach(fault -> faults.add(what + ", has " + fault));
        }
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString().strip();
    }

    private static URI withoutTrailingSlash(URI uri) {
        return URI.create(uri.toString().replaceFirst("/+$", ""));
    }
}
