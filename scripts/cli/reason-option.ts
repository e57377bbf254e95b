import { UsageError } from '@lanran/sdk/kernel/errors';

const MAX_CHARACTERS = 2_000;

/** `--reason`: words for people, kept by the platform beside their hash on chain. @throws UsageError */
export function parseReasonOption(text: string): string {
  const reason = text.normalize('NFC').trim();
  const { length } = Array.from(reason);
  if (length >= 1 && length <= MAX_CHARACTERS) return reason;
  throw new UsageError('--reason', `must have 1 to ${MAX_CHARACTERS} characters; it has ${length}.`);
}
