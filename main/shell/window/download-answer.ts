/** How a file that a method made is answered to the window: saved, or drawn in a frame. The same in every shell. */
import { answerHeaders, barePolicy, previewPolicy } from "./answer-headers.ts";

/** What the window may draw itself: nothing that could run. */
const shown: readonly string[] = ["application/pdf", "image/jpeg", "image/png", "image/webp"];

/** The handle in the path of a request, or null. */
export const downloadHandleOf = (path: string): string | null =>
  /^\/download\/([0-9A-Za-z_-]{1,128})$/.exec(path)?.[1] ?? null;

/** The headers of such an answer. With `show`, a picture or a PDF is drawn in a frame of the window. */
export const downloadHeaders = (
  file: { readonly name: string; readonly mediaType: string },
  { bytes, show }: { readonly bytes: number; readonly show: boolean },
): Readonly<Record<string, string>> => {
  const inline = show && shown.includes(file.mediaType);
  return {
    ...answerHeaders(inline ? previewPolicy : `${barePolicy}; sandbox`),
    "Content-Type": inline ? file.mediaType : "application/octet-stream",
    "Content-Length": String(bytes),
    "Content-Disposition": `${inline ? "inline" : "attachment"}; filename*=UTF-8''${encodedName(file.name)}`,
  };
};

/** RFC 8187, section 3.2.1: everything but its attr-char is written as %XX. */
const encodedName = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
