/** What an entry's details say of its true time. */
import type { Fact } from "../design/Facts.tsx";
import type { TimelineEntry } from "../../shared/rpc/rows.ts";
import { boundsWords as words, markSentences } from "../vocabulary/bounds-words.ts";
import { exactText } from "../vocabulary/time-words.ts";

/** Bounds with the organisations behind them, and what is odd about the times claimed. */
export const timeFacts = ({ bounds }: Pick<TimelineEntry, "bounds">): ReadonlyArray<Fact> => {
  const { behind, lower, marks, upper } = bounds;
  const isOpen = lower === null && upper === null;
  const after = lower === null ? words.open.lower : words.after(exactText(lower));
  const before = upper === null ? words.open.upper : words.before(exactText(upper));
  return [
    { name: words.name, value: isOpen ? words.selfDeclared : `${after}, ${before}` },
    ...(upper === null
      ? []
      : [{ name: words.behind, value: behind.length === 0 ? words.ownAlone : words.organisations(behind) }]),
    ...(marks.length === 0
      ? []
      : [{ name: words.noticed, value: marks.map((mark) => <div key={mark}>{markSentences[mark]}</div>) }]),
  ];
};
