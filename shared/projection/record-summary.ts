/**
 * What each type of record says in one line, for timelines and lists. Signed text alone is used, never an opened value.
 */
import type { Code } from "../asset/asset-body.ts";
import { moneyText } from "../quantity/money.ts";
import type { Programme } from "../reman/programme.ts";
import { endDay } from "../warranty/warranty-term.ts";
import { shortId } from "../ledger/record.ts";
import type { Quantity } from "../quantity/quantity.ts";
import { unitSymbol } from "../quantity/unit.ts";
import type { BodyOf, RecordTypeName } from "../record-type/record-types.ts";

/** A list shows at most so many characters of a text; the whole is one click away. */
export const summaryCharactersMax = 200;

/** One sentence for each type. A type that is added to the union does not compile until it stands here. */
export const summaries: { readonly [T in RecordTypeName]: (body: BodyOf<T>) => string } = {
  "asset/changed@1": ({ in_kind, summary }) => `${in_kind ? "Replaced in kind" : "Changed"}: ${summary}`,
  "asset/counter-read@1": ({ readings }) =>
    readings.map(({ counter, reading }) => `${counter} ${measured(reading)}`).join(", "),
  "asset/described@1": ({ set }) =>
    Object.entries(set)
      .map(([field, value]) => describedField(field, value ?? null))
      .join(", "),
  "asset/registered@1": ({ tag, equipment_class, maker, model, serial }) =>
    `Registered ${[tag, equipment_class.code, maker, model, serial].filter((part) => part !== null).join(", ")}`,
  "condition/read@1": ({ gaps, readings }) =>
    readings.length === 0
      ? `No value of ${counted(gaps.length, "channel")}`
      : readings.map((reading) => `${reading.channel} ${measured(reading)}`).join(", "),
  "core/entitled@1": ({ deposit, sold_serial, window_days }) =>
    `Core of ${sold_serial} may be returned for ${moneyText(deposit)}${window_days === null ? "" : ` within ${window_days} days`}`,
  "core/graded@1": ({ credit_minor, deposit, outcome }) =>
    `Core graded ${outcome}: ${
      credit_minor === null ? "credit not decided" : `credit ${moneyText({ ...deposit, minor: credit_minor })}`
    } of ${moneyText(deposit)}`,
  "core/programme-published@1": ({ terms }) => `Core programme ${programmeName(terms)}`,
  "core/programme-revised@1": ({ terms }) => `Core programme ${programmeName(terms)}, revised`,
  "core/received@1": ({ core, place, rga }) =>
    ["Core received", core.serial ?? "plate not readable", rga === null ? null : `RGA ${rga}`, place]
      .filter((part) => part !== null)
      .join(", "),
  "custody/sealed@1": ({ act, heads, reason }) =>
    `Sealed at ${act === "handed-over" ? "hand-over" : "release"}, ${counted(heads.length, "head")}: ${reason}`,
  "hazop/bypassed@1": ({ ends, reason, safeguard }) =>
    `Bypassed ${safeguard} until ${ends.slice(0, 16).replace("T", " ")}: ${reason}`,
  "hazop/channel-bound@1": ({ channel, deviation, unit }) =>
    `Channel ${channel} (${unitSymbol(unit)}) shows the deviation ${deviation}`,
  "hazop/node-linked@1": ({ assets, node }) => `Node ${node} covers ${counted(assets.length, "asset")}`,
  "hazop/node-reviewed@1": ({ changes, node, outcome }) =>
    `Reviewed node ${node}: ${outcome.replaceAll("-", " ")}, ${counted(changes.length, "change")} considered`,
  "hazop/recommendation-closed@1": ({ outcome, recommendation }) => `Recommendation ${recommendation} ${outcome}`,
  "hazop/restored@1": ({ bypass }) => `Ended the bypass ${shortId(bypass)}`,
  "hazop/safeguard-linked@1": ({ asset, safeguard, tag }) =>
    asset === null
      ? `Unlinked safeguard ${safeguard}`
      : `Safeguard ${safeguard} is performed by ${tag ?? shortId(asset)}`,
  "hazop/safeguard-tested@1": ({ description, device, result, safeguard }) =>
    `Proof test ${result}, ${device} (safeguard ${safeguard}): ${description}`,
  "hazop/study-imported@1": ({ counts, name }) =>
    `Imported the study ${name}: ${counted(counts.nodes, "node")}, ${counted(counts.consequences, "row")}`,
  "hazop/study-revalidated@1": ({ due }) => `Revalidated; due again by ${due}`,
  "hazop/worksheet-edited@1": ({ item, member, text }) => `Edited ${member} of ${item}: ${text}`,
  "history/register-changed@1": ({ register }) => `Offered to the register ${shortId(register)}`,
  "record/corrected@1": ({ reason, target }) => `Corrected ${shortId(target)}: ${reason.replaceAll("_", " ")}`,
  "record/endorsed@1": ({ role, statement, target }) =>
    `Endorsed ${shortId(target)} as ${role}${statement === "" ? "" : `: ${statement}`}`,
  "record/erased@1": ({ sealed }) => `Erased ${counted(sealed.length, "sealed value")}`,
  "record/joined@1": () => "Joined the lines that were written apart",
  "register/charter@1": ({ name }) => `Founded the register: ${name}`,
  "register/key-revoked@1": ({ key, reason }) => `Revoked the key ${shortId(key)}: ${reason}`,
  "register/key-rotated@1": ({ old }) => `Replaced the key ${shortId(old)}`,
  "register/parties-merged@1": ({ parties, reason }) =>
    `Merged ${counted(parties.length, "party", "parties")} into one: ${reason}`,
  "register/party-enrolled@1": ({ kind, name, party, roles }) =>
    `${party === null ? "Enrolled" : "Enrolled again"} ${partyName(name, kind)} as ${listed(roles)}`,
  "register/rules-changed@1": ({ reason }) => `Changed the rules: ${reason}`,
  "register/witness-policy-changed@1": ({ reason }) => `Changed the witness policy: ${reason}`,
  "report/handed-to@1": ({ issue, means }) => `Handed over as ${meansText[means]}: issue ${shortId(issue)}`,
  "report/issued@1": ({ pages, title }) => `Issued "${title}", ${counted(pages.length, "page")}`,
  "report/verified@1": ({ name, verdict }) => `Verified ${name}: ${verdict}`,
  "service/defect-reported@1": ({ summary }) => summary,
  "service/performed@1": ({ summary }) => summary,
  "service/planned@1": ({ replaces, tasks }) =>
    tasks.length === 0
      ? `Ended ${counted(replaces.length, "plan")}`
      : `Planned ${counted(tasks.length, "task")}: ${tasks.map(({ title }) => title).join(", ")}`,
  "warranty/claimed@1": ({ summary }) => `Warranty claimed: ${summary}`,
  "warranty/issued@1": (terms) =>
    `Warranty ${terms.certificate_number} issued, ${[
      ...(terms.limits.months === null ? [] : [`to ${endDay(terms) ?? ""}`]),
      ...terms.limits.usage.map(({ counter, limit }) => `${measured(limit)} of ${counter}`),
    ].join(" or ")}`,
};

const programmeName = ({ edition, title }: Programme): string => `${title}, ${edition}`;

const meansText = { exchange: "an exchange", file: "a file", paper: "paper" } as const;

/** Cuts a text to what a list shows; a cut is seen. */
export const shortened = (text: string): string => {
  const line = text.replaceAll("\n", " ");
  const characters = [...line];
  return characters.length <= summaryCharactersMax
    ? line
    : `${characters.slice(0, summaryCharactersMax - 1).join("")}…`;
};

const measured = ({ unit, value }: Quantity): string => (unit === "1" ? value : `${value} ${unitSymbol(unit)}`);

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

const partyName = (name: string | { readonly sealed: string }, kind: string): string =>
  typeof name === "string" ? name : `a ${kind}`;

const listed = (names: ReadonlyArray<string>): string =>
  names.length === 0 ? "party without a role" : names.join(", ");

const describedField = (field: string, value: string | Code | null): string =>
  `${field.replaceAll("_", " ")}: ${fieldText(value)}`;

const fieldText = (value: string | Code | null): string => {
  if (value === null) return "none";
  return typeof value === "string" ? value : value.code;
};
