/** A step of the demo, and what its bodies are made of. */

/** One step: words of the command line, as whom, and what it is for. `{NAME}` stands for what an earlier step kept. */
export interface DemoStep {
  readonly does: string;
  readonly company: "north" | "south";
  readonly words: ReadonlyArray<string>;
  /** JSON given as a file to `record` and to `call`; `{NAME}` inside is replaced too. */
  readonly body?: object;
  /** A file of fixtures/ that becomes a member of the body. */
  readonly fixture?: readonly [member: string, file: string];
  /** Keeps the answer, or a member of it, under a name for later steps. */
  readonly keep?: readonly [name: string, member?: string];
}

const iso = "ISO 14224:2016";

/** A code of ISO 14224. */
export const code = (value: string) => ({ code: value, edition: iso });
/** Nothing known of a failure. */
export const noFailure = {
  cause: null,
  detection: null,
  impact: null,
  mechanism: null,
  mode: null,
  operating_condition: null,
  text: null,
};
/** A reading of the operating hours. */
export const hours = (value: string) => [{ counter: "operating hours", reading: { unit: "h", value } }];

/** An asset as `asset.register` takes it. */
export const asset = (fields: {
  readonly tag: string;
  readonly serial: string;
  readonly maker: string;
  readonly model: string;
  readonly className: string;
  readonly description: string;
  readonly location: string;
}) => ({
  description: fields.description,
  equipment_class: code(fields.className),
  identifiers: [],
  life_number: 1,
  location: fields.location,
  maker: fields.maker,
  model: fields.model,
  serial: fields.serial,
  tag: fields.tag,
});

interface Work {
  readonly tag: string;
  readonly date: string;
  readonly summary: string;
  readonly done: string;
  readonly activity: string;
  readonly category: "corrective" | "preventive";
  readonly hours: string;
  readonly counter?: string;
  readonly failure?: object;
  readonly parts?: ReadonlyArray<object>;
  readonly closes?: ReadonlyArray<string>;
  readonly attachments?: ReadonlyArray<string>;
}

/** Work as `work.log` takes it. */
export const work = (fields: Work) => ({
  active_hours: fields.hours,
  activity: code(fields.activity),
  attachments: fields.attachments ?? [],
  category: fields.category,
  closes: fields.closes ?? [],
  cost: null,
  counters: fields.counter === undefined ? [] : hours(fields.counter),
  done: fields.done,
  down_hours: null,
  failure: fields.failure === undefined ? null : { ...noFailure, ...fields.failure },
  history: fields.tag,
  occurred: day(fields.date),
  parts: fields.parts ?? [],
  people: ["Ann Lee"],
  references: [],
  summary: fields.summary,
});

/** A part that was used. */
export const part = (number: string, name: string, quantity: string) => ({
  name,
  number,
  quantity: { unit: "1", value: quantity },
  serial: null,
});

/** A day, as exactly as papers give it. */
export const day = (value: string) => ({ precision: "day", value, zone: "utc" });

/** A step that calls a method. */
export const call = (
  company: DemoStep["company"],
  does: string,
  method: string,
  body: object,
  keep?: DemoStep["keep"],
): DemoStep => ({
  body,
  company,
  does,
  words: ["call", method, "{BODY}"],
  ...(keep === undefined ? {} : { keep }),
});
