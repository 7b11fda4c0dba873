/**
 * A map by hex texts that never changes: setting gives a new map, which shares all but a few nodes with the old one. So
 * every state that a register ever had can be kept.
 */

export interface HexMap<V> extends ReadonlyMap<string, V> {
  /** This map with one entry more, or another value for its key. */
  readonly with: (key: string, value: V) => HexMap<V>;
  readonly without: (key: string) => HexMap<V>;
}

/** A map without entries. Keys are lower-case hex; they come out sorted, whatever the order in which they went in. */
export const emptyHexMap = <V>(): HexMap<V> => new HexTrie<V>(undefined, 0);

/** A branch has a place for each next digit; a leaf stands as high as no other key shares its digits. */
type Node<V> = Leaf<V> | Branch<V>;
type Branch<V> = ReadonlyArray<Node<V> | undefined>;

interface Leaf<V> {
  readonly key: string;
  readonly value: V;
}

class HexTrie<V> implements HexMap<V> {
  readonly size: number;
  readonly #root: Node<V> | undefined;

  constructor(root: Node<V> | undefined, size: number) {
    this.#root = root;
    this.size = size;
  }

  get(key: string): V | undefined {
    return leafOf(this.#root, key)?.value;
  }

  has(key: string): boolean {
    return leafOf(this.#root, key) !== undefined;
  }

  with(key: string, value: V): HexMap<V> {
    return new HexTrie(withLeaf(this.#root, { key, value }, 0), this.size + (this.has(key) ? 0 : 1));
  }

  without(key: string): HexMap<V> {
    return this.has(key) ? new HexTrie(withoutLeaf(this.#root, key, 0), this.size - 1) : this;
  }

  forEach(visit: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const { key, value } of leavesOf(this.#root)) visit(value, key, this);
  }

  *entries(): MapIterator<[string, V]> {
    for (const { key, value } of leavesOf(this.#root)) yield [key, value];
  }

  *keys(): MapIterator<string> {
    for (const { key } of leavesOf(this.#root)) yield key;
  }

  *values(): MapIterator<V> {
    for (const { value } of leavesOf(this.#root)) yield value;
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }
}

const isLeaf = <V>(node: Node<V>): node is Leaf<V> => "key" in node;

const digitAt = (key: string, depth: number): number => Number.parseInt(key.charAt(depth), 16);

const leafOf = <V>(root: Node<V> | undefined, key: string): Leaf<V> | undefined => {
  let node = root;
  for (let depth = 0; node !== undefined && !isLeaf(node); depth++) node = node[digitAt(key, depth)];
  return node?.key === key ? node : undefined;
};

const withLeaf = <V>(node: Node<V> | undefined, leaf: Leaf<V>, depth: number): Node<V> => {
  if (node === undefined || (isLeaf(node) && node.key === leaf.key)) return leaf;
  const branch: Branch<V> = isLeaf(node) ? branchWith([], digitAt(node.key, depth), node) : node;
  const digit = digitAt(leaf.key, depth);
  return branchWith(branch, digit, withLeaf(branch[digit], leaf, depth + 1));
};

const withoutLeaf = <V>(node: Node<V> | undefined, key: string, depth: number): Node<V> | undefined => {
  if (node === undefined || isLeaf(node)) return undefined;
  const digit = digitAt(key, depth);
  return branchWith(node, digit, withoutLeaf(node[digit], key, depth + 1));
};

const branchWith = <V>(branch: Branch<V>, digit: number, node: Node<V> | undefined): Branch<V> =>
  Array.from({ length: 16 }, (_, place) => (place === digit ? node : branch[place]));

function* leavesOf<V>(node: Node<V> | undefined): Generator<Leaf<V>, void> {
  if (node === undefined) return;
  if (isLeaf(node)) yield node;
  else for (const child of node) yield* leavesOf(child);
}
