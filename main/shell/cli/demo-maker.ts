/** The demo as windows open it: played by the command line, beside the own data folder. */
import { demoPerson, makeDemo } from "../../demo/demo-door.ts";
import type { DemoMaker } from "../../rpc/demo-maker.ts";
import { demoPlay } from "./commands/demo-commands.ts";
import type { CommandCall } from "./command.ts";

/** For a node on `folder`: the demo lies beside it. */
export const demoMakerFor = (call: Pick<CommandCall, "env" | "runWords" | "signal">, folder: string): DemoMaker => ({
  make: (watch) => makeDemo(demoPlay(call), `${folder}-demo`, watch),
  person: demoPerson,
});
