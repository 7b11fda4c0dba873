/** Own protection: how the copy stands, where it goes, the recovery keys, and what is missing. */
import { say } from "../design/said.ts";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import { Answered } from "../design/Answered.tsx";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { protectionWords as words } from "../vocabulary/protection-words.ts";
import { LossesPanel } from "./LossesPanel.tsx";
import { ProtectionView } from "./ProtectionView.tsx";

/** Nothing here needs a signature. */
export const ProtectionScreen = () => {
  const state = useAsk("protection.state", {});
  const losses = useAsk("protection.losses", {});
  const choose = useCommand("protection.choose");
  const now = useCommand("protection.copy-now");
  const verify = useCommand("protection.verify");
  const stop = useCommand("protection.stop");
  const takeIn = useCommand("protection.take-in");
  const commands = [choose, now, verify, stop, takeIn];
  const copyNow = async (): Promise<void> => {
    const outcome = await now.run({});
    if (outcome?.ok === true && outcome.value.state === "current") say(words.saidCopied);
  };
  return (
    <ScreenFrame title={words.title} about={words.about} body="plain">
      <Answered answer={state} waiting={words.waitingAnswer}>
        {(value) => (
          <ProtectionView
            state={value}
            running={commands.some(({ running }) => running)}
            refusal={commands.find(({ failure }) => failure !== null)?.failure?.message ?? null}
            choose={async (wish) => {
              const outcome = await choose.run(wish);
              if (outcome?.ok === true) say(words.saidCopied);
              return outcome?.ok === true;
            }}
            copyNow={() => void copyNow()}
            verify={async () => {
              const outcome = await verify.run({});
              if (outcome?.ok === true) say(words.saidVerified(outcome.value.verdict.verdict));
            }}
            stop={async () => {
              const outcome = await stop.run({});
              if (outcome?.ok === true) say(words.saidStopped);
            }}
            takeIn={async (folder) => {
              const outcome = await takeIn.run({ folder });
              if (outcome?.ok === true) say(words.saidTaken(outcome.value.records));
              if (outcome?.ok === true) await copyNow();
            }}
          />
        )}
      </Answered>
      <LossesPanel losses={losses} />
    </ScreenFrame>
  );
};
