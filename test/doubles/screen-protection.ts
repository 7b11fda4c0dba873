/** What the screens are told of own protection: a copy that is up to date, and a refusal where nothing is kept behind it. */
import { refuse, success } from "../../shared/outcome/outcome.ts";
import type { Losses, ProtectionState } from "../../shared/rpc/protection-methods.ts";
import type { HandlersOf } from "../../main/rpc/dispatch.ts";

const state: ProtectionState = {
  attachments_missing: 0,
  bytes: 1_204_224,
  copied: 48_211,
  folder: "/media/anna/STICK/throughlife-copy-3f1c9a20",
  last_copy: "2026-11-22T08:14:03.000000Z",
  message: null,
  openings: true,
  recovery: [{ key: "ab".repeat(32), name: "Anna Berg", state: "none" }],
  same_disk: false,
  state: "current",
  verified: null,
  waiting: 0,
};

const losses: Losses = {
  attachments: [],
  attachments_total: 0,
  former: null,
  last_records: [],
  missing_records: [],
  missing_total: 0,
  pending: 0,
  sealed: 0,
  sentences: [],
};

const notHere = async () => refuse("notHere", "There is no stick behind this screen.");

export const screenProtection: HandlersOf<
  | "protection.choose"
  | "protection.copy-now"
  | "protection.keep-recovery"
  | "protection.look"
  | "protection.losses"
  | "protection.restore"
  | "protection.state"
  | "protection.stop"
  | "protection.take-in"
  | "protection.verify"
> = {
  "protection.choose": notHere,
  "protection.copy-now": async () => success(state),
  "protection.keep-recovery": notHere,
  "protection.look": notHere,
  "protection.losses": async () => success(losses),
  "protection.restore": notHere,
  "protection.state": async () => success(state),
  "protection.stop": async () => success({ ...state, folder: null, state: "off" as const }),
  "protection.take-in": notHere,
  "protection.verify": notHere,
};
