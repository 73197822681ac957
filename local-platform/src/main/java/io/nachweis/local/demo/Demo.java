package io.nachweis.local.demo;

import java.io.UncheckedIOException;

/** Signs up, confirms, proves, withdraws, downloads, asks, and forgets: with real mails, real HTTP and real Kafka records. */
public final class Demo {

    private Demo() {}

    /** Whether everything was as promised. */
    public static boolean tell(String gateway, String site, String kafka) {
        DemoClient client = new DemoClient(gateway, site);
        if (!isReady(client)) {
            System.err.println("The platform does not answer at " + gateway + ". Start it with ./nachweis up");
            return false;
        }
        System.out.println("The platform is " + gateway + ", the developer site " + site + ", Kafka " + kafka);
        String run = Long.toString(System.currentTimeMillis(), 36);
        String ada = "ada-" + run + "@example.org";
        var newsletter = new NewsletterChapter(client);
        var leads = new LeadsChapter(client);
        var rights = new RightsChapter(client);
        try (ConsentRecords records = new ConsentRecords(kafka, client.verifier())) {
            newsletter.oneWhoConfirms(ada, records);
            leads.oneWhoWantsADocument("cyd-" + run + "@example.org");
            leads.oneWhoAsks("dee-" + run + "@example.org");
            rights.oneWhoWantsToKnow(ada);
            rights.oneWhoIsErased(ada);
            newsletter.oneWhoNeverDoes("bob-" + run + "@example.org");
        } catch (DemoClient.Broken e) {
            client.narrator.promise(false, e.what);
        }
        return client.narrator.end();
    }

    private static boolean isReady(DemoClient client) {
        try {
            return client.http.ask(client.gateway + "/health/ready").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
