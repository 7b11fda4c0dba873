/** How the programs of the desktop are built: each one file of CommonJS, with what they share beside them. */
import { builtinModules } from "node:module";
import { join } from "node:path";
import { defineConfig } from "vite";
import { carriedPackages, desktopPrograms, programFolder } from "./desktop-programs.ts";
import { programFiles } from "./program-files.ts";

export default defineConfig(({ mode }) => {
  const root = process.cwd();
  return {
    root,
    mode,
    logLevel: "warn",
    plugins: [programFiles(root)],
    // The packages for Node, not their stand-ins for browsers.
    resolve: { conditions: ["node"], mainFields: ["module", "main"], preserveSymlinks: true },
    build: {
      outDir: programFolder,
      emptyOutDir: false,
      copyPublicDir: false,
      minify: false,
      target: "node24",
      lib: {
        entry: Object.fromEntries(Object.entries(desktopPrograms).map(([name, source]) => [name, join(root, source)])),
        formats: ["cjs"],
        fileName: (_format, name) => `${name}.cjs`,
      },
      rollupOptions: {
        external: [
          /^node:/,
          ...builtinModules,
          "electron",
          ...carriedPackages.map((name) => new RegExp(`^${name}(/|$)`)),
        ],
        output: { chunkFileNames: "shared-[hash].cjs" },
      },
    },
  };
});
