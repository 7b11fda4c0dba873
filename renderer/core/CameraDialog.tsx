/** Reads a code through the camera: pictures are looked at in this window and kept nowhere. */
import { Modal } from "@mantine/core";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import readerAddress from "zxing-wasm/reader/zxing_reader.wasm?url";
import { Notice } from "../design/Notice.tsx";
import { coreWords } from "../vocabulary/core-words.ts";

export interface CameraDialogProps {
  readonly close: () => void;
  readonly seen: (text: string) => void;
}

/** Four looks a second: a hand holds still longer than that. */
const lookEveryMillis = 250;

/** Stops the camera when it is closed or has read something. */
export const CameraDialog = ({ close, seen }: CameraDialogProps) => {
  const video = useRef<HTMLVideoElement>(null);
  const [refused, setRefused] = useState(false);
  const found = useEffectEvent(seen);
  useEffect(() => {
    const ended = new AbortController();
    void watch(video, ended.signal, (text) => found(text)).catch(() => setRefused(true));
    return () => ended.abort();
  }, []);
  return (
    <Modal
      opened
      onClose={close}
      title={coreWords.camera.title}
      closeButtonProps={{ "aria-label": coreWords.camera.close }}
    >
      <div className="stack">
        {refused ? (
          <Notice tone="warn" urgent>
            {coreWords.camera.refused}
          </Notice>
        ) : (
          <>
            <video ref={video} className="camera-view" muted playsInline aria-label={coreWords.camera.title} />
            <p className="muted">{coreWords.camera.about}</p>
          </>
        )}
      </div>
    </Modal>
  );
};

const watch = async (
  video: { readonly current: HTMLVideoElement | null },
  signal: AbortSignal,
  seen: (text: string) => void,
): Promise<void> => {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  const stop = (): void => stream.getTracks().forEach((track) => track.stop());
  signal.addEventListener("abort", stop);
  if (signal.aborted || video.current === null) return stop();
  // The reader's own file, served by this program: nothing is fetched from elsewhere.
  await prepareZXingModule({ overrides: { locateFile: () => readerAddress }, fireImmediately: true });
  video.current.srcObject = stream;
  await video.current.play();
  const canvas = document.createElement("canvas");
  const look = async (): Promise<void> => {
    if (signal.aborted || video.current === null) return;
    const text = await codeIn(video.current, canvas);
    if (text !== null && !signal.aborted) return seen(text);
    setTimeout(() => void look(), lookEveryMillis);
  };
  await look();
};

const codeIn = async (video: HTMLVideoElement, canvas: HTMLCanvasElement): Promise<string | null> => {
  if (video.videoWidth === 0) return null;
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) return null;
  context.drawImage(video, 0, 0);
  const found = await readBarcodes(context.getImageData(0, 0, canvas.width, canvas.height), { maxNumberOfSymbols: 1 });
  return found[0]?.text ?? null;
};
