/** Fills a data folder with a made-up fleet, to try the program under load. */
import { success, refuse } from "../../../../shared/outcome/outcome.ts";
import { fleetWish, generateFleet, type GeneratedFleet } from "../../../demo/generate-fleet.ts";
import { textOption, usageKind, type Command, type CommandCall, type CommandEnd } from "../command.ts";
import { withNode } from "../with-node.ts";

/** The command of this file. */
export const generateCommand: Command = {
  name: "generate",
  usage: "--assets N --records N --seed S",
  does: "Fills the data folder with the histories of a made-up fleet, the same for the same seed; prints the rate.",
  options: { assets: { type: "string" }, records: { type: "string" }, seed: { type: "string" } },
  positionals: [0, 0],
  run: async (call) => {
    const [assets, records, seed] = [numberOf(call, "assets"), numberOf(call, "records"), numberOf(call, "seed")];
    const wish = fleetWish({ assets, records, seed });
    if (!wish.ok) return refuse(usageKind, wish.failure.message);
    return withNode(call, async (node) => {
      const people = await node.call("person.list", {});
      if (people.ok && people.value.length > 0 && !people.value.some(({ unlocked }) => unlocked))
        return refuse(usageKind, "A person signs what is generated here: --as NAME with a PIN.");
      const began = performance.now();
      const parts = { call: node.call, progress: saying(call, records), signal: call.signal };
      const generated = await generateFleet(wish.value, parts);
      if (!generated.ok) return generated;
      return success(endOf(wish.value, generated.value, (performance.now() - began) / 1000));
    });
  },
};

/** What is not a number in digits is none of the numbers that make sense. */
const numberOf = (call: CommandCall, name: string): number => {
  const text = textOption(call, name) ?? "";
  return /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
};

const sayEveryMs = 2000;

const saying = (call: CommandCall, of: number): ((records: number) => void) => {
  let last = performance.now();
  return (records) => {
    if (performance.now() - last < sayEveryMs) return;
    last = performance.now();
    call.say(`${records} of ${of} records`);
  };
};

const endOf = (
  { assets, seed }: { readonly assets: number; readonly seed: number },
  { first_tag, last_tag, records }: GeneratedFleet,
  seconds: number,
): CommandEnd => {
  const perSecond = Math.round(records / seconds);
  const what = `${records} records of ${assets} assets (${first_tag} to ${last_tag})`;
  return {
    json: { assets, first_tag, last_tag, per_second: perSecond, records, seconds: seconds.toFixed(3), seed },
    lines: [`${what} in ${seconds.toFixed(1)} s, ${perSecond} a second.`],
  };
};
