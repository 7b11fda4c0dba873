/** The room of registers: parties and keys, who may do what, rules, the witness policy, and why there is a register. */
import "./register.css";
import { Select } from "@mantine/core";
import { useState } from "react";
import { useLocation } from "wouter";
import { Answered } from "../design/Answered.tsx";
import { FilterRow } from "../design/FilterRow.tsx";
import { Panel } from "../design/Panel.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { registerWords as words } from "../vocabulary/register-words.ts";
import { CharterView } from "./CharterView.tsx";
import { PartiesView } from "./PartiesView.tsx";
import { PolicyView } from "./PolicyView.tsx";
import { RulesView } from "./RulesView.tsx";
import { WhoView } from "./WhoView.tsx";

const parts = ["parties", "who", "rules", "witnesses", "charter"] as const;
type Part = (typeof parts)[number];

export interface RegisterRoomProps {
  /** Which part is shown; the first where the address names none. */
  readonly part: string | null;
}

/** Reading needs no signature; each change is a record of a validator. */
export const RegisterRoomScreen = ({ part: named }: RegisterRoomProps) => {
  const [, go] = useLocation();
  const [chosen, setChosen] = useState<string | null>(null);
  const registers = valueOr(useAsk("register.list", {}), []);
  const part = parts.find((one) => one === named) ?? "parties";
  const others = registers.map(({ id, name, own }) => ({ label: own ? words.own(name) : name, value: id }));
  return (
    <ScreenFrame
      title={words.title}
      actions={
        others.length < 2 ? undefined : (
          <Select
            aria-label={words.which}
            data={others}
            value={chosen ?? others[0]?.value ?? null}
            allowDeselect={false}
            onChange={setChosen}
          />
        )
      }
    >
      <div className="stack register-room">
        <FilterRow
          label={words.parts.label}
          choices={parts.map((value) => ({ label: words.parts[value], value }))}
          chosen={part}
          choose={(value) => go(addresses.partiesOn(value), { replace: true })}
        />
        <RegisterPart key={`${chosen ?? ""} ${part}`} part={part} register={chosen} />
      </div>
    </ScreenFrame>
  );
};

interface PartProps {
  readonly part: Part;
  readonly register: string | null;
}

const RegisterPart = ({ part, register }: PartProps) => {
  const shown = useAsk("register.show", { register }, { when: part !== "who" });
  const who = useAsk("register.who", { register }, { when: part === "who" });
  if (part === "who")
    return (
      <Answered answer={who} waiting={words.waiting}>
        {(value) => <WhoView who={value} register={register} />}
      </Answered>
    );
  return (
    <Answered answer={shown} waiting={words.waiting}>
      {(value) => (
        <Panel title={value.name} flush>
          <ShownPart part={part} shown={value} register={register} />
        </Panel>
      )}
    </Answered>
  );
};

interface ShownPartProps {
  readonly part: Exclude<Part, "who">;
  readonly shown: Parameters<typeof CharterView>[0]["shown"];
  readonly register: string | null;
}

const ShownPart = ({ part, register, shown }: ShownPartProps) => {
  if (part === "parties") return <PartiesView shown={shown} register={register} />;
  if (part === "rules") return <RulesView shown={shown} register={register} />;
  return part === "witnesses" ? <PolicyView shown={shown} register={register} /> : <CharterView shown={shown} />;
};
