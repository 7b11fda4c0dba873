/** How the desktop program is packaged, and what for. */
import { MakerDeb } from "@electron-forge/maker-deb";
import { MakerDMG } from "@electron-forge/maker-dmg";
import { MakerSquirrel } from "@electron-forge/maker-squirrel";
import { MakerZIP } from "@electron-forge/maker-zip";
import { FusesPlugin } from "@electron-forge/plugin-fuses";
import { VitePlugin } from "@electron-forge/plugin-vite";
import type { ForgeConfig } from "@electron-forge/shared-types";
import { FuseV1Options, FuseVersion } from "@electron/fuses";
import { desktopPrograms, preloadSource } from "./main/shell/electron/build/desktop-programs.ts";
import { leftOut } from "./main/shell/electron/build/packaged-files.ts";

const root = import.meta.dirname;
const program = "throughlife";
const product = "Throughlife";

/** A folder with the runtime's own archives: for building where there is no network. */
const runtimeFolder = process.env["THROUGHLIFE_ELECTRON_ZIPS"] ?? "";
/** A build that a test may drive from outside; never handed to anybody. */
const isForTests = process.env["THROUGHLIFE_TEST_BUILD"] === "1";

const config: ForgeConfig = {
  outDir: ".build/packages",
  packagerConfig: {
    name: product,
    executableName: program,
    appBundleId: "app.throughlife.desktop",
    appCategoryType: "public.app-category.business",
    asar: { unpack: "**/*.node" },
    extendInfo: { NSCameraUsageDescription: "To read the codes on labels of machines." },
    ignore: leftOut(root),
    protocols: [{ name: product, schemes: [program] }],
    // `ignore` lets through exactly what is needed.
    prune: false,
    ...(runtimeFolder === "" ? {} : { electronZipDir: runtimeFolder }),
  },
  // The serial port's native part is built once for every runtime (Node-API) and comes with its package.
  rebuildConfig: { onlyModules: [] },
  makers: [
    new MakerZIP({}, ["darwin", "linux", "win32"]),
    new MakerDeb({
      options: {
        bin: program,
        categories: ["Science", "Office"],
        genericName: "Histories of machines",
        icon: "renderer/app/mark.svg",
        maintainer: product,
        mimeType: [`x-scheme-handler/${program}`],
        name: program,
        productName: product,
        section: "science",
      },
    }),
    new MakerSquirrel({ name: product, authors: product, noMsi: true }),
    new MakerDMG({ name: product }),
  ],
  plugins: [
    new VitePlugin({
      build: [
        {
          entry: Object.values(desktopPrograms),
          config: "main/shell/electron/build/programs.vite.config.ts",
          target: "main",
        },
        { entry: preloadSource, config: "main/shell/electron/build/preload.vite.config.ts", target: "preload" },
      ],
      renderer: [],
    }),
    new FusesPlugin({
      version: FuseVersion.V1,
      strictlyRequireAllFuses: true,
      [FuseV1Options.RunAsNode]: false,
      [FuseV1Options.EnableCookieEncryption]: true,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: isForTests,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
      [FuseV1Options.OnlyLoadAppFromAsar]: true,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
      [FuseV1Options.WasmTrapHandlers]: true,
    }),
  ],
};

export default config;
