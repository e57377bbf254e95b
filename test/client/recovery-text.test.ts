import { describe, expect, it } from 'vitest';
import { faultOfRecipient, generateIdentity, parseIdentity } from '@lanran/api/age/identity';
import { readRecoveryText } from '@lanran/sdk/vault/recovery-text';

const identity = generateIdentity();
const recipient = parseIdentity(identity).recipient.text;

describe('the text of a recovery key', () => {
  it('is a recipient as age-keygen prints it, also with its label, in capitals or with spaces around it', () => {
    for (const text of [recipient, ` ${recipient}\n`, recipient.toUpperCase(), `# public key: ${recipient}`])
      expect(readRecoveryText(text)).toEqual({ kind: 'recipient', recipient });
  });

  it('is known for an identity wherever in it that stands, and the answer does not repeat it', () => {
    const file = `# created: 2026-11-26T22:00:00Z\n# public key: ${recipient}\n${identity}\n`;
    for (const text of [identity, identity.toLowerCase(), identity.slice(0, 30), file, `"${identity}"`])
      expect(readRecoveryText(text)).toEqual({ kind: 'identity' });
    expect(readRecoveryText('AGE-PLUGIN-YUBIKEY-1QQQ')).toEqual({ kind: 'identity' });
  });

  it('is told from keys of other tools, from what was mistyped and from anything else', () => {
    const kindOf = (text: string) => readRecoveryText(text).kind;
    expect(kindOf('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGx museum')).toBe('other-key');
    expect(kindOf('age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t')).toBe(
      'other-key',
    );
    expect(kindOf(recipient.slice(0, -1))).toBe('mistyped');
    expect(kindOf(recipient.slice(0, 20) + recipient.slice(20).toUpperCase())).toBe('mistyped');
    expect(kindOf(`0x${'1'.repeat(40)}`)).toBe('no-key');
    expect(kindOf('')).toBe('no-key');
  });

  it('counts as a recipient exactly where the platform takes it for one', () => {
    for (let at = 4; at < recipient.length; at += 1) {
      const text = `${recipient.slice(0, at)}${recipient[at] === 'q' ? 'p' : 'q'}${recipient.slice(at + 1)}`;
      expect(readRecoveryText(text).kind === 'recipient').toBe(faultOfRecipient(text) === null);
    }
    for (let round = 0; round < 20; round += 1) {
      const sound = parseIdentity(generateIdentity()).recipient.text;
      expect(readRecoveryText(sound)).toEqual({ kind: 'recipient', recipient: sound });
    }
  });
});
