package io.nachweis.embeddedmongo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A disk whose power fails: it has what was synced, and of the rest what {@link Kept} and chance leave. Bytes are kept by
 * blocks, names of files by the order in which they came to be.
 */
final class CrashedDisk {

    /** What is kept of what was not synced. */
    enum Kept {
        NOTHING,
        /** Of the blocks; a file ends with the last one that is kept. */
        HALF,
        /** The other blocks are zero, and files are as long as they were. */
        HALF_ZEROED,
        ALL_BUT_ONE_BLOCK,
        /** Of each file's writes. */
        PREFIX,
        ALL
    }

    private static final int BLOCK = 4096;

    private final String folder;
    private final Map<Long, File> files = new HashMap<>();

    /** Paths as they are for the process, and those that are sure to be there after a crash. */
    private final Map<String, File> names = new HashMap<>();

    private final Map<String, File> syncedNames = new HashMap<>();
    private final Deque<Renaming> renamings = new ArrayDeque<>();
    private long entries;

    CrashedDisk(Path folder) {
        this.folder = folder + "/";
    }

    /** A file that has the name from now on, or none. */
    private record Renaming(
            long entry, String name, @Nullable File file) {}

    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Change(long entry, int offset, byte[] bytes, int size) {}

    void go(DiskJournal.Entry entry) {
        switch (entry.kind()) {
            case 'O' -> {
                File file = new File();
                files.put(entry.file(), file);
                rename(text(entry.bytes()), file);
            }
            case 'W' -> {
                int end = (int) entry.number() + entry.bytes().length();
                file(entry)
                        .changes
                        .add(new Change(
                                entries, (int) entry.number(), entry.bytes().array(), end));
            }
            case 'T' -> file(entry).changes.add(new Change(entries, 0, new byte[0], -(int) entry.number() - 1));
            case 'S' -> {
                File file = files.get(entry.file());
                if (file != null) {
                    file.sync(entry.number());
                } else {
                    syncNames(entry.number());
                }
            }
            case 'R' -> {
                String[] both = text(entry.bytes()).split("\0", -1);
                File file = names.get(both[0]);
                rename(both[0], null);
                rename(both[1], file);
            }
            case 'U' -> rename(text(entry.bytes()), null);
            default -> throw new IllegalStateException("What is " + entry.kind() + "?");
        }
        entries++;
    }

    private static String text(Bytes bytes) {
        return new String(bytes.array(), StandardCharsets.UTF_8);
    }

    private File file(DiskJournal.Entry entry) {
        return files.computeIfAbsent(entry.file(), _ -> new File());
    }

    private void rename(String name, @Nullable File file) {
        put(names, name, file);
        renamings.add(new Renaming(entries, name, file));
    }

    private static void put(Map<String, File> names, String name, @Nullable File file) {
        if (file == null) {
            names.remove(name);
        } else {
            names.put(name, file);
        }
    }

    private void syncNames(long before) {
        while (!renamings.isEmpty() && renamings.peek().entry < before) {
            Renaming one = renamings.poll();
            put(syncedNames, one.name, one.file);
        }
    }

    /** As the process sees it. */
    byte[] content(String name) {
        File file = names.get(folder + name);
        return file == null ? new byte[0] : file.all().bytes();
    }

    /** Writes what is left into an empty folder. */
    void fail(Path target, Kept kept, Random chance) throws IOException {
        Map<String, File> left = new HashMap<>(syncedNames);
        int lucky =
                kept == Kept.NOTHING ? 0 : kept == Kept.ALL ? renamings.size() : chance.nextInt(renamings.size() + 1);
        renamings.stream().limit(lucky).forEach(one -> put(left, one.name, one.file));
        List<Map.Entry<File, Integer>> unsynced = new ArrayList<>();
        names.values().stream()
                .distinct()
                .forEach(file -> file.unsyncedBlocks().forEach(block -> unsynced.add(Map.entry(file, block))));
        Map.Entry<File, Integer> unlucky = unsynced.isEmpty() ? null : unsynced.get(chance.nextInt(unsynced.size()));
        for (Map.Entry<String, File> one : left.entrySet()) {
            Integer block = unlucky != null && unlucky.getKey() == one.getValue() ? unlucky.getValue() : null;
            Files.write(
                    target.resolve(one.getKey().substring(folder.length())),
                    one.getValue().left(kept, block, chance));
        }
    }

    private static final class File {

        private Image synced = new Image();
        private final Deque<Change> changes = new ArrayDeque<>();

        void sync(long before) {
            while (!changes.isEmpty() && changes.peek().entry < before) {
                synced.apply(changes.poll());
            }
        }

        Image all() {
            return with(changes.size());
        }

        private Image with(int first) {
            Image image = synced.copy();
            changes.stream().limit(first).forEach(image::apply);
            return image;
        }

        SortedSet<Integer> unsyncedBlocks() {
            SortedSet<Integer> blocks = new TreeSet<>();
            for (Change change : changes) {
                for (int at = change.offset; at < change.offset + change.bytes.length; at += BLOCK - at % BLOCK) {
                    blocks.add(at / BLOCK);
                }
            }
            return blocks;
        }

        byte[] left(Kept kept, @Nullable Integer unlucky, Random chance) {
            return switch (kept) {
                case NOTHING -> synced.bytes();
                case ALL -> all().bytes();
                case PREFIX -> with(chance.nextInt(changes.size() + 1)).bytes();
                case ALL_BUT_ONE_BLOCK -> {
                    Image image = all();
                    if (unlucky != null) {
                        image.lose(unlucky, synced);
                    }
                    yield image.bytes();
                }
                case HALF, HALF_ZEROED -> {
                    Image image = all();
                    int end = synced.size;
                    for (int block : unsyncedBlocks()) {
                        if (chance.nextBoolean()) {
                            image.lose(block, synced);
                        } else {
                            end = Math.max(end, Math.min(image.size, (block + 1) * BLOCK));
                        }
                    }
                    yield kept == Kept.HALF ? Arrays.copyOf(image.bytes(), end) : image.bytes();
                }
            };
        }
    }

    private static final class Image {

        private byte[] buffer = new byte[BLOCK];
        private int size;

        void apply(Change change) {
            if (change.size < 0) {
                resize(-change.size - 1);
            } else {
                resize(Math.max(size, change.size));
                System.arraycopy(change.bytes, 0, buffer, change.offset, change.bytes.length);
            }
        }

        private void resize(int wanted) {
            if (wanted > buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.max(wanted, 2 * buffer.length));
            }
            if (wanted < size) {
                Arrays.fill(buffer, wanted, size, (byte) 0);
            }
            size = wanted;
        }

        /** It is as it was before: zero where there was nothing. */
        void lose(int block, Image before) {
            for (int at = block * BLOCK; at < Math.min(size, (block + 1) * BLOCK); at++) {
                buffer[at] = at < before.size ? before.buffer[at] : 0;
            }
        }

        Image copy() {
            Image copy = new Image();
            copy.buffer = buffer.clone();
            copy.size = size;
            return copy;
        }

        byte[] bytes() {
            return Arrays.copyOf(buffer, size);
        }
    }
}
