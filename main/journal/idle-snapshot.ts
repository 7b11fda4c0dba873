/** When a snapshot is due by itself: after many records, once nothing comes in any more. */

export interface IdleSnapshot {
  /** Says that records came in. */
  readonly grew: (records: number) => void;
  readonly stop: () => void;
}

/** After so many records a snapshot is due: replaying them takes a good second at the next start. */
export const snapshotAfterRecords = 10_000;
/** It is written when nothing came in for so long. */
export const idleMillis = 5_000;

/** Calls `write` when a snapshot is due. */
export const snapshotWhenIdle = (write: () => void): IdleSnapshot => {
  let due = 0;
  let timer: NodeJS.Timeout | undefined;
  const fire = (): void => {
    due = 0;
    write();
  };
  const grew = (records: number): void => {
    due += records;
    clearTimeout(timer);
    if (due >= snapshotAfterRecords) timer = setTimeout(fire, idleMillis).unref();
  };
  return { grew, stop: () => clearTimeout(timer) };
};
