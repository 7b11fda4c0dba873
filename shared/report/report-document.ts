/**
 * The document model of every printed report: closed, plain and pure, so that the same document always gives the same
 * pages. It says what is on the paper; `main/document` decides where.
 */

/**
 * A whole report. What it states about itself (scope, issuer, proof) has members of its own: no report can leave it
 * out.
 */
export interface ReportDocument {
  /**
   * Name and version of the template that made it, as `report/issued@1` records them (record-format.md, section 10).
   */
  readonly template: { readonly name: string; readonly version: number };
  /** A preview is marked as such on every page: it proves nothing. */
  readonly state: "preview" | "issued";
  readonly format: PageFormat;
  /** BCP 47, for example `en`. */
  readonly language: string;
  readonly title: string;
  /** What the report is about, in one short line: it stands under the title and in the head of every page. */
  readonly subject: string;
  readonly subtitle: string;
  readonly identification: KeyValues;
  readonly summary: Summary;
  readonly scope: KeyValues;
  readonly issuer: Issuer;
  readonly proof: Proof;
  readonly notices: ReadonlyArray<Notice>;
  readonly sections: ReadonlyArray<ReportSection>;
}

export interface PageFormat {
  readonly size: "A4" | "A3";
  readonly orientation: "portrait" | "landscape";
}

/** A numbered chapter; its number and title also stand in the outline of the PDF. */
export interface ReportSection {
  readonly title: string;
  readonly blocks: ReadonlyArray<ReportBlock>;
}

export type ReportBlock =
  | Subheading
  | Paragraph
  | ListBlock
  | KeyValues
  | Table
  | Worksheet
  | Figure
  | FigureGrid
  | Notice
  | Signatures
  | CommandLine;

/** Text on paper: plain, or spans in several styles. A line feed begins a new line. */
export type ReportText = string | ReadonlyArray<TextSpan>;

export interface TextSpan {
  readonly text: string;
  readonly style: TextStyle;
}

/** `code` is for ids, hashes and commands; `withdrawn` is ruled through and stays legible. */
export type TextStyle = "plain" | "strong" | "muted" | "code" | "withdrawn";

export interface Subheading {
  readonly kind: "subheading";
  readonly text: string;
}

export interface Paragraph {
  readonly kind: "paragraph";
  readonly text: ReportText;
}

export interface ListBlock {
  readonly kind: "list";
  readonly numbered: boolean;
  readonly items: ReadonlyArray<ReportText>;
}

/** Names with their values, in one column or in two side by side. */
export interface KeyValues {
  readonly kind: "keyValues";
  readonly columns: 1 | 2;
  readonly entries: ReadonlyArray<KeyValue>;
}

export interface KeyValue {
  readonly name: string;
  readonly value: ReportText;
}

/** A table; its head is repeated on every page that it reaches. A cell is missing or too many: a broken template. */
export interface Table {
  readonly kind: "table";
  /** What the table shows, for readers who hear it. */
  readonly description: string;
  readonly columns: ReadonlyArray<TableColumn>;
  readonly rows: ReadonlyArray<TableRow>;
  /** Printed instead of the rows when there are none. */
  readonly whenEmpty: string;
}

export interface TableColumn {
  readonly title: string;
  /** Share of the width, relative to the other columns. */
  readonly width: number;
  readonly align: "left" | "right";
}

/** A row of cells, or a title over the rows that follow. A `marked` row carries a bar: it is in doubt or corrected. */
export type TableRow =
  | { readonly kind: "cells"; readonly marked: boolean; readonly cells: ReadonlyArray<ReportText> }
  | { readonly kind: "group"; readonly title: string };

/**
 * A wide table whose cells may cover several rows, such as node, deviation, cause, consequence, safeguard, action. Its
 * head, the title of the group under way and what a cell above says are repeated on every page that it reaches.
 */
export interface Worksheet {
  readonly kind: "worksheet";
  /** What the worksheet shows, for readers who hear it. */
  readonly description: string;
  readonly columns: ReadonlyArray<WorksheetColumn>;
  readonly groups: ReadonlyArray<WorksheetGroup>;
  /** Printed instead of the groups when there are none. */
  readonly whenEmpty: string;
}

export interface WorksheetColumn {
  readonly title: string;
  /** Share of the width, relative to the other columns. */
  readonly width: number;
  readonly align: "left" | "centre" | "right";
  /** A title over this and the neighbouring columns that have the same one, for example `Risk as found`. */
  readonly band: string | null;
  /** Whether its cells head the cells at their right, as a deviation heads its causes. */
  readonly heads: boolean;
}

/** Rows under a title of their own, such as a node with its design intent. Spans never leave their group. */
export interface WorksheetGroup {
  readonly title: string;
  /** Under the title; empty for none. */
  readonly text: ReportText;
  readonly rows: ReadonlyArray<WorksheetRow>;
}

/** One cell a column; `null` belongs to the cell above it. A `marked` row carries a bar: it is in doubt or open. */
export interface WorksheetRow {
  readonly marked: boolean;
  readonly cells: ReadonlyArray<ReportText | null>;
}

/** Figures side by side in so many columns, such as the photos of a grading; a row of them stays on one page. */
export interface FigureGrid {
  readonly kind: "figureGrid";
  readonly columns: 2 | 3;
  readonly figures: ReadonlyArray<Figure>;
}

/** A picture or a drawing with its caption. `alternative` says in words what it shows. */
export interface Figure {
  readonly kind: "figure";
  readonly caption: ReportText;
  readonly alternative: string;
  /** Width on paper as a share of the text width, 0 to 1. */
  readonly width: number;
  readonly content: Picture | Drawing;
}

/** A JPEG (grey or RGB) or a PNG. */
export interface Picture {
  readonly kind: "picture";
  readonly mediaType: "image/jpeg" | "image/png";
  readonly bytes: Uint8Array;
}

/** Lines, areas and words in a box of `width` by `height` units of its own, origin at the top left. */
export interface Drawing {
  readonly kind: "drawing";
  readonly width: number;
  readonly height: number;
  readonly shapes: ReadonlyArray<DrawingShape>;
}

export type DrawingShape =
  | { readonly kind: "line"; readonly points: ReadonlyArray<DrawingPoint>; readonly weight: DrawingWeight }
  | { readonly kind: "area"; readonly points: ReadonlyArray<DrawingPoint>; readonly grey: number }
  | {
      readonly kind: "words";
      readonly at: DrawingPoint;
      readonly text: string;
      readonly align: "left" | "centre" | "right";
    };

export interface DrawingPoint {
  readonly x: number;
  readonly y: number;
}

export type DrawingWeight = "hairline" | "thin" | "thick";

/** Something that the reader must not overlook. */
export interface Notice {
  readonly kind: "notice";
  readonly tone: "information" | "attention";
  readonly title: string;
  readonly text: ReportText;
}

/** The box on the first page that says in figures how the history stands. */
export interface Summary {
  readonly title: string;
  readonly lines: ReadonlyArray<{ readonly name: string; readonly value: string; readonly attention: boolean }>;
  readonly remark: string;
}

/** Who signed what, with a key or by hand on the paper. */
export interface Signatures {
  readonly kind: "signatures";
  readonly signers: ReadonlyArray<Signer>;
}

export interface Signer {
  /** What the person does, for example `Issued by`. */
  readonly act: string;
  readonly name: string;
  readonly role: string;
  readonly organisation: string;
  readonly statement: string;
  /** When and with which key or record; `null` leaves a line for a signature by hand. */
  readonly evidence: ReportText | null;
}

/** A command to type, set apart so that it can be read off without doubt. */
export interface CommandLine {
  readonly kind: "commandLine";
  readonly text: string;
}

/** Who issues the report. `date` is the only date in the file. */
export interface Issuer {
  readonly name: string;
  readonly role: string;
  readonly organisation: string;
  /** TIME of record-format.md, section 2. */
  readonly date: string;
}

/** What every page carries: the checkpoint that the report stands on and the payload of its QR code. */
export interface Proof {
  /** Lines at the foot of every page. */
  readonly lines: ReadonlyArray<KeyValue>;
  readonly payload: string;
}
