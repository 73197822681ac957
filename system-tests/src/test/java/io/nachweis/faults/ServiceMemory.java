package io.nachweis.faults;

import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory use of newsletter-service's process, in mebibytes.
 *
 * @param live what is left of the heap after the garbage is gone
 * @param resident all the process has
 */
record ServiceMemory(long live, long resident) {

    private static final Pattern USED =
            Pattern.compile("^jvm_memory_used_bytes\\{area=\"heap\".*} (\\S+)$", Pattern.MULTILINE);

    static ServiceMemory of(PlatformUnderTest platform) {
        String pid = Long.toString(platform.pid("newsletter"));
        run(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), pid, "GC.run");
        String resident = run("ps", "-o", "rss=", "-p", pid).strip();
        Matcher used =
                USED.matcher(StoryHttpClient.get(platform.addresses().service("newsletter") + "/actuator/prometheus")
                        .body());
        double live = 0;
        while (used.find()) {
            live += Double.parseDouble(used.group(1));
        }
        return new ServiceMemory((long) live >> 20, Long.parseLong(resident) >> 10);
    }

    private static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + " failed: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
