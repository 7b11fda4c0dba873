/** Opens the node on the data folder for one command, signs the person in, and closes it in order whatever happens. */
import { readFile } from "node:fs/promises";
import { refuse, success, type Failure, type Outcome } from "../../../shared/outcome/outcome.ts";
import { openNode } from "../../node.ts";
import { findRunningNode, type CommandNode } from "../local/local-client.ts";
import { textOption, usageKind, type CommandCall, type CommandEnd } from "./command.ts";
import { defaultDataFolder, outsideMarkFolder } from "../local/data-folder.ts";

/** As much of a call as names a data folder. */
type NamingCall = Pick<CommandCall, "env" | "forkSerialHost" | "options" | "positionals" | "resolve">;

/** The folder that `--data` names, or the platform's own. */
export const dataFolderOf = (call: NamingCall): string => {
  const named = textOption(call, "data") ?? call.env["THROUGHLIFE_DATA"] ?? "";
  return named === "" ? defaultDataFolder(call.env) : call.resolve(named);
};

/** Options that every node on this machine is opened with. */
export const nodeOptions = (call: NamingCall) => ({
  ...(call.forkSerialHost === undefined ? {} : { forkSerialHost: call.forkSerialHost }),
  folder: dataFolderOf(call),
  passphrase: call.env["THROUGHLIFE_PASSPHRASE"] ?? null,
  markFolder: call.env["THROUGHLIFE_MARKS"] ?? outsideMarkFolder(call.env),
  shell: "cli" as const,
  // Whoever names a simulated instrument on the command line asks for it; its readings say that they are simulated.
  simulators: call.env["THROUGHLIFE_SIMULATORS"] === "1" || call.positionals.some((word) => word.startsWith("sim:")),
});

/**
 * Runs `run` with the node, as the person of `--as` when one is named. Where a window or a server has the data folder
 * open, the command reaches that node.
 */
export const withNode = (
  call: CommandCall,
  run: (node: CommandNode) => Promise<Outcome<CommandEnd>>,
): Promise<Outcome<CommandEnd>> => runWithNode(call, run, (node) => signIn(node, call));

/** The same with nobody signed in. */
export const withNodeAlone = (
  call: CommandCall,
  run: (node: CommandNode) => Promise<Outcome<CommandEnd>>,
): Promise<Outcome<CommandEnd>> => runWithNode(call, run, () => Promise.resolve(success(false)));

const runWithNode = async (
  call: CommandCall,
  run: (node: CommandNode) => Promise<Outcome<CommandEnd>>,
  signing: (node: CommandNode) => Promise<Outcome<boolean>>,
): Promise<Outcome<CommandEnd>> => {
  const node = await findOrOpenNode(call);
  if (!node.ok) return node;
  try {
    for (const remark of node.value.remarks) call.say(remark);
    const signedIn = await signing(node.value);
    if (!signedIn.ok) return signedIn;
    const end = await run(node.value);
    if (node.value.isShared && signedIn.value) await node.value.call("person.lock", {});
    return end.ok ? end : await withFault(node.value, end.failure);
  } finally {
    const closed = await node.value.close();
    if (!closed.ok) call.say(closed.failure.message);
  }
};

/** A journal that cannot be read whole explains many a refusal: what is missing in it was not found. */
const withFault = async (node: CommandNode, { kind, message }: Failure): Promise<Outcome<never>> => {
  const status = await node.call("app.status", {});
  const fault = status.ok ? status.value.fault : null;
  if (fault === null || message.includes(fault)) return refuse(kind, message);
  return refuse(kind, `${message} But not all that was recorded here can be read. ${fault}`);
};

const findOrOpenNode = async (call: CommandCall): Promise<Outcome<CommandNode>> => {
  const running = await findRunningNode(dataFolderOf(call));
  if (running !== null) return success(running);
  const opened = await openNode(nodeOptions(call));
  return opened.ok ? success({ ...opened.value, isShared: false }) : opened;
};

/** The PIN from the environment or a file; null when none was given. */
export const givenPin = async (call: CommandCall): Promise<Outcome<string | null>> => {
  const file = textOption(call, "pin-file");
  if (file === undefined) return success(call.env["THROUGHLIFE_PIN"] ?? null);
  try {
    return success((await readFile(call.resolve(file), "utf8")).trim());
  } catch {
    return refuse("pinFile", `The PIN file ${file} cannot be read. Check its name and your permission.`);
  }
};

/**
 * `--as NAME` unlocks that person; a PIN without a name is for the only person there is. True when somebody was
 * unlocked. In a window that somebody else uses nobody is put in their place.
 */
export const signIn = async (node: CommandNode, call: CommandCall): Promise<Outcome<boolean>> => {
  const pin = await givenPin(call);
  if (!pin.ok) return pin;
  const people = await node.call("person.list", {});
  if (!people.ok) return people;
  const only = people.value.length === 1 ? people.value[0]?.name : undefined;
  const person = textOption(call, "as")?.normalize("NFC") ?? (pin.value === null ? undefined : only);
  if (person === undefined) return success(false);
  const there = people.value.find(({ unlocked }) => unlocked);
  if (there?.name === person) return success(false);
  if (there !== undefined) {
    return refuse(
      "personBusy",
      `${there.name} is signed in in the running program. They lock it first, then ${person} can sign.`,
    );
  }
  if (pin.value === null) {
    return refuse(usageKind, `${person} signs with a PIN: set THROUGHLIFE_PIN or give --pin-file FILE.`);
  }
  const unlocked = await node.call("person.unlock", { person, pin: pin.value });
  return unlocked.ok ? success(true) : unlocked;
};
