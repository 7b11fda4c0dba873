/** What every part of the room is given: the register as it stands, and which one it is. */
import type { ResponseOf } from "../../shared/rpc/methods.ts";

export type Shown = ResponseOf<"register.show">;
export type PartyRow = Shown["parties"][number];

export interface RegisterPartProps {
  readonly shown: Shown;
  /** `null` for the own register. */
  readonly register: string | null;
}

/** The roles that some rule names, and those that somebody holds; sorted. */
export const rolesIn = ({ parties, permissions }: Pick<Shown, "parties" | "permissions">): string[] =>
  [...new Set([...permissions.flatMap(({ roles }) => roles), ...parties.flatMap(({ roles }) => roles)])].sort();

/** A day or a time in UTC as it is typed, as an instant; `null` where it is neither. */
export const instantTyped = (text: string): string | null => {
  const written = text.trim();
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?Z?$/.test(written)) return null;
  const whole = `${written.replace("Z", "")}${"2000-01-01T00:00:00".slice(written.replace("Z", "").length)}.000000Z`;
  return Number.isNaN(Date.parse(`${whole.slice(0, 19)}Z`)) ? null : whole;
};
