/** A connection whose bytes a seed delays, cuts, drops, doubles, swaps and damages on their way. */
import { Duplex } from "node:stream";
import { randomBelow, type SeededRandom } from "../doubles/seeded-random.ts";
import type { World } from "./world.ts";

/** How bad a connection is; each number is the chance for one chunk of bytes. */
export interface LinkWeather {
  readonly cut: number;
  readonly drop: number;
  readonly double: number;
  readonly swap: number;
  readonly damage: number;
  /** A chunk takes up to so many milliseconds. */
  readonly delayMsMax: number;
}

export interface SimulatedLink {
  readonly ends: readonly [Duplex, Duplex];
  /** Ends it for both sides, as a pulled cable does. */
  readonly cut: () => void;
  /** What was done to its bytes, in words. */
  readonly harm: () => ReadonlyArray<string>;
}

export const fineWeather: LinkWeather = { cut: 0, damage: 0, delayMsMax: 5, double: 0, drop: 0, swap: 0 };

/** Without a byte for so long both sides give the connection up. */
const silenceMs = 60_000;

/** Makes a connection. */
export const simulatedLink = (world: World, random: SeededRandom, weather: LinkWeather): SimulatedLink => {
  const harm: string[] = [];
  const cut = (): void => {
    watch();
    for (const end of ends) end.destroy();
  };
  let moved = true;
  let watch = (): void => undefined;
  const look = (): void => {
    if (!moved) return cut();
    moved = false;
    watch = world.after(silenceMs, look);
  };
  const road = (to: () => LinkEnd): Road =>
    new Road({ cut, harm, moved: () => void (moved = true), random, to, weather, world });
  const ends: readonly [LinkEnd, LinkEnd] = [
    new LinkEnd(
      road(() => ends[1]),
      () => watch(),
    ),
    new LinkEnd(
      road(() => ends[0]),
      () => watch(),
    ),
  ];
  look();
  for (const end of ends) end.on("error", () => undefined);
  return { cut, ends, harm: () => harm };
};

interface RoadParts {
  readonly world: World;
  readonly random: SeededRandom;
  readonly weather: LinkWeather;
  readonly to: () => LinkEnd;
  readonly cut: () => void;
  readonly moved: () => void;
  readonly harm: string[];
}

/** One direction: what is put on it arrives in order, unless the weather is bad. */
class Road {
  readonly #parts: RoadParts;
  #freeAtMs = 0;
  #held: Uint8Array | null = null;

  constructor(parts: RoadParts) {
    this.#parts = parts;
  }

  put(bytes: Uint8Array, passed: () => void): void {
    const { random, weather, world } = this.#parts;
    this.#freeAtMs = Math.max(world.nowMs(), this.#freeAtMs) + 1 + randomBelow(random, weather.delayMsMax);
    world.after(this.#freeAtMs - world.nowMs(), () => {
      this.#deliver(bytes);
      passed();
    });
  }

  end(): void {
    const { to, world } = this.#parts;
    world.after(Math.max(0, this.#freeAtMs - world.nowMs()) + 1, () => void (to().destroyed || to().push(null)));
  }

  #deliver(bytes: Uint8Array): void {
    const { cut, harm, random, weather, world } = this.#parts;
    const fate = fateOf(random(), weather);
    world.trace(bytes);
    if (fate !== null) {
      harm.push(fate);
      world.trace(fate);
    }
    if (fate === "cut") return cut();
    if (fate === "drop") return;
    if (fate === "swap") return void (this.#held = bytes);
    this.#push(fate === "damage" ? damaged(bytes, random) : bytes);
    if (fate === "double") this.#push(bytes);
    if (this.#held !== null) this.#push(this.#held);
    this.#held = null;
  }

  #push(bytes: Uint8Array): void {
    const { moved, to } = this.#parts;
    moved();
    if (!to().destroyed) to().push(bytes);
  }
}

type Fate = "cut" | "damage" | "double" | "drop" | "swap";

const fateOf = (dice: number, weather: LinkWeather): Fate | null => {
  let left = dice;
  for (const fate of ["cut", "damage", "double", "drop", "swap"] as const) {
    if (left < weather[fate]) return fate;
    left -= weather[fate];
  }
  return null;
};

const damaged = (bytes: Uint8Array, random: SeededRandom): Uint8Array => {
  const copy = Uint8Array.from(bytes);
  const place = randomBelow(random, copy.length);
  copy[place] = (copy[place] ?? 0) ^ (1 << randomBelow(random, 8));
  return copy;
};

/** One end. Its writing waits until the bytes have passed, as a full network makes it wait. */
class LinkEnd extends Duplex {
  readonly #road: Road;
  readonly #closed: () => void;

  constructor(road: Road, closed: () => void) {
    super();
    this.#road = road;
    this.#closed = closed;
  }

  override _read(): void {
    // Bytes are pushed as they arrive.
  }

  override _write(chunk: Uint8Array, _encoding: string, passed: () => void): void {
    this.#road.put(Uint8Array.from(chunk), passed);
  }

  override _writev(chunks: ReadonlyArray<{ readonly chunk: Uint8Array }>, passed: () => void): void {
    this.#road.put(Buffer.concat(chunks.map(({ chunk }) => chunk)), passed);
  }

  override _final(done: () => void): void {
    this.#road.end();
    done();
  }

  override _destroy(_error: Error | null, done: () => void): void {
    this.#road.end();
    this.#closed();
    done();
  }
}
