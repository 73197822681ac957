// Verifies what Nachweis wrote with the code of Go's own checksum database, which knows nothing of Nachweis.
//
// The folder given to it holds "key" (a verifier key), "checkpoint", "tile/...", "leaves" (a hash a line) and "proofs",
// a line each: "inclusion INDEX SIZE [HASH...]" or "consistency OLDER NEWER [HASH...]", hashes in base64.
// What is wrong is printed, and the exit status is 1.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

// folder reads tiles from files, whose paths do not say the height.
type folder string

func (f folder) Height() int { return height }

func (f folder) SaveTiles(tiles []tlog.Tile, data [][]byte) {}

func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range tiles {
		path := "tile/" + strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", height))
		bytes, err := os.ReadFile(filepath.Join(string(f), path))
		if err != nil {
			return nil, err
		}
		data = append(data, bytes)
	}
	return data, nil
}

func main() {
	tree := checkpoint(os.Args[1])
	hashes := tlog.TileHashReader(tree, folder(os.Args[1]))
	leaves := leaves(os.Args[1], tree, hashes)
	for _, line := range lines(os.Args[1], "proofs") {
		fields := strings.Fields(line)
		proof := parsed(fields[3:])
		if fields[0] == "inclusion" {
			inclusion(number(fields[1]), number(fields[2]), proof, leaves, hashes)
		} else {
			consistency(number(fields[1]), number(fields[2]), proof, hashes)
		}
	}
}

func checkpoint(dir string) tlog.Tree {
	verifier, err := note.NewVerifier(lines(dir, "key")[0])
	check("key", err)
	opened, err := note.Open([]byte(read(dir, "checkpoint")), note.VerifierList(verifier))
	check("checkpoint", err)
	text := strings.Split(opened.Text, "\n")
	if len(text) != 4 || text[0] != verifier.Name() {
		refuse("checkpoint", "not of this log")
	}
	return tlog.Tree{N: number(text[1]), Hash: parsed(text[2:3])[0]}
}

// leaves compares the leaves in the tiles, each proven by its tile to be in the tree, with those that were appended.
func leaves(dir string, tree tlog.Tree, hashes tlog.HashReader) []tlog.Hash {
	appended := parsed(lines(dir, "leaves"))
	var indexes []int64
	for i := int64(0); i < tree.N; i++ {
		indexes = append(indexes, tlog.StoredHashIndex(0, i))
	}
	stored, err := hashes.ReadHashes(indexes)
	check("tiles", err)
	if fmt.Sprint(stored) != fmt.Sprint(appended) {
		refuse("tiles", "other leaves")
	}
	return stored
}

func inclusion(index, size int64, proof []tlog.Hash, leaves []tlog.Hash, hashes tlog.HashReader) {
	check("inclusion", tlog.CheckRecord(proof, size, root(size, hashes), index, leaves[index]))
	own, err := tlog.ProveRecord(size, index, hashes)
	check("inclusion", err)
	if fmt.Sprint([]tlog.Hash(own)) != fmt.Sprint(proof) {
		refuse("inclusion", "another proof")
	}
}

func consistency(older, newer int64, proof []tlog.Hash, hashes tlog.HashReader) {
	check("consistency", tlog.CheckTree(proof, newer, root(newer, hashes), older, root(older, hashes)))
	own, err := tlog.ProveTree(newer, older, hashes)
	check("consistency", err)
	if fmt.Sprint([]tlog.Hash(own)) != fmt.Sprint(proof) {
		refuse("consistency", "another proof")
	}
}

func root(size int64, hashes tlog.HashReader) tlog.Hash {
	hash, err := tlog.TreeHash(size, hashes)
	check("root", err)
	return hash
}

func parsed(texts []string) []tlog.Hash {
	var hashes []tlog.Hash
	for _, text := range texts {
		hash, err := tlog.ParseHash(text)
		check("hash", err)
		hashes = append(hashes, hash)
	}
	return hashes
}

func number(text string) int64 {
	number, err := strconv.ParseInt(text, 10, 64)
	check("number", err)
	return number
}

func lines(dir, file string) []string {
	return strings.Split(strings.TrimSuffix(read(dir, file), "\n"), "\n")
}

func read(dir, file string) string {
	bytes, err := os.ReadFile(filepath.Join(dir, file))
	check(file, err)
	return string(bytes)
}

func check(what string, err error) {
	if err != nil {
		refuse(what, err.Error())
	}
}

func refuse(what, why string) {
	fmt.Printf("%s: %s\n", what, why)
	os.Exit(1)
}
