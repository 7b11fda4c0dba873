/** Everything that is fuzzed. */
import type { FuzzTarget } from "./fuzz-target.ts";
import { bodyTargets } from "./targets/body-targets.ts";
import { bundleTargets } from "./targets/bundle-targets.ts";
import { exchangeTargets } from "./targets/exchange-targets.ts";
import { fileTargets } from "./targets/file-targets.ts";
import { proofTargets } from "./targets/proof-targets.ts";
import { recordTargets } from "./targets/record-targets.ts";
import { witnessTargets } from "./targets/witness-targets.ts";

/** The targets; each takes its share of the inputs. */
export const fuzzTargets: ReadonlyArray<FuzzTarget> = [...recordTargets, ...proofTargets, ...bundleTargets, ...exchangeTargets, ...fileTargets, ...bodyTargets, ...witnessTargets];
