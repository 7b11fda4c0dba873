/** A report with every kind of block, for the tests of the layout. */
import { deflateSync, crc32 } from "node:zlib";
import type { PageFormat, ReportDocument } from "../../../shared/report/report-document.ts";
import { serviceDossier } from "../../../shared/report/service-dossier.ts";
import { pumpInput } from "./dossier-input.ts";

/** All blocks on a page format, with text that no shipped font covers. */
export const galleryDocument = (format: PageFormat, changes: Partial<ReportDocument> = {}): ReportDocument => ({
  ...serviceDossier(pumpInput(0)),
  format,
  title: "Gallery & <blocks>",
  sections: [
    {
      title: "Text",
      blocks: [
        {
          kind: "paragraph",
          text:
            `Plain, ${"a word that goes on ".repeat(30)}and ends. Emoji ` +
            "\u{1F527}\uFE0F and Korean 한 become code points; ⚠️ stays; so does e\u0301; " +
            "a control \u0007 and an override \u202E too.",
        },
        {
          kind: "paragraph",
          text: [
            { text: "strong ", style: "strong" },
            { text: "muted ", style: "muted" },
            { text: "code ", style: "code" },
            { text: "withdrawn", style: "withdrawn" },
            { text: "\nnew line 强", style: "strong" },
          ],
        },
        { kind: "paragraph", text: `x${"0123456789abcdef".repeat(20)}` },
        {
          kind: "list",
          numbered: true,
          items: [
            "first",
            "second, which is so long that it needs more than one line on a page of this width, whatever width " +
              "that is, because it goes on and on",
            "third",
          ],
        },
        { kind: "list", numbered: false, items: ["dash"] },
        {
          kind: "notice",
          tone: "attention",
          title: "Attention",
          text: "Something that must not be overlooked. ".repeat(8),
        },
        { kind: "commandLine", text: "throughlife verify FILE --trust REGISTER" },
        {
          kind: "keyValues",
          columns: 2,
          entries: [
            { name: "Odd", value: "1" },
            { name: "Even", value: "2" },
            { name: "Odd again", value: "3" },
          ],
        },
      ],
    },
    {
      title: "Figures",
      blocks: [
        {
          kind: "figure",
          caption: "A drawing: vibration over the weeks.",
          alternative: "A rising line",
          width: 0.7,
          content: drawing,
        },
        {
          kind: "figure",
          caption: [{ text: "A picture with an alpha channel", style: "strong" }],
          alternative: "A gradient",
          width: 0.2,
          content: { kind: "picture", mediaType: "image/png", bytes: alphaPng() },
        },
        {
          kind: "signatures",
          signers: [
            {
              act: "Received by",
              name: "A. Person",
              role: "inspector",
              organisation: "Organisation",
              statement: "Received as described.",
              evidence: null,
            },
          ],
        },
      ],
    },
    {
      title: "A long table",
      blocks: [
        {
          kind: "table",
          description: "Rows of very different height",
          whenEmpty: "none",
          columns: [
            { title: "No.", width: 1, align: "right" },
            { title: "Text", width: 6, align: "left" },
            { title: "A head that needs two lines", width: 1, align: "right" },
          ],
          rows: Array.from({ length: 60 }, (_, index) =>
            index % 20 === 0
              ? { kind: "group", title: `Group ${index / 20 + 1}` }
              : { kind: "cells", marked: index % 7 === 0, cells: [String(index), rowText(index), `${index}.50`] },
          ),
        },
      ],
    },
  ],
  ...changes,
});

const rowText = (index: number): string =>
  index === 33 ? "A cell that is higher than a page. ".repeat(400) : `Row ${index} `.repeat((index % 5) + 1);

const drawing = {
  kind: "drawing",
  width: 100,
  height: 40,
  shapes: [
    {
      kind: "area",
      points: [
        { x: 8, y: 4 },
        { x: 98, y: 4 },
        { x: 98, y: 12 },
        { x: 8, y: 12 },
      ],
      grey: 0.12,
    },
    {
      kind: "line",
      points: [
        { x: 8, y: 2 },
        { x: 8, y: 36 },
        { x: 98, y: 36 },
      ],
      weight: "thin",
    },
    {
      kind: "line",
      points: Array.from({ length: 40 }, (_, index) => ({
        x: 10 + index * 2.2,
        y: 32 - index * 0.5 - 2 * Math.sin(index),
      })),
      weight: "thick",
    },
    { kind: "words", at: { x: 53, y: 38.5 }, text: "week", align: "centre" },
    { kind: "words", at: { x: 7, y: 4 }, text: "mm/s", align: "right" },
  ],
} as const;

/** 32 by 32 pixels, red, from transparent to opaque. */
export const alphaPng = (): Uint8Array => {
  const rows = Buffer.alloc(32 * (32 * 4 + 1));
  for (let row = 0; row < 32; row++)
    for (let column = 0; column < 32; column++) rows.set([200, 20, 20, column * 8], row * 129 + 1 + column * 4);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(32, 0);
  header.writeUInt32BE(32, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
};

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
};
