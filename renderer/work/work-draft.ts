/** Work as it is being typed in: all texts, so that nothing that a person wrote is ever lost to a check. */

export interface PartDraft {
  readonly quantity: string;
  readonly unit: string;
  readonly name: string;
  readonly number: string;
  readonly serial: string;
}

export interface FileDraft {
  readonly media_type: string;
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
}

export interface WorkDraft {
  readonly summary: string;
  /** A day, or a day and a time; its precision is what is typed. */
  readonly occurred: string;
  readonly category: string;
  readonly failureText: string;
  readonly mode: string;
  readonly mechanism: string;
  readonly cause: string;
  readonly detection: string;
  readonly impact: string;
  readonly operating: string;
  readonly done: string;
  readonly activity: string;
  readonly activeHours: string;
  readonly downHours: string;
  /** Defects that this work closes, by id. */
  readonly closes: ReadonlyArray<string>;
  /** Planned tasks that this work does, by their keys. */
  readonly fulfils: ReadonlyArray<string>;
  readonly parts: ReadonlyArray<PartDraft>;
  /** By the name of the counter. */
  readonly counters: ReadonlyArray<{ readonly counter: string; readonly unit: string; readonly value: string }>;
  readonly people: string;
  readonly cost: string;
  readonly attachments: ReadonlyArray<FileDraft>;
}

export const emptyPart: PartDraft = { quantity: "1", unit: "1", name: "", number: "", serial: "" };

/** Nothing typed in yet, at this time of day. */
export const emptyWorkDraft = (occurred: string): WorkDraft => ({
  summary: "",
  occurred,
  category: "",
  failureText: "",
  mode: "",
  mechanism: "",
  cause: "",
  detection: "",
  impact: "",
  operating: "",
  done: "",
  activity: "",
  activeHours: "",
  downHours: "",
  closes: [],
  fulfils: [],
  parts: [],
  counters: [],
  people: "",
  cost: "",
  attachments: [],
});

/** With one item in each list: how a kept draft is recognised. */
export const workDraftShape: WorkDraft = {
  ...emptyWorkDraft(""),
  closes: [""],
  fulfils: [""],
  parts: [emptyPart],
  counters: [{ counter: "", unit: "", value: "" }],
  attachments: [{ media_type: "", name: "", sha256: "", size: 0 }],
};
