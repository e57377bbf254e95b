import type { Command } from 'commander';

/** `--media --territory --from --to`: a window. */
export function addWindowOptions(command: Command): Command {
  return addReachOptions(command)
    .requiredOption('--from <day>', 'first day, YYYY-MM-DD (UTC)')
    .requiredOption('--to <day>', 'last day, included');
}

/** A window, and whether it is wanted alone. */
export function addWishOptions(command: Command): Command {
  return addWindowOptions(command).option('--exclusive', 'nobody else may hold an overlapping license');
}

/** `--media --territory`. */
export function addReachOptions(command: Command): Command {
  return command
    .requiredOption('--media <names>', 'media, comma-separated; ALL for all but AI_TRAINING')
    .requiredOption(
      '--territory <places>',
      'ISO 3166-1 codes, names and groups, comma-separated: FR,CN; EU; "world except US"; WORLD for all',
    );
}
