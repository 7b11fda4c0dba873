/** The demo as windows open it: played by the command line, beside the own data folder. */
import { demoPerson, makeDemo } from "../../demo/demo-door.ts";
import type { DemoMaker } from "../../rpc/demo-maker.ts";
import { demoPlay, type PlayingCall } from "./commands/demo-commands.ts";

/** For a node on `folder`: the demo lies beside it. */
export const demoMakerFor = (call: PlayingCall, folder: string): DemoMaker => ({
  make: (watch) => makeDemo(demoPlay(call), `${folder}-demo`, watch),
  person: demoPerson,
});
