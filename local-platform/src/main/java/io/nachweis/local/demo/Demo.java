package io.nachweis.local.demo;

import java.io.UncheckedIOException;

/** Signs up, confirms, proves, withdraws, downloads, asks, and forgets: with real mails, real HTTP and real Kafka records. */
public final class Demo {

    private Demo() {}

    /** Whether everything was as promised. */
    public static boolean tell(String gateway, String site, String kafka) {
        DemoClient client = new DemoClient(gateway, site);
        if (!isReady(client)) {
            return false;
        }
        System.out.println("The platform is " + gateway + ", the developer site " + site + ", Kafka " + kafka);
        String ada = somebody("ada");
        var newsletter = new NewsletterChapter(client);
        var leads = new LeadsChapter(client);
        var rights = new RightsChapter(client);
        try (ConsentRecords records = new ConsentRecords(kafka, client.verifier())) {
            newsletter.oneWhoConfirms(ada, records);
            leads.oneWhoWantsADocument(somebody("cyd"));
            leads.oneWhoAsks(somebody("dee"));
            rights.oneWhoWantsToKnow(ada, 2);
            rights.oneWhoIsErased(ada);
            newsletter.oneWhoNeverDoes(somebody("bob"));
        } catch (DemoClient.Broken e) {
            client.narrator.promise(false, e.what);
        }
        return client.narrator.end();
    }

    /** One person's life with a company, in which whatever is stored goes on its day. It takes the clock years ahead. */
    public static boolean tellOfRetention(String gateway, String site, DatabaseFiles files) {
        DemoClient client = new DemoClient(gateway, site);
        if (!isReady(client)) {
            return false;
        }
        try {
            new RetentionChapter(client, files).oneLife(somebody("eve"));
        } catch (DemoClient.Broken e) {
            client.narrator.promise(false, e.what);
        }
        return client.narrator.end();
    }

    private static String somebody(String name) {
        return name + "-" + Long.toString(System.currentTimeMillis(), 36) + "@example.org";
    }

    private static boolean isReady(DemoClient client) {
        try {
            if (client.http.ask(client.gateway + "/health/ready").status() == 200) {
                return true;
            }
        } catch (UncheckedIOException _) {
            // Said below.
        }
        System.err.println("The platform does not answer at " + client.gateway + ". Start it with ./nachweis up");
        return false;
    }
}
