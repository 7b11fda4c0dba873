/** Which questions are asked again when the node says that something changed. */
import type { RpcEvent } from "../../shared/rpc/messages.ts";
import type { MethodName } from "../../shared/rpc/methods.ts";

type What = Extract<RpcEvent, { readonly event: "changed" }>["what"];

/** A closed table: a new kind of change does not compile until it is known here which questions it touches. */
export const askedAgain: Readonly<Record<What, readonly MethodName[]>> = {
  records: [
    "app.status",
    "asset.due",
    "asset.facets",
    "asset.get",
    "asset.list",
    "core.entitlements",
    "core.get",
    "core.list",
    "core.programmes",
    "due.list",
    "hazop.list",
    "hazop.of-asset",
    "hazop.recommendations",
    "hazop.safeguards",
    "hazop.state",
    "hazop.study",
    "hazop.worksheet",
    "history.readings",
    "history.timeline",
    "history.writers",
    "peer.list",
    "record.get",
    "register.list",
    "register.propose-end",
    "register.show",
    "register.who",
    "register.why",
    "report.issued",
    "warranty.get",
    "warranty.list",
  ],
  peers: ["app.status", "peer.list", "peer.quarantine"],
  people: [
    "app.status",
    "person.list",
    "register.list",
    "register.propose-end",
    "register.show",
    "register.who",
    "register.why",
    "report.kinds",
  ],
  status: ["app.state", "app.status"],
  notices: ["notice.list"],
};
