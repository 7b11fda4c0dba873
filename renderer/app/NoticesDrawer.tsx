/** The notices: what happened while nobody looked, kept until it is read. */
import { Button, Drawer } from "@mantine/core";
import { Answered } from "../design/Answered.tsx";
import { DueItems } from "./DueItems.tsx";
import { StatusShape, type Shape, type Tone } from "../design/StatusShape.tsx";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import type { NoticeRow } from "../../shared/rpc/task-methods.ts";
import { appWords } from "../vocabulary/app-words.ts";
import { exactText, timeText } from "../vocabulary/time-words.ts";

export interface NoticesProps {
  readonly opened: boolean;
  readonly close: () => void;
}

const words = appWords.noticeSheet;

/** Beside the screen, so that one sees what it is about. */
export const NoticesDrawer = ({ close, opened }: NoticesProps) => {
  const rows = useAsk("notice.list", {});
  const read = useCommand("notice.read");
  return (
    <Drawer
      opened={opened}
      onClose={close}
      title={words.title}
      size="26rem"
      closeButtonProps={{ "aria-label": appWords.close }}
    >
      <Answered answer={rows} waiting={appWords.waiting}>
        {(notices) => (
          <div className="stack">
            {opened ? <DueItems leave={close} /> : null}
            {notices.some((row) => !row.read) ? (
              <Button
                className="notices-all"
                variant="default"
                loading={read.running}
                onClick={() => void read.run({ ids: "all" })}
              >
                {words.readAll}
              </Button>
            ) : null}
            {notices.length === 0 ? <p className="muted">{words.none}</p> : null}
            <ul className="notices">
              {notices.map((row) => (
                <Notice key={row.id} row={row} read={() => void read.run({ ids: [row.id] })} />
              ))}
            </ul>
          </div>
        )}
      </Answered>
    </Drawer>
  );
};

const Notice = ({ read, row }: { readonly row: NoticeRow; readonly read: () => void }) => {
  const { shape, tone } = marks[row.kind];
  return (
    <li data-read={row.read}>
      <StatusShape shape={shape} tone={tone} label={words.kinds[row.kind]} />
      <div className="grow">
        <p>{row.text}</p>
        <span className="muted" title={exactText(row.at)}>
          {timeText(row.at)}
        </span>
      </div>
      {row.read ? null : (
        <Button variant="subtle" onClick={read}>
          {words.read}
        </Button>
      )}
    </li>
  );
};

const marks: Readonly<Record<NoticeRow["kind"], { readonly shape: Shape; readonly tone: Tone }>> = {
  exchange: { shape: "split", tone: "calm" },
  refusal: { shape: "barred", tone: "warn" },
  fault: { shape: "broken", tone: "bad" },
  finished: { shape: "filled-tick", tone: "good" },
};
