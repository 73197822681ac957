package io.nachweis.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.nachweis.transparency.VerifierKey;
import io.nachweis.verifier.Verdict.Holds;
import io.nachweis.verifier.Verdict.Unreadable;
import io.nachweis.verifier.Verdict.Violated;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page says in a browser what the library says, and is what it promises to be. */
class ReadingThePageTest {

    private static final boolean FULL = "full".equals(System.getProperty("nachweis.depth"));
    private static final String PAGE = new String(VerifierPage.html(), UTF_8);
    private static final Pattern SCRIPT = Pattern.compile("(?s)<script>(.*?)</script>");
    private static final Pattern STYLE = Pattern.compile("(?s)<style>(.*?)</style>");

    /** Gives the page files as a person would, and writes beside it what it finds out. */
    private static final String READER = """
        (async () => {
          const cases = JSON.parse(document.getElementById('cases').textContent);
          const bytesOf = text => Uint8Array.from(atob(text), character => character.charCodeAt(0));
          const out = [];
          for (const { name, file, keys } of cases) {
            const { verdict, findings, limits } = await verify(bytesOf(file), keys);
            const line = [name, verdict];
            findings.forEach(({ code, place }) => line.push(code + ' ' + place));
            if (verdict === 'holds') limits.forEach(({ code, place, about }) => line.push(code + ' ' + place + ' ' + about));
            out.push(line);
          }
          const large = new Uint8Array(64 * 1024 * 1024 + 1).fill(32);
          out.push(['large', (await verify(large, [])).findings[0].code]);
              const many = new TextEncoder().encode('[' + '0,'.repeat(2000000) + '0]');
              out.push(['many', (await verify(many, [])).findings[0].code]);
          const transfer = new DataTransfer();
          transfer.items.add(new File([bytesOf(cases[0].file)], 'evidence.json'));
          document.getElementById('file').files = transfer.files;
          document.getElementById('file').dispatchEvent(new Event('change'));
          while (document.getElementById('details').childElementCount === 0) await new Promise(done => setTimeout(done, 10));
          try {
            await fetch('data:text/plain,out');
            out.push(['network', 'open']);
          } catch {
            out.push(['network', 'closed']);
          }
          const said = document.createElement('pre');
          said.id = 'said';
          said.textContent = out.map(line => line.join('|')).join('\\n');
          document.body.append(said);
        })();
        """;

    @TempDir
    Path scratch;

    private record Case(String name, String base64, List<VerifierKey> keys) {

        Verdict verdict() {
            return EvidenceVerifier.verify(Base64.getDecoder().decode(base64), keys);
        }
    }

    private final List<Case> cases = new ArrayList<>();

    @Test
    void gives_the_verdicts_of_the_library() throws IOException, InterruptedException {
        if (Browser.program().isEmpty()) {
            System.err.println(
                    "SKIPPED: there is no Chromium (NACHWEIS_TEST_BROWSER names one), so the page is tried in no"
                            + " browser.");
            abort("there is no Chromium");
        }
        add("good", Files.readAllBytes(Corpus.GOOD), VerifyingEvidenceTest.KEYS);
        add("without keys", Files.readAllBytes(Corpus.GOOD), List.of());
        for (Path file : Corpus.bad()) {
            add(file.getFileName().toString(), Files.readAllBytes(file), VerifyingEvidenceTest.KEYS);
        }
        byte[] small = Files.readAllBytes(Corpus.SMALL);
        for (int bit = 0; bit < small.length * 8; bit += FULL ? 1 : 57) {
            byte[] flipped = small.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            add("bit " + bit, flipped, List.of());
        }

        String dumped = Browser.dump(page(), scratch);

        String said = dumped.replaceFirst("(?s).*<pre id=\"said\">", "").replaceFirst("(?s)</pre>.*", "");
        assertThat(said.lines().map(ReadingThePageTest::unescaped)).containsExactlyElementsOf(expected());
        assertThat(dumped)
                .as("what a person sees of the good file")
                .contains("<p id=\"verdict\" role=\"status\" class=\"holds\">✔ The evidence is consistent")
                .contains("<dt>email</dt><dd><span class=\"personal\">änne@example.org</span></dd>")
                .contains("<dt>ip</dt><dd><span class=\"withheld\">not shown (consent-records)</span></dd>")
                .contains("consistent, not anchored", "Who sat at the keyboard", "other entries")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;");
        assertThat(dumped.indexOf("subscription.requested.v1")).isLessThan(dumped.indexOf("consent.given.v1"));
        assertThat(dumped.indexOf("consent.given.v1")).isLessThan(dumped.indexOf("consent-withdrawn.v1"));
    }

    private void add(String name, byte[] file, List<VerifierKey> keys) {
        cases.add(new Case(name, Base64.getEncoder().encodeToString(file), keys));
    }

    private List<String> expected() {
        List<String> lines = new ArrayList<>();
        for (Case one : cases) {
            List<String> line = new ArrayList<>(List.of(one.name()));
            switch (one.verdict()) {
                case Holds(var _, var limits) -> {
                    line.add("holds");
                    limits.forEach(limit -> line.add(limit + " " + limit.about()));
                }
                case Violated(var findings) -> {
                    line.add("violated");
                    findings.forEach(finding -> line.add(finding.toString()));
                }
                case Unreadable(var finding) -> {
                    line.add("unreadable");
                    line.add(finding.toString());
                }
            }
            lines.add(String.join("|", line));
        }
        lines.add("large|file-too-large");
        lines.add("many|too-many-values");
        lines.add("network|closed");
        return lines;
    }

    /** The page with what tries it, which its policy allows by its hash as it allows the page's own script. */
    private Path page() throws IOException {
        List<Object> data = new ArrayList<>();
        for (Case one : cases) {
            List<Object> keys =
                    new ArrayList<>(one.keys().stream().map(VerifierKey::text).toList());
            data.add(Document.object("name", one.name(), "file", one.base64(), "keys", keys));
        }
        String tried = PAGE.replace("script-src ", "script-src '" + hash(READER) + "' ")
                .replace(
                        "</body>",
                        "<script type=\"application/json\" id=\"cases\">"
                                + Document.json(data).canonical() + "</script><script>" + READER + "</script></body>");
        return Files.writeString(scratch.resolve("page.html"), tried);
    }

    private static String unescaped(String html) {
        return html.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    @Test
    void allows_nothing_but_its_own_script_and_style() {
        assertThat(PAGE)
                .contains("content=\"default-src 'none'; script-src '" + hash(first(SCRIPT)) + "'; style-src '"
                        + hash(first(STYLE)) + "'; base-uri 'none'; form-action 'none'\"");
    }

    @Test
    void makes_no_markup_of_what_it_shows() {
        assertThat(first(SCRIPT))
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "Function(");
    }

    @Test
    void names_nothing_to_fetch() {
        assertThat(PAGE).doesNotContain("http://", "https://", " src=", "href=", "url(", "@import", "fetch(");
    }

    @Test
    void has_the_words_of_the_library() throws IOException, UnreadableEvidence {
        Matcher words = Pattern.compile("(?s)id=\"words\">(.*?)</script>").matcher(PAGE);
        assertThat(words.find()).isTrue();
        Map<String, Json> languages = new Node(new JsonReader().read(words.group(1)), "").members();

        assertThat(languages).containsOnlyKeys("en", "de", "it");
        for (Map.Entry<String, Json> language : languages.entrySet()) {
            Map<String, String> ofPage = new Node(language.getValue(), "")
                    .members().entrySet().stream()
                            .collect(Collectors.toMap(Map.Entry::getKey, word -> text(word.getValue())));
            assertThat(ofPage).isEqualTo(bundle(language.getKey()));
        }
    }

    private static String text(Json json) {
        return json instanceof Json.JsonString(var text) ? text : "";
    }

    /** Without the words that are only the command's. */
    private static Map<String, String> bundle(String language) throws IOException {
        String file = "/verifier/messages" + (language.equals("en") ? "" : "_" + language) + ".properties";
        Properties properties = new Properties();
        try (var in = new InputStreamReader(VerifierPage.class.getResourceAsStream(file), UTF_8)) {
            properties.load(in);
        }
        Map<String, String> words = new TreeMap<>();
        properties.forEach((key, word) -> words.put(key.toString(), word.toString()));
        words.keySet().removeIf(key -> key.startsWith("command."));
        return words;
    }

    private static String first(Pattern pattern) {
        Matcher found = pattern.matcher(PAGE);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static String hash(String content) {
        return "sha256-" + Base64.getEncoder().encodeToString(Sha256.of(content.getBytes(UTF_8)));
    }
}
