/** Values between the page and the main process of the double: JSON with bytes in it. */
import { z } from "zod";

const bytesSchema = z.strictObject({ $bytes: z.string() });

/** As text; bytes are tagged. */
export const packValue = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    part instanceof Uint8Array ? { $bytes: Buffer.from(part).toString("base64") } : part,
  );

/** The value again. */
export const unpackValue = (text: string): unknown =>
  JSON.parse(text, (_key, part: unknown) => {
    const bytes = bytesSchema.safeParse(part);
    return bytes.success ? new Uint8Array(Buffer.from(bytes.data.$bytes, "base64")) : part;
  });
