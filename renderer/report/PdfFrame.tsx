/** The very pages of a PDF, in the viewer of the browser itself. */
import { useImperativeHandle, useRef, type Ref } from "react";
import { reportWords } from "../vocabulary/report-words.ts";

export interface PdfHandle {
  /** Opens the viewer's own print dialog. */
  readonly print: () => void;
}

export interface PdfFrameProps {
  /** Null while there is nothing to show yet. */
  readonly address: string | null;
  readonly handle?: Ref<PdfHandle>;
}

/** Pages at the width of the frame, without the list of small ones beside them; the viewer brings it back. */
const wholeWidth = "#navpanes=0&view=FitH";

/** A frame of the same origin; a browser without a viewer says so. */
export const PdfFrame = ({ address, handle }: PdfFrameProps) => {
  const frame = useRef<HTMLIFrameElement>(null);
  useImperativeHandle(handle, () => ({ print: () => frame.current?.contentWindow?.print() }), []);
  if (address === null) return <div className="pages empty" />;
  if (!navigator.pdfViewerEnabled)
    return (
      <div className="pages empty">
        <p className="nothing">{reportWords.noPreview}</p>
      </div>
    );
  return (
    // oxlint-disable-next-line react/iframe-missing-sandbox -- the browser's own viewer does not run in a sandbox
    <iframe ref={frame} className="pages" src={`${address}${wholeWidth}`} title={reportWords.frame} />
  );
};
