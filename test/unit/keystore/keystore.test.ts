/** The keys of an installation and of its people, under their PINs. */
import { X509Certificate } from "node:crypto";
import { describe, expect, test } from "vitest";
import { textOf, utf8Of } from "../../../shared/encoding/utf8.ts";
import { parseNoteKey } from "../../../shared/ledger/note-key.ts";
import { readBounded } from "../../../main/disk/read-bounded.ts";
import { writeDurably } from "../../../main/disk/write-durably.ts";
import { nodeVerify } from "../../../main/signature/node-signature.ts";
import { faultyDisk, type FaultyDisk } from "../../doubles/faulty-disk-files.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";
import { begun, folder, keychain, opened, partsOn, pin, type TestClock } from "./keystore-fixture.ts";

const textAt = async ({ files }: FaultyDisk, name: string): Promise<string> =>
  textOf(valueOf(await readBounded(files, `${folder}/${name}`, 100_000))) ?? "";

const secretNames = async ({ files }: FaultyDisk): Promise<ReadonlyArray<string>> => valueOf(await files.list(`${folder}/secret`));

const signs = (signer: { readonly key: Parameters<typeof nodeVerify>[0]; readonly sign: (message: Uint8Array) => Uint8Array }): boolean => {
  const message = utf8Of("pressure test passed");
  return nodeVerify(signer.key, signer.sign(message), message);
};

describe("an installation", () => {
  test("has three keys of its own, all different, and opens with the same ones", async () => {
    const disk = faultyDisk();
    const made = await begun(partsOn(disk));
    const again = await opened(partsOn(disk));
    const keys = [made.installationSigner, made.logSigner, made.witnessSigner];
    expect(keys.every(signs)).toBe(true);
    expect(new Set(keys.map(({ key }) => key)).size).toBe(3);
    expect([again.installationSigner.key, again.logSigner.key, again.witnessSigner.key]).toEqual(keys.map(({ key }) => key));
    expect(again.tls).toEqual(made.tls);
  });

  test("publishes itself in canonical JSON with two verifier keys and its writers", async () => {
    const disk = faultyDisk();
    const made = await begun(partsOn(disk));
    const anna = valueOf(await made.addPerson({ name: "Anna", pin }));
    const text = await textAt(disk, "installation.json");
    const file: Record<string, unknown> = JSON.parse(text);
    expect(Object.keys(file)).toEqual(["format", "installation", "log_vkey", "v", "witness_vkey", "writers"]);
    expect(file).toMatchObject({ format: "throughlife/installation", installation: made.installationSigner.key, v: 1, writers: [anna.key] });
    expect(JSON.stringify(file)).toBe(text);
    expect(valueOf(parseNoteKey(String(file["log_vkey"])))).toMatchObject({ key: made.logSigner.key, use: "signature", name: `throughlife/${made.logSigner.key}` });
    expect(valueOf(parseNoteKey(String(file["witness_vkey"])))).toMatchObject({ key: made.witnessSigner.key, use: "cosignature" });
  });

  test("shows peers a self-signed P-256 certificate for digital signatures that outlives it", async () => {
    const clock: TestClock = { millis: Date.UTC(2026, 2, 1) };
    const { tls } = await begun(partsOn(faultyDisk(), { clock }));
    const certificate = new X509Certificate(tls.certificatePem);
    expect(certificate.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: "prime256v1" });
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.fingerprint256.replaceAll(":", "").toLowerCase()).toBe(tls.pin);
    expect(Date.parse(certificate.validFrom)).toBeLessThan(clock.millis);
    expect(Date.parse(certificate.validTo)).toBeGreaterThan(Date.UTC(2070, 0));
    expect(Buffer.from(certificate.raw).includes(Buffer.from("0603551d0f0101ff040403020780", "hex"))).toBe(true);
  });

  test("is not begun over another, and its keys are never replaced", async () => {
    const disk = faultyDisk();
    const made = await begun(partsOn(disk));
    const { beginKeystore } = await import("../../../main/keystore/open-keystore.ts");
    expect(kindOf(await beginKeystore(partsOn(disk, { seed: 2 })))).toBe("installationExists");
    valueOf(await disk.files.unlink(`${folder}/installation.json`));
    const again = await begun(partsOn(disk, { seed: 2 }));
    expect(again.installationSigner.key).toBe(made.installationSigner.key);
  });

  test.each([
    ["installation.json", (text: string) => text.replace('"v":1', '"v":2'), "installationDamaged"],
    ["installation.json", (text: string) => `${text}\n`, "installationDamaged"],
    ["secret/installation.json", (text: string) => text.slice(0, 100), "secretDamaged"],
    ["secret/installation.json", (text: string) => text.replace("MII", "MIA"), "secretDamaged"],
    ["secret/installation.json", (text: string) => text.replace(/"log":"\w{64}"/, `"log":"${"07".repeat(32)}"`), "keysDiffer"],
  ])("with a changed %s is refused by name", async (name, change, kind) => {
    const disk = faultyDisk();
    await begun(partsOn(disk));
    valueOf(await writeDurably(disk.files, `${folder}/${name}`, utf8Of(change(await textAt(disk, name)))));
    const { openKeystore } = await import("../../../main/keystore/open-keystore.ts");
    expect(kindOf(await openKeystore(partsOn(disk)))).toBe(kind);
  });

  test("that is not there is refused with what to do", async () => {
    const { openKeystore } = await import("../../../main/keystore/open-keystore.ts");
    const outcome = await openKeystore(partsOn(faultyDisk()));
    expect(outcome).toMatchObject({ ok: false, failure: { kind: "installationMissing", message: expect.stringContaining("throughlife init") } });
  });
});

describe("a person", () => {
  test("signs after unlocking, and not after locking", async () => {
    const disk = faultyDisk();
    const anna = valueOf(await (await begun(partsOn(disk))).addPerson({ name: " Anna Müller ", pin }));
    const keystore = await opened(partsOn(disk));
    expect(keystore.people()).toEqual([{ key: anna.key, name: "Anna Müller" }]);
    const signer = valueOf(await keystore.unlock(anna.key, pin));
    expect([signer.key, signs(signer), signer.isLocked()]).toEqual([anna.key, true, false]);
    signer.lock();
    expect(signer.isLocked()).toBe(true);
    expect(() => signer.sign(utf8Of("more"))).toThrow("locked");
  });

  test("is told apart by key, never by file name, and no file holds a seed or a PIN", async () => {
    const disk = faultyDisk();
    const seeds: Uint8Array[] = [];
    const parts = partsOn(disk);
    const keystore = await begun({ ...parts, randomBytes: (count) => (seeds.push(parts.randomBytes(count)), Uint8Array.from(seeds.at(-1) ?? [])) });
    seeds.length = 0;
    const { key } = valueOf(await keystore.addPerson({ name: "Anna", pin }));
    const names = await secretNames(disk);
    expect(names).toEqual(["installation.json", `person-${key}.json`, `successor-${key}.json`]);
    const person = await textAt(disk, `secret/person-${key}.json`);
    const [seed] = seeds;
    if (seed === undefined) throw new Error("The seed comes first");
    expect(person).not.toContain(Buffer.from(seed).toString("hex"));
    expect(person).not.toContain(pin);
  });

  test("has a name of their own and a PIN of six digits or more", async () => {
    const keystore = await begun(partsOn(faultyDisk()));
    valueOf(await keystore.addPerson({ name: "Anna", pin }));
    expect(kindOf(await keystore.addPerson({ name: "Anna ", pin }))).toBe("nameTaken");
    expect(kindOf(await keystore.addPerson({ name: "  ", pin }))).toBe("nameUnfit");
    for (const unfit of ["", "12345", "12345a", "１２３４５６"]) {
      expect(kindOf(await keystore.addPerson({ name: "Boris", pin: unfit }))).toBe("pinUnfit");
    }
    const twice = await Promise.all([keystore.addPerson({ name: "Boris", pin }), keystore.addPerson({ name: "Boris", pin })]);
    expect(twice.map(kindOf).toSorted()).toEqual(["nameTaken", "success"]);
  });

  test("changes the PIN with the old one only", async () => {
    const disk = faultyDisk();
    const keystore = await begun(partsOn(disk));
    const { key } = valueOf(await keystore.addPerson({ name: "Anna", pin }));
    expect(kindOf(await keystore.changePin({ key, pin: "000001", newPin: "777123" }))).toBe("pinWrong");
    expect(kindOf(await keystore.changePin({ key, pin, newPin: "77" }))).toBe("pinUnfit");
    valueOf(await keystore.changePin({ key, pin, newPin: "777123" }));
    const again = await opened(partsOn(disk));
    expect(kindOf(await again.unlock(key, pin))).toBe("pinWrong");
    expect(valueOf(await again.unlock(key, "777123")).key).toBe(key);
  });

  test("is unknown where no key lies", async () => {
    const keystore = await begun(partsOn(faultyDisk()));
    expect(kindOf(await keystore.unlock(keystore.installationSigner.key, pin))).toBe("personUnknown");
  });

  test("whose file was changed does not open: name, cost or another's key", async () => {
    const disk = faultyDisk();
    const { key } = valueOf(await (await begun(partsOn(disk))).addPerson({ name: "Anna", pin }));
    const name = `secret/person-${key}.json`;
    const good = await textAt(disk, name);
    for (const change of [(text: string) => text.replace("Anna", "Boss"), (text: string) => text.replace('"n":2', '"n":4')]) {
      valueOf(await writeDurably(disk.files, `${folder}/${name}`, utf8Of(change(good))));
      expect(kindOf(await (await opened(partsOn(disk))).unlock(key, pin))).toBe("pinWrong");
    }
    const { openKeystore } = await import("../../../main/keystore/open-keystore.ts");
    for (const cost of ['"n":3', '"n":1073741824']) {
      valueOf(await writeDurably(disk.files, `${folder}/${name}`, utf8Of(good.replace('"n":2', cost))));
      expect(kindOf(await openKeystore(partsOn(disk)))).toBe("secretDamaged");
    }
  });
});

describe("wrong PINs", () => {
  test("cost growing delays that survive a restart and end with the right PIN", async () => {
    const disk = faultyDisk();
    const clock: TestClock = { millis: 1_772_000_000_000 };
    const { key } = valueOf(await (await begun(partsOn(disk, { clock }))).addPerson({ name: "Anna", pin }));
    const tryOnce = async (tried: string) => (await opened(partsOn(disk, { clock }))).unlock(key, tried);
    for (const waitSeconds of [0, 0, 0, 10, 20, 40, 80, 160]) {
      expect(await tryOnce("000000")).toMatchObject({ ok: false, failure: { kind: "pinWrong", waitSeconds } });
      clock.millis += waitSeconds * 1000 - 1;
      const early = waitSeconds > 0 ? kindOf(await tryOnce(pin)) : "pinTooEarly";
      expect(early).toBe("pinTooEarly");
      clock.millis += 1;
    }
    const keystore = await opened(partsOn(disk, { clock }));
    valueOf(await keystore.unlock(key, pin));
    expect(await keystore.unlock(key, "000000")).toMatchObject({ ok: false, failure: { kind: "pinWrong", waitSeconds: 0 } });
  });

  test("are counted one by one even when they come all at once", async () => {
    const keystore = await begun(partsOn(faultyDisk()));
    const { key } = valueOf(await keystore.addPerson({ name: "Anna", pin }));
    const tries = await Promise.all(Array.from({ length: 10 }, () => keystore.unlock(key, "000000")));
    expect(tries.map(kindOf)).toEqual([...Array.from({ length: 4 }, () => "pinWrong"), ...Array.from({ length: 6 }, () => "pinTooEarly")]);
  });

  test("do not lock anybody out for years when the clock is set back", async () => {
    const disk = faultyDisk();
    const clock: TestClock = { millis: Date.UTC(2036, 0) };
    const { key } = valueOf(await (await begun(partsOn(disk, { clock }))).addPerson({ name: "Anna", pin }));
    const keystore = await opened(partsOn(disk, { clock }));
    for (let tries = 0; tries < 4; tries++) await keystore.unlock(key, "000000");
    clock.millis = Date.UTC(2026, 0);
    expect(kindOf(await keystore.unlock(key, pin))).toBe("success");
  });
});

describe("a secret of the operating system", () => {
  test("is mixed with the PIN, so that neither alone opens a key", async () => {
    const disk = faultyDisk();
    const keystore = await begun(partsOn(disk, { osSecret: keychain }));
    const { key } = valueOf(await keystore.addPerson({ name: "Anna", pin }));
    expect(kindOf(await (await opened(partsOn(disk))).unlock(key, pin))).toBe("osSecretMissing");
    const other = { ...keychain, read: async () => ({ ok: true as const, value: new Uint8Array(32).fill(6) }) };
    expect(kindOf(await (await opened(partsOn(disk, { osSecret: other }))).unlock(key, pin))).toBe("pinWrong");
    expect(kindOf(await (await opened(partsOn(disk, { osSecret: keychain }))).unlock(key, pin))).toBe("success");
  });

  test("or its lack is what the screen says about theft", async () => {
    const without = (await begun(partsOn(faultyDisk()))).theftNotice;
    const having = (await begun(partsOn(faultyDisk(), { osSecret: keychain }))).theftNotice;
    expect(without).toContain("by their PINs alone");
    expect(having).toContain("the keychain of this test");
    for (const notice of [without, having]) expect(notice).toContain("The installation's own key is not sealed");
  });
});

test("the usual cost asks for 128 MiB and opens what it sealed", async () => {
  const disk = faultyDisk();
  const { usualPinCost } = await import("../../../main/keystore/sealed-seed.ts");
  expect(128 * usualPinCost.n * usualPinCost.r).toBe(128 * 1024 * 1024);
  const keystore = await begun(partsOn(disk, { cost: usualPinCost }));
  const { key } = valueOf(await keystore.addPerson({ name: "Anna", pin }));
  expect(valueOf(await keystore.unlock(key, pin)).key).toBe(key);
});
