/** What has just happened by itself is shown in passing; all of it stays among the notices. */
import { notifications } from "@mantine/notifications";
import { useEffect, useRef } from "react";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { appWords } from "../vocabulary/app-words.ts";

/** Those that were there when the window opened are not new. */
export const usePassingNotices = (): void => {
  const rows = valueOr(useAsk("notice.list", {}), null);
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (rows === null) return;
    const before = known.current;
    known.current = new Set(rows.map(({ id }) => id));
    for (const row of rows.filter(({ id, read }) => before !== null && !read && !before.has(id))) {
      notifications.show({
        id: row.id,
        message: row.text,
        closeButtonProps: { "aria-label": appWords.close },
        withBorder: true,
      });
    }
  }, [rows]);
};
