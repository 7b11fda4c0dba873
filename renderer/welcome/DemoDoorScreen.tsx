/** Makes the demo fleet in the background and opens it; what is one's own stays as it is. */
import "./welcome.css";
import { Button } from "@mantine/core";
import { useState } from "react";
import { Notice } from "../design/Notice.tsx";
import { Share } from "../design/Share.tsx";
import { useCommand } from "../rpc/use-command.ts";
import { useEvents } from "../rpc/use-events.ts";
import { appWords } from "../vocabulary/app-words.ts";
import { welcomeWords } from "../vocabulary/welcome-words.ts";

const words = welcomeWords.demo;

interface Making {
  readonly id: string;
  readonly done: number;
  readonly of: number;
}

/** `entered` is called when the demo stands open. */
export const DemoDoorScreen = ({ back, entered }: { readonly back: () => void; readonly entered: () => void }) => {
  const explore = useCommand("app.explore-demo");
  const cancel = useCommand("task.cancel");
  const [making, setMaking] = useState<Making | null>(null);
  useEvents((event) => {
    if (event.event !== "progress" || event.task !== "demo" || event.id === null) return;
    setMaking({ done: event.done, id: event.id, of: event.of ?? event.done });
  });
  const open = async (): Promise<void> => {
    const outcome = await explore.run({});
    setMaking(null);
    if (outcome?.ok === true) entered();
  };
  return (
    <main className="begin">
      <div className="begin-sheet">
        <h1>{welcomeWords.doors.demo.title}</h1>
        <p>{words.about}</p>
        <p className="muted">{words.signs}</p>
        {explore.running ? (
          <Share
            label={words.making}
            share={making === null ? null : making.done / making.of}
            number={making === null ? "" : appWords.ofText(making.done, making.of)}
            stop={making === null ? undefined : { word: words.stop, run: () => void cancel.run({ id: making.id }) }}
          />
        ) : null}
        {explore.failure === null ? null : (
          <Notice tone="warn" urgent>
            {explore.failure.message}
          </Notice>
        )}
        <div className="row-of">
          <Button loading={explore.running} onClick={() => void open()}>
            {words.open}
          </Button>
          <Button variant="default" disabled={explore.running} onClick={back}>
            {welcomeWords.back}
          </Button>
        </div>
      </div>
    </main>
  );
};
