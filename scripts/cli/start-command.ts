import type { Command } from 'commander';
import type { CommandContext } from './context.ts';
import type { CommandResult } from './output.ts';

/** Runs a parsed command. Commands are imported when they run: `verify` needs no contracts, `publish` no verifier. */
export type Start = (
  command: Command,
  run: (context: CommandContext) => Promise<CommandResult>,
) => Promise<void>;
