import { UsageError } from '@lanran/sdk/kernel/errors';
import { readRecoveryText, type RecoveryText } from '@lanran/sdk/vault/recovery-text';

const ADVICE: Readonly<Record<Exclude<RecoveryText['kind'], 'recipient'>, string>> = {
  identity:
    'is the secret part, an identity; nothing was sent, but it stands in the history of this shell. Delete it there, make a new key with age-keygen, and give its public key, age1….',
  'other-key': 'is a key of another kind. Make one with age-keygen, and give its public key, age1….',
  mistyped: 'has characters that are wrong or missing. Copy the public key once more, whole.',
  'no-key': 'is no age recipient. Give the public key that age-keygen prints, age1….',
};

/** @throws UsageError before anything is sent; it never repeats the text, which may be a secret */
export function requireRecipient(text: string): string {
  const read = readRecoveryText(text);
  if (read.kind === 'recipient') return read.recipient;
  throw new UsageError('RECIPIENT', ADVICE[read.kind]);
}
