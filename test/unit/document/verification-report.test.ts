/** What a verification report says, from plain rows alone. */
import { expect, test } from "vitest";
import { reportStrings } from "../../../shared/report/report-strings.ts";
import { reportDocument } from "../../../shared/report/report-kinds.ts";
import type { VerificationReportInput, VerdictWord } from "../../../shared/report/verification-report-input.ts";
import { idOf } from "./dossier-input.ts";

const input = (changes: Partial<VerificationReportInput> = {}): VerificationReportInput => ({
  ground: {
    state: "issued",
    issuer: { name: "Ann Lee", role: "auditor", organisation: "North Shore Wind", date: "2026-11-22T10:30:00.000000Z" },
    checkpoint: { origin: "throughlife/1", size: 7, root: Buffer.from(idOf("root"), "hex").toString("base64") },
    history: idOf("verification"),
    register: idOf("register"),
  },
  file: { name: "fleet.tlbundle", kind: "bundle", bytes: 10_681, sha256: idOf("file") },
  verdict: "verified",
  statement: "Verified under the register.",
  reason: null,
  trusted: idOf("register"),
  registers: [idOf("register")],
  revocations: [],
  warnings: [],
  remarks: ["open bounds: the times of 12 records are self-declared"],
  checked: { records: 12, attachments: 1, notes: 1, receipts: 2, bytes: 30_000 },
  histories: [
    {
      id: idOf("history"), title: "P-101A", register: idOf("register"), records: 12, standings: [{ standing: "accepted", records: 10 }, { standing: "conflicting", records: 2 }],
      forks: 1, conflicts: 2, equivocations: 0, impossibleTimes: 1, lateEntries: 1, attachmentsMissing: 0, openingsWithheld: 3, openingsErased: 0, openBounds: 12,
      writers: [{ key: idOf("key"), name: null, organisation: "Aegean Turbo Works", roles: [] }],
    },
  ],
  ...changes,
});

const textOf = (changes: Partial<VerificationReportInput> = {}): string =>
  reportStrings(reportDocument("verification-report", input(changes), "a4")).join("\n");

test("names file, digest, trusted register, counts in good grammar, and writers that nobody enrolled", () => {
  const text = textOf();
  for (const said of ["fleet.tlbundle", idOf("file"), idOf("register"), "1 fork (work on two sides)", "1 late entry", "3 values withheld", "name withheld", "not enrolled"])
    expect(text).toContain(said);
});

test("promises only what each verdict proves", () => {
  const proves = (verdict: VerdictWord, trusted: string | null = null): string => textOf({ verdict, trusted, statement: verdict });
  expect(proves("verified", idOf("register"))).toContain("The writers are the parties that the trusted register enrols");
  expect(proves("self-consistent")).toContain("No register was trusted");
  expect(proves("self-consistent")).not.toContain("the trusted register enrols");
  expect(proves("incomplete")).toContain("For the part that is here:");
  expect(proves("not verified")).toContain("Nothing, before the reason below is explained.");
  expect(proves("not verified")).not.toContain("Every record is as its writer signed it");
});

test("the first reason stands on top of the findings, with its place, and is said once in the verdict", () => {
  const reason = { message: "The signature of record 3 is wrong.", place: "line 9" };
  const text = textOf({ verdict: "not verified", statement: "Not verified.", reason, warnings: ["a warning"] });
  expect(text.indexOf("First reason")).toBeLessThan(text.indexOf("Warning\na warning"));
  expect(text).toContain("The signature of record 3 is wrong. Place: line 9.");
  const said = textOf({ verdict: "incomplete", statement: `Incomplete. ${reason.message}`, reason }).split(reason.message).length - 1;
  expect(said).toBe(2);
});

test("fits both papers that the kind names", () => {
  expect(reportDocument("verification-report", input(), "a4-landscape").format).toEqual({ size: "A4", orientation: "landscape" });
});
