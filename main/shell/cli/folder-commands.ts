/** The commands that work on a data folder: those that another shell may play too. */
import type { Command } from "./command.ts";
import { carryCommands } from "./commands/carry-commands.ts";
import { custodyCommands } from "./commands/custody-commands.ts";
import { dataCommands } from "./commands/data-commands.ts";
import { decisionCommands } from "./commands/decision-commands.ts";
import { hazopCommands } from "./commands/hazop-commands.ts";
import { instrumentCommands } from "./commands/instrument-commands.ts";
import { keyCommands } from "./commands/key-commands.ts";
import { litmusCommand } from "./commands/litmus-command.ts";
import { registerCommands } from "./commands/register-commands.ts";
import { peerCommands } from "./commands/peer-commands.ts";
import { privacyCommands } from "./commands/privacy-commands.ts";
import { protectCommands } from "./commands/protect-commands.ts";
import { renewCommand } from "./commands/renew-command.ts";
import { reportCommands } from "./commands/report-commands.ts";
import { witnessCommands } from "./commands/witness-commands.ts";
import { workCommands } from "./commands/work-commands.ts";

export const folderCommands: ReadonlyArray<Command> = [
  ...dataCommands,
  ...workCommands,
  ...decisionCommands,
  ...custodyCommands,
  ...reportCommands,
  ...hazopCommands,
  ...instrumentCommands,
  ...carryCommands,
  ...peerCommands,
  litmusCommand,
  ...registerCommands,
  ...keyCommands,
  ...privacyCommands,
  ...protectCommands,
  ...witnessCommands,
  renewCommand,
];
