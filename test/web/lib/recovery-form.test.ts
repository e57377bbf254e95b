import { describe, expect, it } from 'vitest';
import { generateIdentity, parseIdentity } from '@lanran/api/age/identity';
import {
  EMPTY_RECOVERY_FORM,
  type RecoveryForm,
  typedRecovery,
} from '../../../web/lib/kept/recovery-form.ts';

const identity = generateIdentity();
const recipient = parseIdentity(identity).recipient.text;

describe('the field for a recovery key', () => {
  const typed = (text: string, before: RecoveryForm = EMPTY_RECOVERY_FORM, present: string | null = null) =>
    typedRecovery(before, text, present);

  it('has something to send once a public key stands in it', () => {
    expect(typed(`${recipient}\n`)).toMatchObject({ recipient, problem: null, wasSecret: false });
    expect(typed('')).toEqual(EMPTY_RECOVERY_FORM);
  });

  it('keeps nothing of a secret part, and says so until a public key follows', () => {
    const warned = typed(`# public key: ${recipient}\n${identity}`);
    expect(warned).toEqual({ ...EMPTY_RECOVERY_FORM, wasSecret: true });
    expect(JSON.stringify(warned)).not.toMatch(/secret-key|age1/i);
    expect(typed('', warned).wasSecret).toBe(true);
    expect(typed('age1', warned)).toMatchObject({ problem: 'mistyped', wasSecret: true });
    expect(typed(recipient, warned).recipient).toBe(recipient);
  });

  it('names what is wrong, the key of now among it', () => {
    expect(typed('ssh-ed25519 AAAA').problem).toBe('other-key');
    expect(typed(recipient.slice(1)).problem).toBe('no-key');
    expect(typed(recipient.toUpperCase(), EMPTY_RECOVERY_FORM, recipient)).toMatchObject({
      recipient: null,
      problem: 'same',
    });
  });
});
