/**
 * What runs in the page of the double: the main world gets what the preload exposes, the isolated world runs the
 * preload. Between the two pass DOM events, whose details are cloned, as values are by Electron's own bridge.
 */

/** The world that the preload runs in. */
export const isolatedWorld = "electron-preload";
/** The line from there to the main process. */
export const pipeName = "electronPipe";

/** For the page's own world: the exposed names appear, functions become questions to the other world. */
export const mainWorldScript = `(() => {
  if (window.top !== window) return;
  const waiting = new Map();
  const callbacks = new Map();
  let numbers = 0;
  const tell = (type, detail) => document.dispatchEvent(new CustomEvent("electron-to-preload-" + type, { detail }));
  const hear = (type, listener) => document.addEventListener("electron-to-page-" + type, ({ detail }) => listener(detail));
  const packed = (value) => {
    if (typeof value !== "function") return value;
    const number = (numbers += 1);
    callbacks.set(number, value);
    return { electronCallback: number };
  };
  const ask = (name, method) => (...values) =>
    new Promise((resolve, reject) => {
      const call = (numbers += 1);
      waiting.set(call, { resolve, reject });
      tell("call", { call, name, method, values: values.map(packed) });
    });
  hear("expose", ({ name, methods }) => {
    const bridge = Object.fromEntries(methods.map((method) => [method, ask(name, method)]));
    Object.defineProperty(window, name, { value: Object.freeze(bridge), enumerable: true });
  });
  hear("answer", ({ call, error, value }) => {
    const asked = waiting.get(call);
    waiting.delete(call);
    if (error === null) asked?.resolve(value);
    else asked?.reject(new Error(error));
  });
  hear("callback", ({ number, values }) => void callbacks.get(number)?.(...values));
  tell("ready", null);

  // Rights are decided by the program, and a file that is saved is a navigation that ends in a download.
  const decide = (permission, mediaTypes) =>
    new Promise((resolve) => {
      const call = (numbers += 1);
      waiting.set(call, { resolve: (granted) => resolve(granted === true), reject: () => resolve(false) });
      tell("permission", { call, permission, mediaTypes });
    });
  if (navigator.mediaDevices !== undefined)
    navigator.mediaDevices.getUserMedia = async (wish) => {
      const kinds = [...(wish?.video ? ["video"] : []), ...(wish?.audio ? ["audio"] : [])];
      if (await decide("media", kinds)) return new MediaStream();
      throw new DOMException("Permission denied", "NotAllowedError");
    };
  if ("Notification" in window)
    Notification.requestPermission = async () => ((await decide("notifications", [])) ? "granted" : "denied");
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[download]") : null;
    if (link === null || link.origin !== location.origin) return;
    event.preventDefault();
    location.assign(link.href);
  });
})();`;

/** For the isolated world: a module `electron` with nothing but the bridge and the line, then the preload as it is. */
export const isolatedWorldScript = (preload: string): string => `(() => {
  if (window.top !== window) return;
  const exposed = new Map();
  const waiting = new Map();
  const listeners = new Map();
  let numbers = 0;
  const tell = (type, detail) => document.dispatchEvent(new CustomEvent("electron-to-page-" + type, { detail }));
  const hear = (type, listener) => document.addEventListener("electron-to-preload-" + type, ({ detail }) => listener(detail));
  const base64Of = (bytes) => {
    let text = "";
    for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
    return btoa(text);
  };
  const pack = (value) => JSON.stringify(value, (_key, part) =>
    part instanceof Uint8Array ? { $bytes: base64Of(part) } : part);
  const unpack = (text) => JSON.parse(text, (_key, part) =>
    part !== null && typeof part === "object" && typeof part.$bytes === "string"
      ? Uint8Array.from(atob(part.$bytes), (sign) => sign.charCodeAt(0)) : part);
  const send = (message) => globalThis.${pipeName}(pack(message));
  const ask = (message) => new Promise((resolve, reject) => {
    const number = (numbers += 1);
    waiting.set(number, { resolve, reject });
    send({ number, ...message });
  });
  globalThis.electronDeliver = (text) => {
    const message = unpack(text);
    if (message.kind === "send") {
      for (const listener of listeners.get(message.channel) ?? []) listener({ sender: null }, ...message.values);
      return;
    }
    const asked = waiting.get(message.number);
    waiting.delete(message.number);
    if (message.error === null) asked?.resolve(message.value);
    else asked?.reject(new Error(message.error));
  };
  const unlisted = (name, part) => new Proxy(part, {
    get: (target, property) => {
      if (property in target) return target[property];
      throw new Error("electron double: " + name + "." + String(property) + " is not emulated");
    },
  });
  const electron = unlisted("electron", {
    contextBridge: unlisted("contextBridge", {
      exposeInMainWorld: (name, api) => {
        exposed.set(name, api);
        tell("expose", { name, methods: Object.keys(api) });
      },
    }),
    ipcRenderer: unlisted("ipcRenderer", {
      invoke: (channel, ...values) => ask({ kind: "invoke", channel, values }),
      on: (channel, listener) => listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
    }),
  });
  const given = (value) => value !== null && typeof value === "object" && "electronCallback" in value
    ? (...values) => tell("callback", { number: value.electronCallback, values }) : value;
  hear("ready", () => {
    for (const [name, api] of exposed) tell("expose", { name, methods: Object.keys(api) });
  });
  hear("call", async ({ call, name, method, values }) => {
    try {
      tell("answer", { call, error: null, value: await exposed.get(name)[method](...values.map(given)) });
    } catch (fault) {
      tell("answer", { call, error: String(fault), value: null });
    }
  });
  hear("permission", async ({ call, permission, mediaTypes }) => {
    tell("answer", { call, error: null, value: await ask({ kind: "permission", permission, mediaTypes }) });
  });
  const required = (name) => {
    if (name === "electron") return electron;
    throw new Error("module not found: " + name);
  };
  ((require, module, exports) => { ${preload}
  })(required, { exports: {} }, {});
})();`;
