/** A data folder that was begun before any window opens: one company, one person, one pump with a defect. */
import { join } from "node:path";
import { beginDataFolder, openNode } from "../../../main/node.ts";
import type { RequestOf } from "../../../shared/rpc/methods.ts";
import { valueOf } from "../../doubles/value-of.ts";

export interface SeededFolder {
  readonly asset: string;
}

/** Who signs there, and with what. */
export const seededPerson = { name: "Anna Vestergaard", pin: "482913" } as const;

const edition = "ISO 14224:2016";

/** As a form would send it. */
export const pump = {
  description: null,
  equipment_class: { code: "PU", edition },
  identifiers: [],
  life_number: 1,
  location: null,
  maker: "Brandt",
  model: null,
  serial: "480117-03",
  tag: "P-101A",
};

const occurred = { precision: "day", value: "2026-05-06", zone: "unstated" } as const;
const none = { cause: null, detection: null, impact: null, mechanism: null, operating_condition: null, text: null };
const noise = {
  attachments: [],
  failure: { ...none, mode: { code: "NOI", edition } },
  occurred,
  summary: "Drive end bearing noisy",
};

/** Work that ends the noise. */
export const replacement: Omit<RequestOf<"work.log">, "history"> = {
  active_hours: "1.5",
  activity: null,
  attachments: [],
  category: "corrective",
  closes: [],
  cost: null,
  counters: [],
  done: null,
  down_hours: null,
  failure: null,
  occurred,
  parts: [],
  people: [],
  references: [],
  summary: "Drive end bearing replaced",
};

/** Begins it where a window started with `desktopEnvironment(folder)` looks for it. */
export const seedFolder = async (folder: string): Promise<SeededFolder> => {
  const options = {
    folder: join(folder, "data"),
    markFolder: join(folder, "marks"),
    shell: "cli",
    simulators: false,
  } as const;
  valueOf(await beginDataFolder({ ...options, party: "Nordwind Service ApS", person: seededPerson, roles: ["owner"] }));
  const node = valueOf(await openNode(options));
  valueOf(await node.call("person.unlock", { person: seededPerson.name, pin: seededPerson.pin }));
  const { history } = valueOf(await node.call("asset.register", pump));
  valueOf(await node.call("work.report-defect", { ...noise, history }));
  valueOf(await node.close());
  return { asset: history };
};
