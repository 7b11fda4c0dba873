/** An issued document judged from its bytes and the page alone (record-format.md, section 10). */
import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import { checkBundle, type BundleFindings } from "./bundle-file.ts";
import { sha256, type ReadRecord } from "./record-reading.ts";

export interface DocumentFindings {
  readonly faults: ReadonlyArray<string>;
  readonly bundle: BundleFindings | null;
  readonly bundleBytes: Uint8Array | null;
  readonly pages: number;
  /** The record that issues it. */
  readonly issuedBy: ReadRecord | null;
}

/** Takes a document apart into base and bundle, makes the update again, and finds the record that issues it. */
export const checkDocument = (bytes: Uint8Array): DocumentFindings => {
  const text = Buffer.from(bytes).toString("latin1");
  const update = updateOf(text);
  if (typeof update === "string") return { faults: [update], bundle: null, bundleBytes: null, pages: 0, issuedBy: null };
  const base = text.slice(0, update.catalogAt - 1);
  const made = makeUpdate(base, update.bundle);
  const bundleBytes = Buffer.from(update.bundle, "latin1");
  const bundle = checkBundle(bundleBytes);
  const digest = sha256(Buffer.from(base, "latin1"));
  const issuedBy = bundle.records.find(({ body, type }) => type === "report/issued@1" && body["base_sha256"] === digest) ?? null;
  const pages = pageDigests(base);
  return {
    bundle, bundleBytes, issuedBy, pages: pages.length,
    faults: [
      ...(base.endsWith("%%EOF\n") ? [] : ["the base does not end"]),
      ...(base + made === text ? [] : ["the update is not the one that base and bundle make"]),
      ...bundle.faults.map((fault) => `bundle: ${fault}`),
      ...(issuedBy === null ? ["no record in the bundle issues this base"] : []),
      ...(issuedBy === null || JSON.stringify(issuedBy.body["pages"]) === JSON.stringify(pages) ? [] : ["the digests of the pages differ"]),
    ],
  };
};

interface Update {
  readonly catalogAt: number;
  readonly bundle: string;
}

const updateOf = (text: string): Update | string => {
  const xrefAt = lastStartxref(text);
  const section = text.slice(xrefAt);
  const offsets = [...section.matchAll(/^(\d{10}) 00000 n $/gm)].map((match) => Number(match[1]));
  const [catalogAt] = offsets;
  const streamAt = offsets.at(-2);
  if (catalogAt === undefined || streamAt === undefined || !section.startsWith("xref\n")) return "no update at its end";
  const stream = /^\d+ 0 obj\n<< \/Type \/EmbeddedFile [^\n]*\/Length (\d+) >>\nstream\n/.exec(text.slice(streamAt, streamAt + 1000));
  if (stream === null) return "no embedded file";
  const from = streamAt + stream[0].length;
  return { catalogAt, bundle: text.slice(from, from + Number(stream[1])) };
};

/** The update that the page describes, for a base and a bundle as Latin-1 text. */
export const makeUpdate = (base: string, bundle: string): string => {
  const trailer = base.slice(base.lastIndexOf("trailer"));
  const size = Number(/\/Size (\d+)/.exec(trailer)?.[1]);
  const root = Number(/\/Root (\d+) 0 R/.exec(trailer)?.[1]);
  const catalog = openDictionary(base, root);
  const names = /\/Names (\d+) 0 R/.exec(catalog)?.[1];
  const tree = `/EmbeddedFiles << /Names [(throughlife.tlbundle) ${size + 1} 0 R] >>`;
  const md5 = createHash("md5").update(Buffer.from(bundle, "latin1")).digest("hex");
  const length = bundle.length;
  const objects: (readonly [number, string])[] = [
    [root, `${catalog}/AF [${size + 1} 0 R]\n${names === undefined ? `/Names << ${tree} >>\n` : ""}>>\n`],
    ...(names === undefined ? [] : [[Number(names), `${openDictionary(base, Number(names))}${tree}\n>>\n`] as const]),
    [
      size,
      `<< /Type /EmbeddedFile /Subtype /application#2Fgzip /Params << /Size ${length} /CheckSum <${md5}> /ModDate (D:19700101000000Z) >> ` +
        `/Length ${length} >>\nstream\n${bundle}\nendstream\n`,
    ],
    [
      size + 1,
      `<< /Type /Filespec /AFRelationship /Source /F (throughlife.tlbundle) /UF (throughlife.tlbundle) /EF << /F ${size} 0 R /UF ${size} 0 R >> >>\n`,
    ],
  ];
  return written(base, objects, { root, size: size + 2, trailer });
};

interface Trailer {
  readonly root: number;
  readonly size: number;
  readonly trailer: string;
}

const written = (base: string, objects: ReadonlyArray<readonly [number, string]>, { root, size, trailer }: Trailer): string => {
  let update = "\n";
  let table = "xref\n";
  for (const [number, body] of objects) {
    table += `${number} 1\n${String(base.length + update.length).padStart(10, "0")} 00000 n \n`;
    update += `${number} 0 obj\n${body}endobj\n`;
  }
  const info = /\/Info \d+ 0 R/.exec(trailer)?.[0];
  const id = /\/ID \[[^\]]*\]/.exec(trailer)?.[0];
  const kept = [info, id].flatMap((member) => member ?? []).map((member) => `${member} `).join("");
  const at = base.length + update.length;
  return `${update}${table}trailer\n<< /Size ${size} /Root ${root} 0 R ${kept}/Prev ${lastStartxref(base)} >>\nstartxref\n${at}\n%%EOF\n`;
};

const lastStartxref = (text: string): number => Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text.slice(-100))?.[1]);

const objectText = (base: string, number: number): string => {
  const table = base.slice(lastStartxref(base));
  const entry = table.split("\n")[number + 2] ?? "";
  const at = Number(entry.slice(0, 10));
  return base.slice(at, base.indexOf("endobj", at));
};

/** The dictionary of an object up to its last `>>`. */
const openDictionary = (base: string, number: number): string => {
  const text = objectText(base, number);
  return text.slice(text.indexOf("<<"), text.lastIndexOf(">>"));
};

/** SHA-256 of each page's inflated content streams, in the order of the pages. */
const pageDigests = (base: string): ReadonlyArray<string> => {
  const trailer = base.slice(base.lastIndexOf("trailer"));
  const catalog = objectText(base, Number(/\/Root (\d+) 0 R/.exec(trailer)?.[1]));
  const pages = leavesOf(base, Number(/\/Pages (\d+) 0 R/.exec(catalog)?.[1]));
  return pages.map((page) => sha256(Buffer.concat(contentsOf(page).map((number) => streamOf(objectText(base, number))))));
};

const leavesOf = (base: string, number: number): ReadonlyArray<string> => {
  const node = objectText(base, number);
  const kids = /\/Kids \[([^\]]*)\]/.exec(node)?.[1];
  return kids === undefined ? [node] : references(kids).flatMap((kid) => leavesOf(base, kid));
};

const contentsOf = (page: string): ReadonlyArray<number> =>
  references(/\/Contents (\[[^\]]*\]|\d+ 0 R)/.exec(page)?.[1] ?? "");

const references = (text: string): ReadonlyArray<number> => [...text.matchAll(/(\d+) 0 R/g)].map((match) => Number(match[1]));

const streamOf = (object: string): Buffer => {
  const length = Number(/\/Length (\d+)/.exec(object)?.[1]);
  const from = object.indexOf("stream\n") + "stream\n".length;
  const bytes = Buffer.from(object.slice(from, from + length), "latin1");
  return object.includes("/FlateDecode") ? inflateSync(bytes) : bytes;
};
