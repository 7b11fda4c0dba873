/**
 * Everybody of one run: companies with their machines, who stands apart from whom, and the register that enrols them.
 */
import { enrolIn, foundRegister, type Promises } from "../../main/recorder/found-register.ts";
import { promisesOf } from "../../main/rpc/own-keys.ts";
import type { FrameChecker } from "../../main/signature/frame-checker.ts";
import type { HistoryId, RecordId } from "../../shared/ledger/record.ts";
import { randomHex, registeredBody } from "../doubles/seeded-bodies.ts";
import { randomBelow, seededRandom } from "../doubles/seeded-random.ts";
import { testSigner } from "../doubles/test-company.ts";
import { valueOf } from "../doubles/value-of.ts";
import type { OpenInstallation } from "./installation.ts";
import { Forger } from "./forger.ts";
import { meet } from "./meeting.ts";
import { fineWeather } from "./simulated-link.ts";
import { Station } from "./station.ts";
import type { World } from "./world.ts";

export interface Scene {
  readonly world: World;
  readonly checker: FrameChecker;
  readonly stations: ReadonlyArray<Station>;
  readonly forgers: ReadonlyArray<Forger>;
  readonly register: HistoryId;
  readonly assets: HistoryId[];
  /** Records that went with a disk before anybody else had them. */
  readonly lost: Set<RecordId>;
  /** Stations of different sides do not reach each other. */
  readonly sides: Map<Station, number>;
}

export interface SceneWish {
  readonly seed: number;
  readonly stations: number;
  readonly forgers: number;
  readonly assets: number;
}

/** Founds the register, enrols everybody, and brings the first histories everywhere. */
export const makeScene = async (world: World, checker: FrameChecker, wish: SceneWish): Promise<Scene> => {
  let register: HistoryId | null = null;
  const stations = Array.from(
    { length: wish.stations },
    (_, number) =>
      new Station({ name: nameOf(number), register: () => register, seed: wish.seed * 64 + 2 * number, world }),
  );
  for (const station of stations) await station.begin();
  const [hub, ...guests] = stations;
  if (hub === undefined) throw new Error("A scene has a first station");
  register = await found(hub);
  for (const [number, guest] of guests.entries()) await enrol(hub, guest, { isValidator: number === 0, register });
  const forgers = forgersOf(world, wish);
  for (const [number, forger] of forgers.entries())
    await enrolKey(hub, keyOf(forger), { isValidator: number === 1, register });
  const scene: Scene = { assets: [], checker, forgers, lost: new Set(), register, sides: new Map(), stations, world };
  for (const guest of guests) await meetFine(scene, hub, guest);
  for (let number = 0; number < wish.assets; number++) await foundAsset(scene, number, wish.seed);
  for (const guest of guests) await meetFine(scene, hub, guest);
  for (const guest of guests) await meetFine(scene, hub, guest);
  for (const forger of forgers) for (const face of forger.faces) await meetForger(scene, hub, { face, forger });
  return scene;
};

/** The folder of a station that must be open at this moment. */
export const openOf = ({ name, open }: Station): OpenInstallation => {
  if (open === null) throw new Error(`${name} is off`);
  return open;
};

/** An exchange over a connection without faults. */
export const meetFine = async (scene: Scene, one: Station, other: Station): Promise<number> => {
  const { checker, world } = scene;
  const sides = [sideOf(one, other), sideOf(other, one)] as const;
  const random = seededRandom(one.below(2 ** 31));
  if (sides[0] === null || sides[1] === null) throw new Error(`${one.name} or ${other.name} is off`);
  const { reports } = await meet({ checker, random, weather: fineWeather, world }, [sides[0], sides[1]]);
  const ended = reports.find(({ fault }) => fault !== null)?.fault ?? null;
  if (ended !== null) world.note(`${one.name} and ${other.name}: ${ended.message}`);
  // An exchange that ended early is to be had again.
  return reports.reduce((sum, { fault, received }) => sum + received.records + (fault === null ? 0 : 1), 0);
};

/** A side whose partner is held to what it acknowledges. */
export const sideOf = (station: Station, other: Station): ReturnType<Station["side"]> =>
  station.side((records) => {
    for (const id of records) other.acknowledged.add(id);
  });

interface Faced {
  readonly forger: Forger;
  readonly face: Forger["faces"][number];
}

/** One face of a forger takes everything from the hub. */
const meetForger = async (scene: Scene, hub: Station, { face, forger }: Faced): Promise<void> => {
  const random = seededRandom(hub.below(2 ** 31));
  const left = hub.side(() => undefined);
  const right = forger.side(random, face, { hides: false, lies: false });
  if (left !== null) await meet({ ...scene, random, weather: fineWeather }, [left, right]);
};

const forgersOf = (world: World, { forgers, seed }: SceneWish): ReadonlyArray<Forger> =>
  Array.from({ length: forgers }, (_, number) => {
    const name = ["Mallory", "Oscar"][number] ?? `Forger ${number}`;
    return new Forger({ faces: 2, name, signer: testSigner(`${name} ${seed}`), world });
  });

const keyOf = ({ name, signer }: Forger): NewKey => ({ key: signer.key, name, promised: new Map() });

const nameOf = (number: number): string =>
  ["Anna", "Bert", "Cleo", "Dora", "Emil", "Fred", "Gina", "Hugo"][number] ?? `Number ${number}`;

const found = async (hub: Station): Promise<HistoryId> => {
  const { keystore, process, recorder } = openOf(hub);
  const installation = keystore.installationSigner;
  const promised = valueOf(await promisesOf(keystore));
  const founding = {
    installation,
    party: hub.name,
    person: null,
    promised,
    randomHex: process.randomHex,
    roles: ["operator"],
  };
  return valueOf(await foundRegister(recorder, founding));
};

interface EnrolWish {
  readonly isValidator: boolean;
  readonly register: HistoryId;
}

interface NewKey {
  readonly key: string;
  readonly name: string;
  readonly promised: Promises;
}

const enrol = async (hub: Station, guest: Station, wish: EnrolWish): Promise<void> => {
  const promised = valueOf(await promisesOf(openOf(guest).keystore));
  await enrolKey(hub, { key: guest.key, name: guest.name, promised }, wish);
};

const enrolKey = async (hub: Station, { key, name, promised }: NewKey, wish: EnrolWish): Promise<void> => {
  const { keystore, process, recorder } = openOf(hub);
  const { isValidator, register } = wish;
  const enrolOne = enrolIn({ randomHex: process.randomHex, recorder, register, signer: keystore.installationSigner });
  const roles = isValidator ? ["operator", "validator"] : ["operator"];
  valueOf(await enrolOne({ keys: [key], kind: "equipment", name, organisation: null, promised, roles }));
};

const foundAsset = async (scene: Scene, number: number, seed: number): Promise<void> => {
  const random = seededRandom(seed + number);
  const founder = scene.stations[randomBelow(random, scene.stations.length)];
  if (founder === undefined) return;
  const body = { ...registeredBody(random, number, scene.register), nonce: randomHex(random, 32) };
  const founded = valueOf(await founder.record({ at: null, body, history: null, type: "asset/registered@1" }));
  scene.assets.push(founded);
};
