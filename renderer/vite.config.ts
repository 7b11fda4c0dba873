/**
 * How the screens are built: one page with relative addresses, so that every shell can serve it from where it likes.
 */
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  plugins: [react()],
  build: { outDir: "../.build/renderer", emptyOutDir: true, target: "esnext" },
});
