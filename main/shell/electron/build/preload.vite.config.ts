/** How the preload is built: one file that needs nothing but Electron. */
import { join } from "node:path";
import { defineConfig } from "vite";
import { preloadSource, programFolder } from "./desktop-programs.ts";

export default defineConfig(({ mode }) => ({
  root: process.cwd(),
  mode,
  logLevel: "warn",
  build: {
    outDir: programFolder,
    emptyOutDir: false,
    copyPublicDir: false,
    minify: false,
    target: "node24",
    rollupOptions: {
      input: join(process.cwd(), preloadSource),
      external: ["electron"],
      output: { format: "cjs", entryFileNames: "[name].cjs", codeSplitting: false },
    },
  },
}));
