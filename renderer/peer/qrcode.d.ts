/** The one function of the package that is used here; its published types would pull those of Node into the screens. */
declare module "qrcode/lib/core/qrcode.js" {
  /** The modules of a QR code for a text (ISO/IEC 18004), row by row, 1 for dark. */
  export function create(
    text: string,
    options: { readonly errorCorrectionLevel: "L" | "M" | "Q" | "H" },
  ): { readonly modules: { readonly size: number; readonly data: Uint8Array } };
}
