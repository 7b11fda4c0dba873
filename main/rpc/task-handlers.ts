/** Methods on long work and on notices. */
import { success } from "../../shared/outcome/outcome.ts";
import type { HandlersOf } from "./dispatch.ts";
import type { NodeParts } from "./node-parts.ts";
import type { Tasks } from "./tasks.ts";

/** Stopping works before a data folder is begun, too. */
export const taskCancelling = (tasks: Tasks): HandlersOf<"task.cancel"> => ({
  "task.cancel": ({ id }) => Promise.resolve(success({ cancelled: tasks.cancel(id) })),
});

/** Makes the methods of a node on its long work. */
export const taskHandlers = ({
  notices,
  tasks,
}: Pick<NodeParts, "notices" | "tasks">): HandlersOf<"task.cancel" | "notice.list" | "notice.read"> => ({
  ...taskCancelling(tasks),
  "notice.list": () => Promise.resolve(success([...notices.rows()])),
  "notice.read": ({ ids }) => {
    notices.read(ids);
    return Promise.resolve(success({}));
  },
});
