/** How text travels to the node and back. Each shell has its own; the client above it is the same. */

export interface TransportEnds {
  readonly onOpen: () => void;
  readonly onText: (text: string) => void;
  /** The line is down, or never came up. `refused`: the node is there and does not know this window. */
  readonly onEnd: (refused: boolean) => void;
}

export interface Transport {
  /** Begins to connect; each call makes one line, which ends once. */
  connect(ends: TransportEnds): Line;
  /** Hands a file over and gives its handle. `onShare` hears the part that is done, 0 to 1. */
  upload(file: Blob, onShare: (share: number) => void, signal: AbortSignal): Promise<UploadAnswer>;
  /** Where the file behind a handle can be fetched, or shown in a frame. */
  addressOf(handle: string, show: boolean): string;
}

export interface Line {
  send(text: string): void;
  close(): void;
}

export type UploadAnswer =
  | { readonly ok: true; readonly handle: string }
  /** `message` is null where the line broke or the person stopped it. */
  | { readonly ok: false; readonly message: string | null };
