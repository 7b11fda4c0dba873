/** What is due in the fleet, among the notices: it stays there until it is done. */
import { Link } from "wouter";
import { StatusShape } from "../design/StatusShape.tsx";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { appWords } from "../vocabulary/app-words.ts";
import { dueWords } from "../vocabulary/due-words.ts";

/** The most urgent; all of them are in the fleet. */
const itemsShown = 8;

/** Nothing where nothing is due. `leave` is called when somebody goes to an asset. */
export const DueItems = ({ leave }: { readonly leave: () => void }) => {
  const { items } = valueOr(useAsk("due.list", { limit: itemsShown }), { items: [] });
  if (items.length === 0) return null;
  return (
    <section className="stack tight">
      <h3>{appWords.noticeSheet.due}</h3>
      <ul className="notices">
        {items.map(({ history, tag, task }) => {
          const { shape, tone, word } = dueWords.states[task.state];
          return (
            <li key={`${history} ${task.task.key}`}>
              <StatusShape shape={shape} tone={tone} label={word} />
              <Link href={addresses.asset(history)} onClick={leave} className="grow">
                {tag}: {task.task.title}
              </Link>
              <span className="muted" title={dueWords.title(task.state, task.due_on)}>
                {task.due_on}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
};
