/** Keeps one node running on the chosen data folder: starts it, starts another in its place, closes it in order. */
import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { safeStorage } from "electron";
import type { Outcome } from "../../../shared/outcome/outcome.ts";
import { defaultDataFolder, outsideMarkFolder } from "../local/data-folder.ts";
import { prepareUploads, uploadBytesMax } from "../window/upload.ts";
import type { SettingsFile } from "./desktop-settings.ts";
import { startNode, type NodeLink, type OpenedNode } from "./node-link.ts";
import type { MadeFile } from "./node-message.ts";
import { findKeeper, openOsSecretStore, withoutKeeper } from "./os-secret-store.ts";
import { nodeProgram, serialHostProgram } from "./places.ts";
import { makeWindowUploads, type WindowUploads } from "./window-uploads.ts";

export interface NodeKeeperParts {
  readonly settings: SettingsFile;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onEvent: (text: string) => void;
  /** The data folder cannot be opened; no node runs now. */
  readonly onRefused: (message: string) => void;
  /** The node ended though nobody had told it to. */
  readonly onLost: (how: string) => void;
}

/** Holds the node and the files on their way to it. */
export class NodeKeeper {
  readonly #parts: NodeKeeperParts;
  /** What is asked while the node is being started waits for it. */
  #node: Promise<NodeLink> | null = null;
  #uploads: WindowUploads | null = null;

  constructor(parts: NodeKeeperParts) {
    this.#parts = parts;
  }

  /** Starts a node where none runs. */
  start(): void {
    if (this.#node !== null) return;
    const node = this.#startNode(() => this.#node === node);
    this.#node = node;
    void node.then(async (link) => {
      const opened = await link.opened;
      if (this.#node === node) await this.#takeOpened(opened);
    });
  }

  /** Null where no node runs, or the node ended before it answered. */
  async call(text: string): Promise<string | null> {
    return (await this.#node)?.call(text) ?? null;
  }

  async findFile(handle: string): Promise<MadeFile | null> {
    return (await this.#node)?.findFile(handle) ?? null;
  }

  uploads(): WindowUploads | null {
    return this.#uploads;
  }

  /** Closes the node in order; resolves when its process is gone. */
  async close(): Promise<void> {
    const node = this.#forget();
    await (await node)?.close();
  }

  /** What is derived holds nothing of its own: without its snapshots it is built from the first line of the journal. */
  async forgetIndex(): Promise<void> {
    const snapshots = ["index.sqlite", "graph"].map((name) => join(this.#folder(), "derived", name));
    await Promise.all(snapshots.map((path) => rm(path, { force: true, recursive: true })));
  }

  async #startNode(isCurrent: () => boolean): Promise<NodeLink> {
    const { env, onEvent, onLost } = this.#parts;
    const folder = this.#folder();
    const keeper = await findKeeper(safeStorage, { folder, platform: process.platform });
    const markFolder = env["THROUGHLIFE_MARKS"] ?? outsideMarkFolder(env);
    const simulators = env["THROUGHLIFE_SIMULATORS"] === "1";
    return startNode(
      { folder, keeper, markFolder, simulators },
      {
        hostProgram: serialHostProgram,
        nodeProgram,
        secrets: keeper === null ? withoutKeeper : openOsSecretStore(safeStorage, { folder, keeper }),
        onEvent,
        onLost: (how) => {
          if (!isCurrent()) return;
          void this.#forget();
          onLost(how);
        },
      },
    );
  }

  async #takeOpened(opened: Outcome<OpenedNode>): Promise<void> {
    if (!opened.ok) {
      await this.close();
      return this.#parts.onRefused(opened.failure.message);
    }
    const { remarks, uploadsFolder: folder } = opened.value;
    for (const remark of remarks) process.stderr.write(`${remark}\n`);
    const uploads = await prepareUploads({
      bytesMax: uploadBytesMax,
      folder,
      randomBytes: (count) => randomBytes(count),
    });
    if (uploads.ok) this.#uploads = makeWindowUploads(uploads.value);
    else process.stderr.write(`${uploads.failure.message}\n`);
  }

  #forget(): Promise<NodeLink> | null {
    const node = this.#node;
    this.#uploads?.stopAll();
    this.#uploads = null;
    this.#node = null;
    return node;
  }

  #folder(): string {
    const { env, settings } = this.#parts;
    return settings.current().folder ?? env["THROUGHLIFE_DATA"] ?? defaultDataFolder(env);
  }
}
