/** Hands files over, with the part that is done and a way to stop. */
import { useRef, useState } from "react";
import { useRpc } from "./RpcProvider.tsx";

export interface Upload {
  /** Hands it over: the handle, or null when it was refused or stopped. */
  readonly hand: (file: Blob) => Promise<string | null>;
  /** 0 to 1 while a file is on its way, null otherwise. */
  readonly share: number | null;
  readonly stop: () => void;
  /** The node's sentence for the last refusal; null where the line broke or the person stopped it. */
  readonly message: string | null;
  readonly broken: boolean;
}

/** One file after the other. */
export const useUpload = (): Upload => {
  const { files } = useRpc();
  const stopper = useRef<AbortController | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const [fault, setFault] = useState<{ readonly message: string | null } | null>(null);
  const hand = async (file: Blob): Promise<string | null> => {
    stopper.current = new AbortController();
    setFault(null);
    setShare(0);
    const answer = await files.upload(file, setShare, stopper.current.signal);
    setShare(null);
    if (answer.ok) return answer.handle;
    setFault(stopper.current.signal.aborted ? null : { message: answer.message });
    return null;
  };
  return {
    hand,
    share,
    stop: () => stopper.current?.abort(),
    message: fault?.message ?? null,
    broken: fault !== null && fault.message === null,
  };
};
