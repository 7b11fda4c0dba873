/**
 * The demo: two companies, three machines, an exchange, a bundle and dossiers, built by the commands that a user has.
 */
import { readdir } from "node:fs/promises";
import type { DemoPlay } from "../../../demo/demo-door.ts";
import { playDemo, type RunWords, type WhileListening } from "../../../demo/demo-runner.ts";
import { refuse, success } from "../../../../shared/outcome/outcome.ts";
import { openNode } from "../../../node.ts";
import { word, type Command, type CommandCall } from "../command.ts";
import { nodeOptions } from "../with-node.ts";

const demo: Command = {
  name: "demo",
  usage: "DIR",
  does: "Builds a demo fleet under DIR: a data folder for each of two companies, a bundle, dossiers; says what it did and the verdict.",
  positionals: [1, 1],
  run: async (call) => {
    const folder = call.resolve(word(call, 0));
    const there = await readdir(folder).catch(() => []);
    if (there.length > 0) return refuse("demoFolderInUse", `${folder} is not empty. Name a new folder for the demo.`);
    const played = await playDemo({
      folder,
      print: (line) => (call.json ? call.say(line) : call.print(line)),
      ...demoPlay(call)(folder),
    });
    if (!played.ok) return played;
    const { files, north, south, verdicts } = played.value;
    return success({
      json: { files, north, south, verdicts },
      lines: [
        "",
        `Look into it: throughlife open --data ${north}   (Ann Lee, PIN 314159)`,
        `              throughlife open --data ${south}   (Γιώργος Νικολάου, PIN 271828)`,
      ],
    });
  },
};

/** The commands of this file. */
export const demoCommands: ReadonlyArray<Command> = [demo];

/** Plays the commands of the demo under a folder. */
export const demoPlay =
  (call: PlayingCall): DemoPlay =>
  (folder) => ({ run: runWords(call, folder), whileListening: whileListening(call) });

/** What the demo is played with. */
export type PlayingCall = Pick<CommandCall, "env" | "forkSerialHost" | "runWords" | "signal">;

const runWords =
  (call: PlayingCall, cwd: string): RunWords =>
  async (words, env) => {
    const printed: string[] = [];
    const said: string[] = [];
    const exit = await call.runWords(words, {
      ...(call.forkSerialHost === undefined ? {} : { forkSerialHost: call.forkSerialHost }),
      cwd,
      env: { ...call.env, ...env },
      print: (line) => void printed.push(line),
      say: (line) => void said.push(line),
      signal: call.signal,
    });
    return { exit, json: lastJson(printed), said: said.join(" ") };
  };

const lastJson = (lines: ReadonlyArray<string>): unknown => {
  try {
    return JSON.parse(lines.at(-1) ?? "null");
  } catch {
    return null;
  }
};

/**
 * Opens a company's node with its validator signed in, as `throughlife serve --peer-port` does, while `run` goes on.
 */
const whileListening =
  (call: PlayingCall): WhileListening =>
  async (folder, { name, pin }, run) => {
    const node = await openNode({ ...nodeOptions({ ...call, options: {}, positionals: [], resolve: String }), folder });
    if (!node.ok) return node;
    try {
      const unlocked = await node.value.call("person.unlock", { person: name, pin });
      if (!unlocked.ok) return unlocked;
      const port = await node.value.listenForPeers(0);
      if (!port.ok) return port;
      const invited = await node.value.call("peer.invite", {
        addresses: [`127.0.0.1:${port.value}`],
        name: "Aegean Turbo Works",
        roles: ["service-provider", "remanufacturer"],
        share: { attachments: true, histories: "all", openings: false },
      });
      return invited.ok ? await run({ code: invited.value.code, port: port.value }) : invited;
    } finally {
      await node.value.close();
    }
  };
