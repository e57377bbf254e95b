/** What a text is that was given as an age recipient. The text of an identity is a secret: it is in no answer and no error. */
export type RecoveryText =
  | { readonly kind: 'recipient'; readonly recipient: string }
  /** The secret part, `AGE-SECRET-KEY-…`, or a file that holds it. */
  | { readonly kind: 'identity' }
  /** For another tool or a plugin: an SSH key, `age1yubikey1…`, `age1pq1…`. */
  | { readonly kind: 'other-key' }
  /** It was to be `age1…`, and characters are missing, too many or wrong. */
  | { readonly kind: 'mistyped' }
  | { readonly kind: 'no-key' };

const IDENTITY = /age-(secret-key|plugin)-/i;
const SSH = /^(ssh-|ecdsa-|sk-)|PRIVATE KEY/;
/** age-keygen writes it before the recipient. */
const LABEL = /^#?\s*public key:\s*/i;
const CHARACTERS = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const PREFIX = 'age';
/** 32 bytes, five bits each, and the checksum (https://c2sp.org/age#the-x25519-recipient-type). */
const LENGTH = 52 + 6;
const GENERATORS = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** Reads what was typed or pasted, before anything of it leaves this machine. */
export function readRecoveryText(text: string): RecoveryText {
  if (IDENTITY.test(text)) return { kind: 'identity' };
  const given = text.trim().replace(LABEL, '');
  if (SSH.test(given)) return { kind: 'other-key' };
  if (isRecipient(given)) return { kind: 'recipient', recipient: given.toLowerCase() };
  // A plugin's recipient has its name between two digits one.
  if (/^age1[a-z]+1[a-z0-9]+$/i.test(given)) return { kind: 'other-key' };
  return { kind: /^age1/i.test(given) ? 'mistyped' : 'no-key' };
}

/** `age1qyqsz…8a2f`: enough to tell recipients apart. */
export function shortRecipient(recipient: string): string {
  return `${recipient.slice(0, 9)}…${recipient.slice(-4)}`;
}

function isRecipient(text: string): boolean {
  // Bech32 is all of one case.
  if (text !== text.toLowerCase() && text !== text.toUpperCase()) return false;
  const [prefix, rest = '', ...more] = text.toLowerCase().split('1');
  const values = Array.from(rest, (character) => CHARACTERS.indexOf(character));
  if (prefix !== PREFIX || more.length > 0 || values.length !== LENGTH || values.includes(-1)) return false;
  // 52 characters are four bits more than 32 bytes, which are nought.
  return ((values[51] ?? 0) & 0b1111) === 0 && checksumOf([...spread(prefix), ...values]) === 1;
}

/** As Bech32 mixes the prefix into the checksum (BIP 173). */
function spread(prefix: string): number[] {
  const codes = Array.from(prefix, (character) => character.charCodeAt(0));
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
}

function checksumOf(values: readonly number[]): number {
  return values.reduce((checksum, value) => {
    const top = checksum >>> 25;
    const shifted = ((checksum & 0x1ffffff) << 5) ^ value;
    return GENERATORS.reduce((sum, generator, bit) => ((top >>> bit) & 1 ? sum ^ generator : sum), shifted);
  }, 1);
}
