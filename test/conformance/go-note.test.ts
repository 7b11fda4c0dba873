/**
 * Our notes verify with Go's golang.org/x/mod/sumdb/note, and Go's with ours; skipped where Go or its package is
 * absent.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { nodeVerify } from "../../main/signature/node-signature.ts";
import { openCheckpoint } from "../../shared/ledger/checkpoint.ts";
import { noteKeyText, parseNoteKey } from "../../shared/ledger/note-key.ts";
import { openCosignedNote } from "../../shared/witness/cosigned-note.ts";
import { cosigned, testLog, testWitness } from "../doubles/test-log.ts";
import { kindOf, valueOf } from "../doubles/value-of.ts";

/** Where Debian's golang-golang-x-mod-dev puts it. */
const goPath = "/usr/share/gocode";
const packageFolder = join(goPath, "src/golang.org/x/mod/sumdb/note");
const isAbsent = spawnSync("go", ["version"]).status !== 0 || !existsSync(packageFolder);

/** Opens the note of standard input with a verifier key; then signs a text of its own with a key that it makes. */
const program = `package main

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"golang.org/x/mod/sumdb/note"
)

func main() {
	verifier, err := note.NewVerifier(os.Args[1])
	text := ""
	if err == nil {
		var body []byte
		body, err = io.ReadAll(os.Stdin)
		if err == nil {
			var opened *note.Note
			opened, err = note.Open(body, note.VerifierList(verifier))
			if err == nil {
				text = opened.Text
			}
		}
	}
	secret, public, _ := note.GenerateKey(rand.Reader, "example.com/log")
	signer, _ := note.NewSigner(secret)
	signed, _ := note.Sign(&note.Note{Text: os.Args[2]}, signer)
	answer := map[string]string{"text": text, "fault": "", "key": public, "signed": string(signed)}
	if err != nil {
		answer["fault"] = err.Error()
	}
	out, _ := json.Marshal(answer)
	fmt.Println(string(out))
}
`;

const folder = mkdtempSync(join(tmpdir(), "throughlife-go-"));
const binary = join(folder, "notes");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const build = (): void => {
  writeFileSync(join(folder, "main.go"), program);
  const env = { ...process.env, GO111MODULE: "off", GOCACHE: join(folder, "cache"), GOFLAGS: "", GOPATH: goPath };
  execFileSync("go", ["build", "-o", binary, "main.go"], { cwd: folder, env });
};
const answer = z.object({ fault: z.string(), key: z.string(), signed: z.string(), text: z.string() });
const askGo = (key: string, note: string, text: string) =>
  answer.parse(JSON.parse(execFileSync(binary, [key, text], { encoding: "utf8", input: note })));

describe.skipIf(isAbsent)("Go's sumdb/note (skipped where Go or golang-golang-x-mod-dev is not installed)", () => {
  test("opens our checkpoints and cosigned notes, refuses changed ones, and signs what we open", () => {
    build();
    const log = testLog("Owner", 12);
    const vkey = noteKeyText(log.signer.key);
    const whole = cosigned(log.note(12), testWitness("Service"), 1_772_352_000);
    const text = whole.slice(0, whole.indexOf("\n\n") + 1);
    const theirs = askGo(vkey, whole, `example.com/log\n${text.slice(text.indexOf("\n") + 1)}`);
    expect([theirs.fault, theirs.text]).toEqual(["", text]);
    expect(askGo(vkey, whole.replace("\n12\n", "\n13\n"), text).fault).toContain("invalid signature");

    const key = valueOf(parseNoteKey(theirs.key));
    expect(noteKeyText(key)).toBe(theirs.key);
    expect(valueOf(openCheckpoint(theirs.signed, { log: key, witnesses: [] }, nodeVerify)).checkpoint.size).toBe(12);
    const known = { logs: [key], witnesses: [] };
    expect(
      valueOf(openCosignedNote(cosigned(theirs.signed, testWitness("Service"), 1_772_352_000), nodeVerify, known))
        .times,
    ).toHaveLength(1);
    expect(
      kindOf(openCheckpoint(theirs.signed.replace("\n12\n", "\n13\n"), { log: key, witnesses: [] }, nodeVerify)),
    ).toBe("noteSignature");
  }, 120_000);
});
