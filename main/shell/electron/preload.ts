/** All that the window's page gets of the program: one way to ask, one way to hear. Nothing of Electron reaches it. */
import { contextBridge, ipcRenderer } from "electron";

contextBridge.exposeInMainWorld("throughlife", {
  /** Asks the main process; only plain values pass. */
  ask: (message: unknown): Promise<unknown> => ipcRenderer.invoke("rpc", message),
  /** Hears every event as text, without the object that carries it. */
  onEvent: (listener: (text: string) => void): void => {
    ipcRenderer.on("event", (_event, text: unknown) => {
      if (typeof text === "string") listener(text);
    });
  },
});
