/** What makes a lock file fail on another machine although it works on this one. */
import { z } from "zod";

const entrySchema = z.looseObject({
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  hasInstallScript: z.boolean().optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
  devDependencies: z.record(z.string(), z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});

export const lockFileSchema = z.looseObject({ packages: z.record(z.string(), entrySchema) });

export type LockFile = z.infer<typeof lockFileSchema>;

/**
 * Download addresses tie the lock to one registry. npm leaves out platform packages that its registry does not have,
 * and `npm ci` then dies elsewhere, where they exist.
 */
export const lockFaults = ({ packages }: LockFile): readonly string[] =>
  Object.entries(packages).flatMap(([path, entry]) => [
    ...(entry.resolved === undefined ? [] : [`${path} has a download address`]),
    ...(path === "" || entry.integrity?.startsWith("sha512-") ? [] : [`${path} has no sha512 digest`]),
    ...Object.keys(entry.optionalDependencies ?? {})
      .filter(
        (name) => !foldersSeenFrom(path).some((folder) => Object.hasOwn(packages, `${folder}node_modules/${name}`)),
      )
      .map((name) => `${path} misses its platform package ${name}`),
  ]);

/** Where Node looks for what a package needs: its own folder, then each outer one. */
const foldersSeenFrom = (path: string): readonly string[] => {
  if (path === "") return [""];
  const outer = path.slice(0, path.lastIndexOf("node_modules/"));
  return [`${path}/`, ...foldersSeenFrom(outer.replace(/\/$/, ""))];
};
