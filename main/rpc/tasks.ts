/** Long work: each piece has an id, says how far it came, and can be stopped. */
import type { Outcome } from "../../shared/outcome/outcome.ts";
import type { RpcEvent } from "../../shared/rpc/messages.ts";

/** What a running piece of work is given. */
export interface Task {
  readonly id: string;
  /** Aborted when somebody stops the work; it ends at the next place where nothing is half done. */
  readonly signal: AbortSignal;
  /** Says how far it came; `of` is null where nobody can say. */
  readonly progress: (done: number, of: number | null) => void;
}

export interface Tasks {
  /** Runs work under a name that screens have words for: `import`, `bundle`, `sync`, `report`, `verify`. */
  readonly run: <T>(name: string, work: (task: Task) => Promise<Outcome<T>>) => Promise<Outcome<T>>;
  /** Says how far all running work of a name came; where there is none, that the other side goes on by itself. */
  readonly tell: (name: string, done: number, of: number | null) => void;
  /** Asks the work to stop; false where no such work goes on. */
  readonly cancel: (id: string) => boolean;
}

interface Running {
  readonly control: AbortController;
  readonly name: string;
}

/** Makes the long work of one node. */
export const createTasks = (emit: (event: RpcEvent) => void, newId: () => string): Tasks => {
  const running = new Map<string, Running>();
  const say = (id: string | null, task: string, done: number, of: number | null): void =>
    emit({ done, event: "progress", id, of, task });
  return {
    cancel: (id) => {
      running.get(id)?.control.abort();
      return running.has(id);
    },
    tell: (name, done, of) => {
      const ids = [...running].filter(([, work]) => work.name === name).map(([id]) => id);
      for (const id of ids.length === 0 ? [null] : ids) say(id, name, done, of);
    },
    run: async (name, work) => {
      const [id, control] = [newId(), new AbortController()];
      running.set(id, { control, name });
      const progress: Task["progress"] = (done, of) => say(id, name, done, of);
      try {
        return await work({ id, progress, signal: control.signal });
      } finally {
        running.delete(id);
        emit({ event: "task-ended", id, task: name });
      }
    },
  };
};
