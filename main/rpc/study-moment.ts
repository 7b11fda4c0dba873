/** A study at a moment, as methods are asked for it. */
import type { Instant } from "../../shared/clock/instant.ts";
import { studyStateAt, type StudyState } from "../../shared/hazop/study-state.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { readMoment } from "./moment.ts";
import type { NodeParts } from "./node-parts.ts";
import type { HeldStudy, OpenStudy, StudyShelf } from "./study-shelf.ts";

/** A study and a moment as somebody names them. */
export interface Asked {
  readonly at?: string | undefined;
  readonly study: string;
}

/** A study that was opened, with its state at the moment that was asked for. */
export interface StudyAtMoment {
  readonly study: OpenStudy;
  readonly state: StudyState;
}

/** Opens the study that somebody names, at the moment that they name. */
export const openAsked = async (
  parts: NodeParts,
  shelf: StudyShelf,
  { at, study: name }: Asked,
): Promise<Outcome<StudyAtMoment>> => {
  const moment = readMoment(at, parts.now());
  if (!moment.ok) return moment;
  const held = await shelf.find(name);
  if (!held.ok) return held;
  return openAt(shelf, held.value, moment.value);
};

/** Opens a study at a moment. */
export const openAt = async (shelf: StudyShelf, held: HeldStudy, at: Instant): Promise<Outcome<StudyAtMoment>> => {
  const study = await shelf.open(held, at);
  return study.ok ? success({ state: studyStateAt(study.value.known, at), study: study.value }) : study;
};

/** Said where a study has no such node. */
export const noNode = (node: string) => refuse("noNode", `The study has no node with the id "${node}".`);
