import { readRecoveryText } from '@lanran/sdk/vault/recovery-text';

/** What stands in the field for a public key, and what is wrong with it. */
export interface RecoveryForm {
  readonly text: string;
  /** To be sent; null while it can't be. */
  readonly recipient: string | null;
  readonly problem: 'other-key' | 'mistyped' | 'no-key' | 'same' | null;
  /** The secret part was in the field: it is told until a sound public key stands there. */
  readonly wasSecret: boolean;
}

export const EMPTY_RECOVERY_FORM: RecoveryForm = {
  text: '',
  recipient: null,
  problem: null,
  wasSecret: false,
};

/** After the field changed. A secret part is not kept: neither in the field nor anywhere else. */
export function typedRecovery(before: RecoveryForm, text: string, present: string | null): RecoveryForm {
  const read = readRecoveryText(text);
  if (read.kind === 'identity') return { ...EMPTY_RECOVERY_FORM, wasSecret: true };
  const { wasSecret } = before;
  if (text.trim() === '') return { ...EMPTY_RECOVERY_FORM, wasSecret };
  if (read.kind !== 'recipient') return { text, recipient: null, problem: read.kind, wasSecret };
  if (read.recipient === present) return { text, recipient: null, problem: 'same', wasSecret };
  return { text, recipient: read.recipient, problem: null, wasSecret };
}
