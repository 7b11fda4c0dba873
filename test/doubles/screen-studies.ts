/** The part of the node in memory that answers about studies: it holds none, and says so to whoever asks for one. */
import type { HandlersOf } from "../../main/rpc/dispatch.ts";
import type { hazopMethods } from "../../shared/rpc/hazop-methods.ts";
import { refuse, success } from "../../shared/outcome/outcome.ts";

type Studies = HandlersOf<keyof typeof hazopMethods>;

const none = async () => refuse("studyUnknown", "There is no such study here. Take its file in under HAZOP.");

/** Every method about studies. */
export const screenStudies: Studies = {
  "asset.record-change": none, "hazop.bind-channel": none, "hazop.bypass": none, "hazop.close-recommendation": none, "hazop.edit": none, "hazop.export": none,
  "hazop.import": none, "hazop.link-node": none, "hazop.link-safeguard": none, "hazop.lint": none, "hazop.list": async () => success([]), "hazop.matrix": none,
  "hazop.of-asset": async () => success([]), "hazop.recommendations": none, "hazop.record-test": none, "hazop.restore": none, "hazop.revalidate": none,
  "hazop.review-node": none, "hazop.safeguards": none, "hazop.state": none, "hazop.study": none, "hazop.worksheet": none,
};
