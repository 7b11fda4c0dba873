/** All commands of the command line, in the order in which help lists them. */
import { makeCommandLine } from "./command-line.ts";
import { demoCommands } from "./commands/demo-commands.ts";
import { generateCommand } from "./commands/generate-command.ts";
import { serveCommands } from "./commands/serve-commands.ts";
import { folderCommands } from "./folder-commands.ts";

/** Runs any command line. */
export const runCommandLine = makeCommandLine([...serveCommands, ...folderCommands, ...demoCommands, generateCommand]);
