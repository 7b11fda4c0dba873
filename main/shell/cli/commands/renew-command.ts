/** The command that gives a restored, copied or damaged data folder new keys. */
import { refuse, success } from "../../../../shared/outcome/outcome.ts";
import type { ResponseOf } from "../../../../shared/rpc/methods.ts";
import { textOption, usageKind, type Command, type CommandCall } from "../command.ts";
import { givenPin, withNodeAlone } from "../with-node.ts";

type Renewed = ResponseOf<"installation.renew">;

/** `renew`: the person of `--as` gets their new key at once. */
export const renewCommand: Command = {
  name: "renew",
  usage: "[--as NAME]",
  does: "Gives a restored, copied or damaged data folder new keys and a new log: exchanges first, and says so in the registers.",
  positionals: [0, 0],
  run: async (call) => {
    const pin = await givenPin(call);
    if (!pin.ok) return pin;
    return withNodeAlone(call, async (node) => {
      const people = await node.call("person.list", {});
      if (!people.ok) return people;
      const name = personOf(call, pin.value, people.value);
      if (name !== null && pin.value === null)
        return refuse(usageKind, `${name} signs with a PIN: set THROUGHLIFE_PIN or give --pin-file FILE.`);
      const person = name === null || pin.value === null ? null : { name, pin: pin.value };
      const renewed = await node.call("installation.renew", { person });
      return renewed.ok ? success({ json: renewed.value, lines: linesOf(renewed.value) }) : renewed;
    });
  },
};

const personOf = (call: CommandCall, pin: string | null, people: ReadonlyArray<{ readonly name: string }>) =>
  textOption(call, "as") ?? (pin !== null && people.length === 1 ? (people[0]?.name ?? null) : null);

const linesOf = ({ after, asks, before, installation, promised, reason, waiting }: Renewed): ReadonlyArray<string> => [
  reason,
  ...exchangeLines("Before the new keys", before),
  `The installation is ${installation} now. ${promised ? "It is the key that was promised for the former one." : "A validator enrols it."}`,
  ...exchangeLines("After the new keys", after),
  ...waiting.map((name) => `${name} gets a new key the next time they unlock it.`),
  ...asks.map(
    ({ name }) =>
      `The ${name} does not know the new keys yet: ask there for a code, then "throughlife peer join CODE".`,
  ),
];

const exchangeLines = (when: string, exchanges: Renewed["before"]): ReadonlyArray<string> =>
  exchanges.length === 0
    ? [`${when} no peer was reached: there is none with an address.`]
    : exchanges.map(({ failure, name, received, sent }) =>
        failure === null
          ? `${when} exchanged with ${name}: ${received} records received, ${sent} sent.`
          : `${when} ${name} could not be reached whole: ${failure}`,
      );
