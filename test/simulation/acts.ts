/** What each kind of act does. */
import type { JsonObject } from "../../shared/encoding/canonical-json.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import type { Fault } from "../doubles/operation-gate.ts";
import { counterBody, describedBody, oneOf } from "../doubles/seeded-bodies.ts";
import { randomBelow, seededRandom, type SeededRandom } from "../doubles/seeded-random.ts";
import { defectBody } from "../doubles/test-company.ts";
import { meet } from "./meeting.ts";
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
};
