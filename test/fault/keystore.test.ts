/** Every disk operation of the keystore fails once, in every way. */
import { expect, test } from "vitest";
import type { PublicKey } from "../../shared/crypto/key-rule.ts";
import { beginKeystore, openKeystore } from "../../main/keystore/open-keystore.ts";
import type { FaultyDisk } from "../doubles/faulty-disk-files.ts";
import { kindOf, valueOf } from "../doubles/value-of.ts";
import { begun, opened, partsOn, pin } from "../unit/keystore/keystore-fixture.ts";
import { failEachOperation } from "./fail-each-operation.ts";

test("the keys of an installation are made whole or not at all, and never made twice", async () => {
  const runs = await failEachOperation<PublicKey | null>({
    powerCuts: 2,
    prepare: async () => undefined,
    act: async (disk) => {
      const made = await beginKeystore(partsOn(disk));
      return made.ok ? made.value.installationSigner.key : null;
    },
    verify: async (disk, key) => {
      const again = await openKeystore(partsOn(disk, { seed: 2 }));
      const found = again.ok ? again.value.installationSigner.key : again.failure.kind;
      expect(found).toBe(key ?? (again.ok ? found : "installationMissing"));
      const keystore = again.ok ? again.value : await begun(partsOn(disk, { seed: 2 }));
      disk.powerCut(2);
      expect((await opened(partsOn(disk))).installationSigner.key).toBe(keystore.installationSigner.key);
    },
  });
  expect(runs).toBeGreaterThan(50);
});

interface PeoplePromise {
  readonly anna: PublicKey | null;
  /** The PIN of Boris, who was there before: changed, not changed, or (`null`) unknown because the change failed. */
  readonly borisPin: string | null;
}

const pinsOf = { old: "111222", fresh: "333444" };
const boris = new WeakMap<FaultyDisk, PublicKey>();

test("people are added, and PINs changed, wholly or not at all", async () => {
  const runs = await failEachOperation<PeoplePromise>({
    powerCuts: 2,
    prepare: async (disk) => {
      const keystore = await begun(partsOn(disk));
      boris.set(disk, valueOf(await keystore.addPerson({ name: "Boris", pin: pinsOf.old })).key);
    },
    act: async (disk) => {
      const keystore = await openKeystore(partsOn(disk, { seed: 3 }));
      const key = boris.get(disk);
      if (!keystore.ok || key === undefined) return { anna: null, borisPin: pinsOf.old };
      const anna = await keystore.value.addPerson({ name: "Anna", pin });
      const changed = await keystore.value.changePin({ key, pin: pinsOf.old, newPin: pinsOf.fresh });
      return { anna: anna.ok ? anna.value.key : null, borisPin: changed.ok ? pinsOf.fresh : null };
    },
    verify: async (disk, { anna, borisPin }) => {
      const keystore = await opened(partsOn(disk));
      const people = keystore.people();
      expect([...keystore.installation().writers].toSorted()).toEqual(people.map(({ key }) => key).toSorted());
      expect(people.map(({ name }) => name)).toEqual(people.length === 2 ? ["Anna", "Boris"] : ["Boris"]);
      const found = people.find(({ name }) => name === "Anna")?.key ?? null;
      expect(anna === null || anna === found).toBe(true);
      expect(found === null ? "success" : kindOf(await keystore.unlock(found, pin))).toBe("success");
      const key = boris.get(disk);
      if (key === undefined) throw new Error("Boris is missing");
      const opens = [];
      for (const one of [pinsOf.old, pinsOf.fresh]) if ((await keystore.unlock(key, one)).ok) opens.push(one);
      expect(opens).toEqual([borisPin ?? opens[0]]);
    },
  });
  expect(runs).toBeGreaterThan(120);
});
