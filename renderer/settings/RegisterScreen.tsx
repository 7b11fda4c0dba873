/** Asks for the register and shows who may do what. */
import { Button } from "@mantine/core";
import { Link } from "wouter";
import { Answered } from "../design/Answered.tsx";
import { Panel } from "../design/Panel.tsx";
import { useAsk } from "../rpc/use-ask.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { settingsWords } from "../vocabulary/settings-words.ts";
import { RegisterView } from "./RegisterView.tsx";

/** Reading it needs no signature. */
export const RegisterScreen = () => {
  const register = useAsk("register.show", {});
  return (
    <Panel
      title={settingsWords.register.title}
      flush
      actions={
        <Button component={Link} href={addresses.parties} variant="default">
          {settingsWords.register.open}
        </Button>
      }
    >
      <Answered answer={register} waiting={settingsWords.waiting}>
        {(value) => <RegisterView register={value} />}
      </Answered>
    </Panel>
  );
};
