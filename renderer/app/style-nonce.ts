/** The nonce of this page load, under which styles may be added (Content Security Policy, style-src). */
import { setNonce } from "get-nonce";

/** Reads it from the page and hands it to the one library that asks elsewhere. Empty where a shell gives none. */
export const takeStyleNonce = (): string => {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.nonce ?? "";
  setNonce(nonce);
  return nonce;
};
