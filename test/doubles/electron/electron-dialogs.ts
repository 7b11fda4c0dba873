/**
 * What a person sees and answers: dialogs stand open until the test answers them; menus, keychain and other programs
 * are written down.
 */
import { createHash } from "node:crypto";

export type Note = (what: string, facts?: unknown) => void;

const pick = (facts: unknown): unknown => JSON.parse(JSON.stringify(facts) ?? "null");

/** `dialog`, and the way to answer it. */
export const makeDialogs = (note: Note) => {
  const open: { readonly name: string; readonly resolve: (answer: unknown) => void }[] = [];
  const ready: { readonly name: string; readonly answer: unknown }[] = [];
  const show =
    (name: string) =>
    (_window: unknown, options: unknown): Promise<unknown> =>
      new Promise((resolve) => {
        note(name, pick(options));
        const at = ready.findIndex((one) => one.name === name);
        if (at >= 0) resolve(ready.splice(at, 1)[0]?.answer);
        else open.push({ name, resolve });
      });
  return {
    answer: (name: string, answer: unknown): void => {
      const at = open.findIndex((one) => one.name === name);
      if (at < 0) ready.push({ name, answer });
      else open.splice(at, 1)[0]?.resolve(answer);
    },
    dialog: {
      showMessageBox: show("showMessageBox"),
      showOpenDialog: show("showOpenDialog"),
      showSaveDialog: show("showSaveDialog"),
    },
  };
};

interface MenuItem {
  readonly id?: string;
  readonly label?: string;
  readonly role?: string;
  readonly type?: string;
  readonly accelerator?: string;
  readonly click?: () => void;
  readonly submenu?: readonly MenuItem[];
}

/** `Menu`, as data. */
export const makeMenus = (note: Note) => {
  let menu: readonly MenuItem[] = [];
  const outline = (items: readonly MenuItem[]): unknown =>
    items.map(({ accelerator, id, label, role, submenu, type }) => ({
      ...(id === undefined ? {} : { id }),
      ...(label === undefined ? {} : { label }),
      ...(role === undefined ? {} : { role }),
      ...(type === undefined ? {} : { type }),
      ...(accelerator === undefined ? {} : { accelerator }),
      ...(submenu === undefined ? {} : { submenu: outline(submenu) }),
    }));
  const find = (items: readonly MenuItem[], id: string): MenuItem | null =>
    items.map((item) => (item.id === id ? item : find(item.submenu ?? [], id))).find((item) => item !== null) ?? null;
  return {
    outline: () => outline(menu),
    click: (id: string): boolean => {
      const item = find(menu, id);
      item?.click?.();
      return item?.click !== undefined;
    },
    Menu: {
      buildFromTemplate: (items: readonly MenuItem[]) => ({ items, popup: () => note("popup", outline(items)) }),
      setApplicationMenu: (built: { readonly items: readonly MenuItem[] }) => {
        menu = built.items;
      },
    },
  };
};

/** What the keychain of the double does; the test may change it. */
export interface Keychain {
  backend: string;
  available: boolean;
  /** A new key is there: what is opened should be sealed anew. */
  rotated: boolean;
  /** Another user's, or another computer's. */
  foreign: boolean;
}

/** `safeStorage`: a seal that only this double opens. */
export const makeSafeStorage = (keychain: Keychain, note: Note) => {
  const key = (): Buffer =>
    createHash("sha256")
      .update(keychain.foreign ? "another" : "this user")
      .digest();
  const mixed = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte, at) => byte ^ (key()[at % 32] ?? 0)));
  const seal = (text: string): Buffer => Buffer.concat([key().subarray(0, 4), mixed(Buffer.from(text))]);
  return {
    getSelectedStorageBackend: () => keychain.backend,
    isAsyncEncryptionAvailable: async () => keychain.available,
    encryptStringAsync: async (text: string) => {
      note("encryptStringAsync");
      if (!keychain.available) throw new Error("Encryption is temporarily unavailable");
      return seal(text);
    },
    decryptStringAsync: async (sealed: Buffer) => {
      note("decryptStringAsync");
      if (!keychain.available) throw new Error("Encryption is temporarily unavailable");
      if (!sealed.subarray(0, 4).equals(key().subarray(0, 4))) throw new Error("Error while decrypting the ciphertext");
      return { result: mixed(sealed.subarray(4)).toString(), shouldReEncrypt: keychain.rotated };
    },
  };
};
