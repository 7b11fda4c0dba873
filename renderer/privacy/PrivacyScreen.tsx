/** Who may read what, for anybody concerned; and what can be decided about it. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { Answered } from "../design/Answered.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { privacyWords as words } from "../vocabulary/privacy-words.ts";
import { KindMatrix } from "./KindMatrix.tsx";
import { PseudonymPanel } from "./PseudonymPanel.tsx";
import { SealedValues } from "./SealedValues.tsx";
import { TakeDisclosure } from "./TakeDisclosure.tsx";

/** Reading it needs no signature; erasing and enrolling do. */
export const PrivacyScreen = () => {
  const [about, setAbout] = useState("");
  const matrix = useAsk("privacy.matrix", { about }, { keep: true });
  const rules = useCommand("privacy.set-rules");
  return (
    <ScreenFrame
      title={words.title}
      about={words.about}
      actions={
        <Button variant="default" onClick={() => window.print()}>
          {words.print}
        </Button>
      }
    >
      <div className="stack">
        <Answered answer={matrix} waiting={words.waiting}>
          {(value) => (
            <>
              <KindMatrix
                matrix={value}
                running={rules.running}
                refusal={rules.failure?.message ?? null}
                set={(wish) => void rules.run(wish)}
              />
              <SealedValues matrix={value} about={about} setAbout={setAbout} />
            </>
          )}
        </Answered>
        <PseudonymPanel />
        <TakeDisclosure />
      </div>
    </ScreenFrame>
  );
};
