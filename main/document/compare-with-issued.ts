/**
 * A document compared with what its record `report/issued@1` says: every change is named (record-format.md, section
 * 10).
 */
import { failed, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DocumentFailure, DocumentPages } from "./document-failure.ts";
import { readDocument, type FoundDocument } from "./read-document.ts";

/** What the record says; its other members are of no concern here. */
export interface IssuedReport {
  /** SHA-256 of the base, hex64. */
  readonly base_sha256: string;
  /** SHA-256 of each page's decoded content, hex64. */
  readonly pages: ReadonlyArray<string>;
}

/** One thing that is not as issued; pages count from 1. */
export type DocumentChange =
  | { readonly kind: "pageChanged"; readonly page: number; readonly message: string }
  | { readonly kind: "pageMissing"; readonly page: number; readonly message: string }
  | { readonly kind: "pageAdded"; readonly page: number; readonly message: string }
  | { readonly kind: "pageCount"; readonly issued: number; readonly found: number; readonly message: string }
  | { readonly kind: "pageOrder"; readonly message: string }
  | { readonly kind: "outsidePages"; readonly message: string }
  | { readonly kind: "anotherBundle"; readonly message: string };

/** A document that is not as issued; `changes` has at least one. */
export interface DocumentChanged extends Failure {
  readonly kind: "documentChanged";
  readonly changes: ReadonlyArray<DocumentChange>;
}

/** All changes against one record; none means that the document is the one that was issued. */
export const compareWithIssued = (
  found: { readonly baseSha256: string; readonly pages: DocumentPages },
  issued: IssuedReport,
): ReadonlyArray<DocumentChange> => {
  const pages = found.pages.sha256;
  const samePages = pages.length === issued.pages.length && pages.every((hash, index) => hash === issued.pages[index]);
  if (found.baseSha256 === issued.base_sha256 && samePages) return [];
  if (samePages) return [outsidePages];
  const known = new Set(issued.pages);
  if (!pages.some((hash) => known.has(hash))) return noPageAsIssued(pages.length, issued.pages.length);
  const changes = [
    ...countChange(pages.length, issued.pages.length),
    ...missingPages(pages, issued.pages),
    ...addedPages(pages, issued.pages),
  ];
  return changes.length === 0 ? [pageOrder] : changes;
};

/**
 * Reads a document and compares it with the records `report/issued@1` that the caller finds in its bundle, the best
 * fitting one. A document that another program wrote anew is compared too, so that the changed page is named.
 */
export const verifyDocument = <R extends IssuedReport>(
  bytes: Uint8Array,
  issuedIn: (bundle: Uint8Array) => ReadonlyArray<R>,
): Outcome<{ readonly found: FoundDocument; readonly issued: R }, DocumentFailure | DocumentChanged> => {
  const found = readDocument(bytes);
  if (!found.ok)
    return failed(found.failure.kind === "rewritten" ? rewrittenChanges(found.failure, issuedIn) : found.failure);
  const best = bestIssued(found.value, issuedIn(found.value.bundle));
  if (best === null) return failed(documentChanged([noRecord]));
  return best.changes.length === 0
    ? success({ found: found.value, issued: best.issued })
    : failed(documentChanged(best.changes));
};

const rewrittenChanges = (
  failure: Extract<DocumentFailure, { readonly kind: "rewritten" }>,
  issuedIn: (bundle: Uint8Array) => ReadonlyArray<IssuedReport>,
): DocumentFailure => {
  const best = bestIssued(failure.salvaged, issuedIn(failure.salvaged.bundle));
  const pages = best?.changes.filter((change) => change.kind !== "outsidePages") ?? [];
  return pages.length === 0 ? failure : { ...failure, message: `${failure.message} ${sentences(pages)}` };
};

const bestIssued = <R extends IssuedReport>(
  found: { readonly baseSha256: string; readonly pages: DocumentPages },
  candidates: ReadonlyArray<R>,
): { readonly issued: R; readonly changes: ReadonlyArray<DocumentChange> } | null => {
  const held = new Set(found.pages.sha256);
  const common = (issued: R): number => issued.pages.filter((hash) => held.has(hash)).length;
  const score = (issued: R): number =>
    issued.base_sha256 === found.baseSha256 ? Number.POSITIVE_INFINITY : common(issued);
  let best: R | null = null;
  for (const issued of candidates) if (best === null || score(issued) > score(best)) best = issued;
  return best === null ? null : { issued: best, changes: compareWithIssued(found, best) };
};

/** Changes that a message spells out; the rest is counted. */
const changesSpelled = 8;

const documentChanged = (changes: ReadonlyArray<DocumentChange>): DocumentChanged => ({
  kind: "documentChanged",
  changes,
  message: `The document is not as issued. ${sentences(changes)} Ask for the file as it was issued.`,
});

const sentences = (changes: ReadonlyArray<DocumentChange>): string => {
  const rest = changes.length - changesSpelled;
  return [
    ...changes.slice(0, changesSpelled).map((change) => change.message),
    ...(rest > 0 ? [`And ${rest} more changes.`] : []),
  ].join(" ");
};

const countChange = (found: number, issued: number): ReadonlyArray<DocumentChange> =>
  found === issued
    ? []
    : [{ kind: "pageCount", issued, found, message: `It has ${counted(found)}; ${counted(issued)} were issued.` }];

const counted = (pages: number): string => (pages === 1 ? "1 page" : `${pages} pages`);

const missingPages = (found: ReadonlyArray<string>, issued: ReadonlyArray<string>): ReadonlyArray<DocumentChange> => {
  const held = new Set(found);
  return issued.flatMap((hash, index): ReadonlyArray<DocumentChange> => {
    if (held.has(hash)) return [];
    const page = index + 1;
    return found.length === issued.length
      ? [{ kind: "pageChanged", page, message: `Page ${page} is not as issued: its content was changed.` }]
      : [
          {
            kind: "pageMissing",
            page,
            message: `Page ${page} as issued is not in the file: it was removed or changed.`,
          },
        ];
  });
};

const addedPages = (found: ReadonlyArray<string>, issued: ReadonlyArray<string>): ReadonlyArray<DocumentChange> => {
  if (found.length <= issued.length) return [];
  const known = new Set(issued);
  return found.flatMap((hash, index): ReadonlyArray<DocumentChange> =>
    known.has(hash)
      ? []
      : [{ kind: "pageAdded", page: index + 1, message: `Page ${index + 1} was not issued: it was added or changed.` }],
  );
};

const noPageAsIssued = (found: number, issued: number): ReadonlyArray<DocumentChange> => [
  ...countChange(found, issued),
  {
    kind: "anotherBundle",
    message:
      found === 1 && issued === 1
        ? "Its only page was changed, or the bundle inside belongs to another document."
        : "None of its pages is as issued: the bundle inside belongs to another document, or every page was changed.",
  },
];

const noRecord: DocumentChange = {
  kind: "anotherBundle",
  message: "The bundle inside holds no record of an issued report: it belongs to another document.",
};

const pageOrder: DocumentChange = {
  kind: "pageOrder",
  message: "The pages are as issued, but in another order or repeated.",
};

const outsidePages: DocumentChange = {
  kind: "outsidePages",
  message:
    "The content of every page is as issued, but something else was changed: a font, a picture, the structure or " +
    "the metadata.",
};
