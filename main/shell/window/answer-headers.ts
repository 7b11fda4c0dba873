/** Headers that stand on every answer, so that nothing else can run in, frame or remember these pages. */

/** Where styles and scripts may come from; the nonce is new with every page load. */
export const pagePolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");

/** For what is no page: a refusal, a script, a file that is saved. It may load nothing. */
export const barePolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** For a document that the window shows in a frame of its own. The browser's viewer draws it; it may load nothing. */
export const previewPolicy = "default-src 'none'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

/** The headers of an answer with this policy. */
export const answerHeaders = (policy: string): Readonly<Record<string, string>> => ({
  "Cache-Control": "no-store",
  "Content-Security-Policy": policy,
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), serial=(), hid=()",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
});
