/** Commands on own protection: the copy on a stick or second disk, and a new computer from it. */
import { refuse, success, type Outcome } from "../../../../shared/outcome/outcome.ts";
import type { ResponseOf } from "../../../../shared/rpc/methods.ts";
import type { Losses, ProtectionState } from "../../../../shared/rpc/protection-methods.ts";
import { openNode } from "../../../node.ts";
import { flag, textOption, usageKind, word, type Command, type CommandCall, type CommandEnd } from "../command.ts";
import { givenPin, nodeOptions, withNode, withNodeAlone } from "../with-node.ts";

const protect: Command = {
  name: "protect",
  usage: "DIR [--without-sealed-values]",
  does: "Copies this installation to a stick or second disk from now on: at once, after each record, and whenever it is there again.",
  options: { "without-sealed-values": { type: "boolean" } },
  positionals: [1, 1],
  run: (call) =>
    withNodeAlone(call, async (node) =>
      stateEnd(
        await node.call("protection.choose", {
          folder: call.resolve(word(call, 0)),
          openings: !flag(call, "without-sealed-values"),
        }),
      ),
    ),
};

const protectState: Command = {
  name: "protect state",
  usage: "",
  does: "Where the copy is, what is on it and what is not.",
  positionals: [0, 0],
  run: (call) => withNodeAlone(call, async (node) => stateEnd(await node.call("protection.state", {}))),
};

const protectNow: Command = {
  name: "protect now",
  usage: "",
  does: "Brings the copy up to date now; ends with 1 where it cannot.",
  positionals: [0, 0],
  run: (call) =>
    withNodeAlone(call, async (node) => {
      const state = await node.call("protection.copy-now", {});
      const message = state.ok ? state.value.message : null;
      return message === null ? stateEnd(state) : refuse("copyFailed", message);
    }),
};

const protectStop: Command = {
  name: "protect stop",
  usage: "",
  does: "Copies no more; the copy stays where it is.",
  positionals: [0, 0],
  run: (call) => withNodeAlone(call, async (node) => stateEnd(await node.call("protection.stop", {}))),
};

const protectVerify: Command = {
  name: "protect verify",
  usage: "",
  does: "Reads the copy back whole and judges it as anybody would who has nothing else.",
  positionals: [0, 0],
  run: (call) =>
    withNodeAlone(call, async (node) => {
      const verified = await node.call("protection.verify", {});
      if (!verified.ok) return verified;
      const { state, verdict } = verified.value;
      return success({
        exit: verdict.exit,
        json: verified.value,
        lines: [
          `The copy in ${state.folder ?? ""} is ${verdict.verdict}: ${verdict.checked.records} records, ${verdict.checked.attachments} attachments.`,
          ...(verdict.reason === null ? [] : [verdict.reason.message]),
        ],
      });
    }),
};

const protectKey: Command = {
  name: "protect key",
  usage: "--as NAME",
  does: "Keeps a recovery key on the copy: the promised successor of that person's key, sealed by THROUGHLIFE_RECOVERY (twelve characters or more).",
  positionals: [0, 0],
  run: async (call) => {
    const pin = await givenPin(call);
    const [passphrase, person] = [call.env["THROUGHLIFE_RECOVERY"], textOption(call, "as")];
    if (!pin.ok) return pin;
    if (pin.value === null || person === undefined || passphrase === undefined)
      return refuse(
        usageKind,
        "Say whose key with --as NAME, their PIN in THROUGHLIFE_PIN, and the passphrase in THROUGHLIFE_RECOVERY.",
      );
    const wish = { passphrase, person, pin: pin.value };
    return withNodeAlone(call, async (node) => stateEnd(await node.call("protection.keep-recovery", wish)));
  },
};

const takeIn: Command = {
  name: "protect take-in",
  usage: "COPY",
  does: "Takes a copy into a data folder that was begun; what is here already stays as it is.",
  positionals: [1, 1],
  run: (call) =>
    withNode(call, async (node) => {
      const taken = await node.call("protection.take-in", { folder: call.resolve(word(call, 0)) });
      if (!taken.ok) return taken;
      const { already, attachments, faults, records } = taken.value;
      return success({
        exit: faults.length === 0 ? 0 : 1,
        json: taken.value,
        lines: [`${records} records taken in, ${already} were here already, ${attachments} attachments.`, ...faults],
      });
    }),
};

const losses: Command = {
  name: "losses",
  usage: "",
  does: "What was lost with a computer, as far as anything here proves it.",
  positionals: [0, 0],
  run: (call) =>
    withNodeAlone(call, async (node) => {
      const lost = await node.call("protection.losses", {});
      return lost.ok ? success({ json: lost.value, lines: lossLines(lost.value) }) : lost;
    }),
};

const restore: Command = {
  name: "restore",
  usage: "COPY --data DIR --person NAME [--party NAME]",
  does: "Begins a new data folder from the copy of a computer that was lost. PIN in THROUGHLIFE_PIN; the passphrase of the recovery key, where one was kept, in THROUGHLIFE_RECOVERY.",
  options: { party: { type: "string" }, person: { type: "string" } },
  positionals: [1, 1],
  run: async (call) => {
    const pin = await givenPin(call);
    const person = textOption(call, "person");
    if (!pin.ok) return pin;
    if (pin.value === null || person === undefined)
      return refuse(usageKind, "Say who signs here from now on: --person NAME, and a PIN in THROUGHLIFE_PIN.");
    return restoreWith(call, { name: person, pin: pin.value });
  },
};

const restoreWith = async (
  call: CommandCall,
  person: { readonly name: string; readonly pin: string },
): Promise<Outcome<CommandEnd>> => {
  const opened = await openNode({ ...nodeOptions(call), mayBegin: true });
  if (!opened.ok) return opened;
  const node = opened.value;
  try {
    const folder = call.resolve(word(call, 0));
    const found = await node.call("protection.look", { folder });
    if (!found.ok) return found;
    const passphrase = call.env["THROUGHLIFE_RECOVERY"];
    const key = found.value.recovery.find(({ name }) => name === person.name.normalize("NFC"))?.key;
    if (passphrase !== undefined && key === undefined)
      return refuse("recoveryMissing", `The copy holds no recovery key of ${person.name}.${whoHas(found.value)}`);
    const recovery = passphrase === undefined || key === undefined ? null : { key, passphrase };
    const wish = { folder, party: textOption(call, "party") ?? null, person, recovery };
    const restored = await node.call("protection.restore", wish);
    return restored.ok ? success({ json: restored.value, lines: restoredLines(restored.value) }) : restored;
  } finally {
    const closed = await node.close();
    if (!closed.ok) call.say(closed.failure.message);
  }
};

const whoHas = ({ recovery }: ResponseOf<"protection.look">): string =>
  recovery.length === 0 ? "" : ` It holds those of ${recovery.map(({ name }) => name).join(", ")}.`;

const restoredLines = (answer: ResponseOf<"protection.restore">): ReadonlyArray<string> => [
  `${answer.records} records in ${answer.histories} histories and ${answer.attachments} attachments came back in ${answer.seconds} s; the copy is ${answer.verdict}.`,
  answer.continued
    ? `The same register goes on: ${answer.register}.`
    : `A register of its own was founded: ${answer.register}. Ask whoever enrols parties in the former one to enrol this computer.`,
  `installation ${answer.installation}`,
  ...lossLines(answer.losses),
];

const lossLines = ({ sentences }: Losses): ReadonlyArray<string> =>
  sentences.length === 0 ? ["Nothing that is known of is missing."] : sentences;

const stateEnd = (state: Outcome<ProtectionState>): Outcome<CommandEnd> =>
  state.ok ? success({ json: state.value, lines: stateLines(state.value) }) : state;

const stateLines = (state: ProtectionState): ReadonlyArray<string> => [
  ...(state.folder === null
    ? ['Nothing is copied: choose a stick or second disk with "throughlife protect DIR".']
    : [
        `Copied to ${state.folder}: ${state.state}; ${state.copied} records, ${state.waiting} not copied, last copy ${state.last_copy ?? "never"}.`,
      ]),
  ...(state.message === null ? [] : [state.message]),
  ...(state.attachments_missing === 0
    ? []
    : [`${state.attachments_missing} attachments are not here and not on the copy.`]),
  ...(state.same_disk ? ["The copy lies on the same disk: it does not outlive it."] : []),
  ...state.recovery.map(({ name, state: kept }) => `Recovery key of ${name}: ${kept}.`),
];

export const protectCommands: ReadonlyArray<Command> = [
  protectState,
  protectNow,
  protectStop,
  protectVerify,
  protectKey,
  takeIn,
  // Behind those whose name begins with it.
  protect,
  losses,
  restore,
];
