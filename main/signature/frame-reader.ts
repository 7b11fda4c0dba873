/** Takes frames out of a stream of groups, a little ahead of their use. */

/** Frames in the groups in which they come, for example all that one chunk of a file holds. */
export type FrameGroups = AsyncIterable<ReadonlyArray<Uint8Array>> | Iterable<ReadonlyArray<Uint8Array>>;

export interface FrameReader {
  /** Frames that have come and are not taken. */
  readonly ready: () => number;
  /** Frames that have come at all. */
  readonly seen: () => number;
  readonly ended: () => boolean;
  /** Asks for the next group, once at a time; `null` says that it has come, or that the stream has ended. */
  readonly more: () => Promise<null>;
  readonly take: (count: number) => ReadonlyArray<Uint8Array>;
  /** Wants no more. A source that is asked at this moment ends when it answers: nobody waits for it. */
  readonly stop: () => void;
}

/** Reads a stream of groups. */
export const frameReader = (source: FrameGroups): FrameReader => {
  const groups = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  let frames: ReadonlyArray<Uint8Array> = [];
  let taken = 0;
  let seen = 0;
  let ended = false;
  let asked: Promise<null> | null = null;
  const read = async (): Promise<null> => {
    const group = await groups.next();
    asked = null;
    if (group.done === true) ended = true;
    else {
      frames = taken === frames.length ? group.value : [...frames.slice(taken), ...group.value];
      taken = 0;
      seen += group.value.length;
    }
    return null;
  };
  return {
    ready: () => frames.length - taken,
    seen: () => seen,
    ended: () => ended,
    more: () => (asked ??= read()),
    take: (count) => {
      const some = frames.slice(taken, taken + count);
      taken += some.length;
      return some;
    },
    stop: () => void Promise.resolve(groups.return?.()).catch(() => undefined),
  };
};
