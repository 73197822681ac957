package io.nachweis.transparency;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The path of a tile (c2sp.org/tlog-tiles, "Merkle Tree"), without the log's address before it. */
final class TilePath {

    private static final Pattern PATH =
            Pattern.compile("tile/(?<level>[^/]*)/(?<index>[^.]*)(?:\\.p/(?<width>[^/]*))?", Pattern.DOTALL);
    private static final Pattern INDEX = Pattern.compile("(?:x[0-9]{3}/){0,6}[0-9]{3}");
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final int LONGEST = "tile/63/x009/x223/x372/x036/x854/x775/807.p/255".length();
    private static final int PER_FOLDER = 1_000;

    private TilePath() {}

    static String of(Tile tile) {
        StringBuilder index = new StringBuilder(digits(tile.index() % PER_FOLDER));
        for (long above = tile.index() / PER_FOLDER; above > 0; above /= PER_FOLDER) {
            index.insert(0, "x" + digits(above % PER_FOLDER) + "/");
        }
        return "tile/" + tile.level() + "/" + index + (tile.isFull() ? "" : ".p/" + tile.width());
    }

    private static String digits(long part) {
        return String.valueOf(PER_FOLDER + part).substring(1);
    }

    static Tile parse(String path) {
        if (path.length() > LONGEST) {
            throw new MalformedInput("The path of a tile has at most " + LONGEST + " characters");
        }
        Matcher parts = PATH.matcher(path);
        if (!parts.matches()) {
            throw new MalformedInput("The path of a tile is tile/<level>/<index>[.p/<width>], not " + path);
        }
        int level = number(parts.group("level"), "level");
        long index = index(parts.group("index"));
        String width = parts.group("width");
        Tile tile = new Tile(level, index, width == null ? Tile.FULL : number(width, "width"));
        if (!tile.path().equals(path)) {
            throw new MalformedInput("The path of this tile is " + tile.path() + ", not " + path);
        }
        return tile;
    }

    private static int number(String text, String what) {
        if (!NUMBER.matcher(text).matches()) {
            throw new MalformedInput("The " + what + " of a tile is a small number without leading zeros, not " + text);
        }
        return Integer.parseInt(text);
    }

    private static long index(String text) {
        if (!INDEX.matcher(text).matches()) {
            throw new MalformedInput(
                    "The index of a tile is written by three digits, as in x001/x234/067, not as " + text);
        }
        try {
            return Long.parseLong(text.replace("x", "").replace("/", ""));
        } catch (NumberFormatException _) {
            throw new MalformedInput("No tree has a tile with the index " + text);
        }
    }
}
