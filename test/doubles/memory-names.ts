/** The folders of a disk as the operating system shows them and as they would be found after a power cut. */
import { posix } from "node:path";
import type { MemoryFile } from "./memory-file.ts";
import { randomBelow, type SeededRandom } from "./seeded-random.ts";

export type MemoryNode = { readonly kind: "folder" } | { readonly kind: "file"; readonly file: MemoryFile };

/** A step that changes names all at once or not at all; `null` takes a name away. */
type Step = { readonly folder: string; readonly effects: ReadonlyArray<readonly [path: string, node: MemoryNode | null]> };

export interface MemoryNames {
  readonly get: (path: string) => MemoryNode | undefined;
  readonly inFolder: (folder: string) => ReadonlyArray<string>;
  readonly files: () => ReadonlyArray<MemoryFile>;
  readonly set: (path: string, node: MemoryNode | null) => void;
  readonly move: (from: string, to: string) => void;
  /** The names in this folder are durable. */
  readonly sync: (folder: string) => void;
  /** What is found after a power cut: the durable names and any of the pending steps, files torn as their own rule says. */
  readonly afterPowerCut: (random: SeededRandom) => MemoryNames;
}

/** Names that begin durable. */
export const memoryNames = (initial: ReadonlyMap<string, MemoryNode>): MemoryNames => {
  const visible = new Map(initial);
  const durable = new Map(initial);
  let pending: Step[] = [];
  const take = (step: Step): void => {
    apply(visible, step);
    pending.push(step);
  };
  return {
    get: (path) => visible.get(path),
    inFolder: (folder) => [...visible.keys()].filter((path) => path !== folder && posix.dirname(path) === folder),
    files: () => [...new Set([...visible.values()].flatMap((node) => (node.kind === "file" ? [node.file] : [])))],
    set: (path, node) => take({ folder: posix.dirname(path), effects: [[path, node]] }),
    move: (from, to) => take({ folder: posix.dirname(to), effects: effectsOfMove(visible, from, to) }),
    sync: (folder) => {
      pending.filter((step) => step.folder === folder).forEach((step) => apply(durable, step));
      pending = pending.filter((step) => step.folder !== folder);
    },
    afterPowerCut: (random) => {
      const found = new Map(durable);
      for (const step of pending) if (randomBelow(random, 2) === 1) apply(found, step);
      return memoryNames(tornFiles(withFolders(found), random));
    },
  };
};

const apply = (names: Map<string, MemoryNode>, step: Step): void => {
  for (const [path, node] of step.effects) {
    if (node === null) names.delete(path);
    else names.set(path, node);
  }
};

const effectsOfMove = (names: ReadonlyMap<string, MemoryNode>, from: string, to: string): Step["effects"] =>
  [...names].filter(([path]) => path === from || path.startsWith(`${from}/`)).flatMap(([path, node]) => [
    [path, null] as const,
    [`${to}${path.slice(from.length)}`, node] as const,
  ]);

const withFolders = (names: ReadonlyMap<string, MemoryNode>): ReadonlyMap<string, MemoryNode> =>
  new Map([...names].filter(([path]) => foldersOf(path).every((folder) => names.get(folder)?.kind === "folder")));

const foldersOf = (path: string): ReadonlyArray<string> =>
  path === "/" ? [] : [posix.dirname(path), ...foldersOf(posix.dirname(path))];

const tornFiles = (names: ReadonlyMap<string, MemoryNode>, random: SeededRandom): ReadonlyMap<string, MemoryNode> => {
  const torn = new Map<MemoryNode, MemoryNode>();
  for (const node of names.values()) {
    if (node.kind === "file" && !torn.has(node)) torn.set(node, { kind: "file", file: node.file.afterPowerCut(random) });
  }
  return new Map([...names].map(([path, node]) => [path, torn.get(node) ?? node]));
};
