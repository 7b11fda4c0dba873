/** What each kind of act does. */
import type { JsonObject } from "../../shared/encoding/canonical-json.ts";
import type { HistoryId, RecordId } from "../../shared/ledger/record.ts";
import type { Outcome } from "../../shared/outcome/outcome.ts";
import { defaultCharter } from "../../shared/register/default-charter.ts";
import type { HistoryStore } from "../../main/recorder/history-store.ts";
import type { Fault } from "../doubles/operation-gate.ts";
import { counterBody, describedBody, oneOf } from "../doubles/seeded-bodies.ts";
import { randomBelow, seededRandom, type SeededRandom } from "../doubles/seeded-random.ts";
import { defectBody, testSigner } from "../doubles/test-company.ts";
import { forgedDefect, type Forgery } from "./forger.ts";
import { meet } from "./meeting.ts";
import { forgiveLoss, renewStation } from "./recovery.ts";
import type { Act, ActKind, Plan } from "./plan.ts";
import { sideOf, type Scene } from "./scene.ts";
import type { Station } from "./station.ts";

/** Does an act. */
export const perform = async (scene: Scene, plan: Plan, { dice, kind }: Act): Promise<void> => {
  const random = seededRandom(dice);
  await doing[kind]({ plan, random, scene, station: oneOf(random, scene.stations) });
};

interface Doing {
  readonly scene: Scene;
  readonly plan: Plan;
  readonly random: SeededRandom;
  readonly station: Station;
}

const write = async ({ random, scene, station }: Doing): Promise<void> => {
  const history = oneOf(random, scene.assets);
  const count = 1 + randomBelow(random, 3);
  const written = await Promise.all(
    Array.from({ length: count }, () => station.record({ at: null, history, ...something(random, station, history) })),
  );
  for (const one of written) {
    const said = one.ok ? `writes ${one.value.slice(0, 8)}` : `may not write: ${one.failure.kind}`;
    scene.world.note(`${station.name} ${said}`);
  }
  await station.look();
};

const something = (
  random: SeededRandom,
  station: Station,
  history: HistoryId,
): { readonly body: JsonObject; readonly type: string } => {
  const kind = randomBelow(random, 10);
  const known = station.open?.store.ledger.history(history)?.order ?? [];
  if (kind === 0 && known.length > 1)
    return {
      body: { reason: "incorrect_data", replacement: null, target: oneOf(random, known).id },
      type: "record/corrected@1",
    };
  if (kind < 3) return { body: describedBody(random), type: "asset/described@1" };
  if (kind < 5) return { body: counterBody(random), type: "asset/counter-read@1" };
  return { body: defectBody(`Seen by ${station.name}`), type: "service/defect-reported@1" };
};

const exchange = async ({ plan, random, scene, station }: Doing): Promise<void> => {
  const { checker, sides, world } = scene;
  const other = oneOf(random, scene.stations);
  const [left, right] = [sideOf(station, other), sideOf(other, station)];
  const isApart = (sides.get(station) ?? 0) !== (sides.get(other) ?? 0);
  if (other === station || isApart || left === null || right === null) return;
  const { harm, reports } = await meet({ checker, random, weather: plan.weather, world }, [left, right]);
  const moved = reports.map(({ received }) => received.records).join(" and ");
  const faults = reports.flatMap(({ fault }) => (fault === null ? [] : [fault.kind]));
  world.note(`${station.name} meets ${other.name}: ${moved} records ${[...harm, ...faults].join(", ")}`);
  await station.look();
  await other.look();
};

const diskFault = async ({ random, scene, station }: Doing): Promise<void> => {
  const at = randomBelow(random, 40);
  const fault = oneOf<Fault>(random, [
    { how: "crashBefore" },
    { how: "crashAfter" },
    { how: "short" },
    { code: "EIO", how: "error" },
    { code: "ENOSPC", how: "error" },
  ]);
  const named = fault.how === "error" ? fault.code : fault.how;
  scene.world.note(`${station.name}: operation ${at} of its disk will be ${named}`);
  station.counts.faults++;
  station.machine.disk.plan((_, index) => (index === at ? fault : null));
  await scene.world.wait(randomBelow(random, 5000));
  await station.look();
};

const restore = async ({ random, scene, station }: Doing): Promise<void> => {
  if (await station.restore(randomBelow(random, 1000))) forgiveLoss(scene, station);
};

const flip = async ({ random, scene, station }: Doing): Promise<void> => {
  await station.flip(randomBelow(random, 2 ** 31));
  scene.world.trace(station.name);
};

/** A validator changes the rules, while another may do so too. */
const rules = async ({ random, scene, station }: Doing): Promise<void> => {
  const { permissions } = defaultCharter({ founderKey: "", name: "", nonce: "", roles: [] });
  const quorums = oneOf(random, [[], [{ group: "1 role:validator", type: "asset/described" }]]);
  const rows = permissions.map(({ roles, type }) => ({ roles: [...roles], type }));
  const body = { permissions: rows, quorums, reason: "Agreed." };
  tell(
    scene,
    station,
    await station.record({ at: null, body, history: scene.register, type: "register/rules-changed@1" }),
  );
};

/** A validator ends the key of a forger, with what it holds of it as the last good records. */
const revoke = async ({ random, scene, station }: Doing): Promise<void> => {
  const forger = scene.forgers[randomBelow(random, Math.max(1, scene.forgers.length))];
  const { open } = station;
  if (forger === undefined || open === null) return;
  const body = revocation(random, open.store, forger.signer.key);
  tell(
    scene,
    station,
    await station.record({ at: null, body, history: scene.register, type: "register/key-revoked@1" }),
  );
};

const revocation = (random: SeededRandom, { ledger }: Pick<HistoryStore, "ledger">, key: string): JsonObject => ({
  compromised_since: null,
  key,
  last_good: [...ledger.histories.values()].flatMap((history) => {
    const own = history.order.filter(({ writer }) => writer === key);
    return own.length === 0 ? [] : [{ history: history.id, id: oneOf(random, own).id }];
  }),
  reason: "It cheats.",
});

/** Years beside the truth, or not at all. */
const besideMs = [0, 0, 0, -27 * 31_556_952_000, 73 * 31_556_952_000, -9 * 86_400_000] as const;

const forge = async ({ random, scene }: Doing): Promise<void> => {
  const forger = scene.forgers[randomBelow(random, Math.max(1, scene.forgers.length))];
  if (forger === undefined) return;
  const from = oneOf(random, ["last", "last", "earlier"] as const);
  const history = oneOf(random, scene.assets);
  const saying = oneOf<Pick<Forgery, "body" | "type">>(random, [
    { body: forgedDefect(random), type: "service/defect-reported@1" },
    { body: describedBody(random), type: "asset/described@1" },
    { body: { colour: "green" }, type: "asset/painted@1" },
    { body: { summary: "Not enough" }, type: "service/performed@1" },
  ]);
  const face = oneOf(random, forger.faces);
  const said = await forger.say(random, face, { besideMs: oneOf(random, besideMs), from, history, ...saying });
  scene.world.note(
    `${forger.name} forges ${said === null ? "nothing" : `${said.id.slice(0, 8)}, seq ${said.record.seq}`}`,
  );
};

/** A forger that validates ends keys of others, and enrols whom it likes. */
const forgeRegister = async ({ random, scene, station }: Doing): Promise<void> => {
  const forger = scene.forgers[randomBelow(random, Math.max(1, scene.forgers.length))];
  if (forger === undefined) return;
  const face = oneOf(random, forger.faces);
  const victim = oneOf(random, [station.key, ...scene.forgers.map(({ signer }) => signer.key)]);
  const accomplice = testSigner(`accomplice ${randomBelow(random, 1000)}`).key;
  const saying = oneOf<Pick<Forgery, "body" | "type">>(random, [
    { body: revocation(random, face, victim), type: "register/key-revoked@1" },
    { body: enrolment(accomplice), type: "register/party-enrolled@1" },
  ]);
  const from = oneOf(random, ["last", "earlier"] as const);
  const said = await forger.say(random, face, { besideMs: 0, from, history: scene.register, ...saying });
  scene.world.note(
    `${forger.name} forges ${saying.type} ${said?.id.slice(0, 8) ?? "in vain"}, against ${victim.slice(0, 8)}`,
  );
};

const enrolment = (key: string): JsonObject => ({
  keys: [{ key, next_sha256: null }],
  kind: "organisation",
  name: "Accomplice",
  organisation: null,
  party: null,
  roles: ["operator", "validator"],
  valid_from: null,
  valid_until: null,
});

const forgerMeets = async ({ plan, random, scene, station }: Doing): Promise<void> => {
  const { checker, world } = scene;
  const forger = scene.forgers[randomBelow(random, Math.max(1, scene.forgers.length))];
  const left = station.side(() => undefined);
  if (forger === undefined || left === null) return;
  const lies = randomBelow(random, 3) === 0;
  const right = forger.side(random, oneOf(random, forger.faces), { hides: randomBelow(random, 3) === 0, lies });
  const { reports } = await meet({ checker, random, weather: plan.weather, world }, [left, right]);
  const faults = reports.flatMap(({ fault }) => (fault === null ? [] : [fault.kind]));
  const moved = reports.map(({ received }) => received.records).join(" and ");
  world.note(`${station.name} meets ${forger.name}${lies ? ", who lies" : ""}: ${moved} records ${faults.join(", ")}`);
  await station.look();
};

const tell = ({ world }: Scene, { name }: Station, said: Outcome<RecordId>): void =>
  world.note(`${name} ${said.ok ? `records ${said.value.slice(0, 8)} in the register` : said.failure.kind}`);

/** Minutes, years, 1999 and 2099. */
const skewsMs = [90_000, -90_000, 86_400_000, -40 * 86_400_000, -27 * 31_556_952_000, 73 * 31_556_952_000] as const;

const doing: Readonly<Record<ActKind, (doing: Doing) => Promise<void>>> = {
  write,
  meet: exchange,
  crash: ({ random, station }) => station.crash(oneOf(random, ["close", "kill", "power cut"])),
  "disk fault": diskFault,
  clock: async ({ random, scene, station }) => {
    station.machine.skewMs = oneOf(random, skewsMs);
    scene.world.note(
      `${station.name}'s clock shows ${new Date(station.machine.nowMillis()).toISOString().slice(0, 10)}`,
    );
  },
  part: async ({ random, scene }) => {
    for (const station of scene.stations) scene.sides.set(station, randomBelow(random, 2));
    const apart = scene.stations.filter((station) => scene.sides.get(station) === 1).map(({ name }) => name);
    scene.world.note(`${apart.join(", ")} ${apart.length === 1 ? "is" : "are"} cut off`);
  },
  heal: async ({ scene }) => {
    scene.sides.clear();
    scene.world.note("Everybody reaches everybody");
  },
  "back up": ({ random, station }) => station.backUp(randomBelow(random, 3) === 0),
  restore,
  renew: ({ scene, station }) => renewStation(scene, station),
  flip,
  rules,
  revoke,
  forge,
  "forger meets": forgerMeets,
  "forge register": forgeRegister,
};
