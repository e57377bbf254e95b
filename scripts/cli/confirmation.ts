import { UsageError } from '@lanran/sdk/kernel/errors';
import type { CommandContext } from './context.ts';

/** `--yes` as commander gives it. */
export interface ConfirmationOption {
  readonly yes?: boolean;
}

/**
 * Has a person say `--yes` to what can't be undone; a program that reads JSON is not asked.
 * @throws UsageError that says what would happen; nothing was sent
 */
export function requireYes(
  { format }: Pick<CommandContext, 'format'>,
  { yes }: ConfirmationOption,
  consequence: string,
): void {
  if (format === 'text' && yes !== true)
    throw new UsageError('--yes', `${consequence} Nothing was done; add --yes if that is meant.`);
}
