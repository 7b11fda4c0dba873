/** All commands of the command line, in the order in which help lists them. */
import type { Command } from "./command.ts";
import { carryCommands } from "./commands/carry-commands.ts";
import { dataCommands } from "./commands/data-commands.ts";
import { demoCommands } from "./commands/demo-commands.ts";
import { generateCommand } from "./commands/generate-command.ts";
import { hazopCommands } from "./commands/hazop-commands.ts";
import { instrumentCommands } from "./commands/instrument-commands.ts";
import { renewCommand } from "./commands/renew-command.ts";
import { reportCommands } from "./commands/report-commands.ts";
import { serveCommands } from "./commands/serve-commands.ts";
import { workCommands } from "./commands/work-commands.ts";

export const commands: ReadonlyArray<Command> = [
  ...serveCommands,
  ...dataCommands,
  ...workCommands,
  ...reportCommands,
  ...hazopCommands,
  ...instrumentCommands,
  ...carryCommands,
  renewCommand,
  ...demoCommands,
  generateCommand,
];
