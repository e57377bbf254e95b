import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { agree, generateEphemeral, type Identity, type Recipient } from './identity.ts';

/* The header of an age file with X25519 recipients: https://c2sp.org/age. */

const VERSION_LINE = 'age-encryption.org/v1';
const FILE_KEY_BYTES = 16;
const TAG_BYTES = 16;
const COLUMNS = 64;
const CIPHER = 'chacha20-poly1305';
const NO_NONCE = Buffer.alloc(12);
const ENDING = /^--- ([A-Za-z0-9+/]{43})$/;
/** Longer than one for hundreds of recipients. */
const MOST_BYTES = 65_536;

export class AgeHeaderError extends Error {
  override readonly name = 'AgeHeaderError';
}

/** The header is sound and none of the keys at hand is one of its recipients'. */
export class NoIdentityError extends AgeHeaderError {
  constructor() {
    super('It is encrypted to other keys than those at hand.');
  }
}

export function generateFileKey(): Buffer {
  return randomBytes(FILE_KEY_BYTES);
}

/** Text whose last byte the payload follows. */
export function buildHeader(fileKey: Uint8Array, recipients: readonly Recipient[]): string {
  const stanzas = recipients.map((recipient) => stanzaFor(fileKey, recipient));
  const authenticated = `${VERSION_LINE}\n${stanzas.join('')}---`;
  return `${authenticated} ${toBase64(macOf(fileKey, authenticated))}\n`;
}

/** @returns the file key. @throws AgeHeaderError, NoIdentityError */
export function openHeader(header: string, identities: readonly Identity[]): Buffer {
  const { stanzas, authenticated, mac } = parseHeader(header);
  for (const stanza of stanzas) {
    for (const identity of identities) {
      const fileKey = unwrap(stanza, identity);
      if (fileKey === null) continue;
      if (!timingSafeEqual(macOf(fileKey, authenticated), mac))
        throw new AgeHeaderError('Its header was altered: the authentication code is another.');
      return fileKey;
    }
  }
  throw new NoIdentityError();
}

interface Stanza {
  readonly args: readonly string[];
  readonly body: Buffer;
}

function stanzaFor(fileKey: Uint8Array, { publicKey }: Recipient): string {
  const ephemeral = generateEphemeral();
  const share = ephemeral.recipient.publicKey;
  const key = wrapKeyOf(agree(ephemeral, publicKey), Buffer.concat([share, publicKey]));
  const cipher = createCipheriv(CIPHER, key, NO_NONCE, { authTagLength: TAG_BYTES });
  const wrapped = Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()]);
  return `-> X25519 ${toBase64(share)}\n${toBase64(wrapped)}\n`;
}

/** Null when the stanza is of another type or for somebody else. */
function unwrap({ args, body }: Stanza, identity: Identity): Buffer | null {
  const [type, share, ...others] = args;
  if (type !== 'X25519' || share === undefined) return null;
  const publicKey = fromBase64(share);
  if (others.length > 0 || publicKey.length !== 32 || body.length !== FILE_KEY_BYTES + TAG_BYTES)
    throw new AgeHeaderError('Its header was altered: an X25519 stanza has another shape.');
  const salt = Buffer.concat([publicKey, identity.recipient.publicKey]);
  const key = wrapKeyOf(agree(identity, publicKey), salt);
  const decipher = createDecipheriv(CIPHER, key, NO_NONCE, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(body.subarray(FILE_KEY_BYTES));
  const fileKey = decipher.update(body.subarray(0, FILE_KEY_BYTES));
  try {
    decipher.final();
    return fileKey;
  } catch {
    return null;
  }
}

function wrapKeyOf(shared: Uint8Array, salt: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', shared, salt, `${VERSION_LINE}/X25519`, 32));
}

function macOf(fileKey: Uint8Array, authenticated: string): Buffer {
  const key = Buffer.from(hkdfSync('sha256', fileKey, new Uint8Array(0), 'header', 32));
  return createHmac('sha256', key).update(authenticated).digest();
}

function parseHeader(header: string): { stanzas: Stanza[]; authenticated: string; mac: Buffer } {
  const lines = header.split('\n');
  const malformed = new AgeHeaderError('It has no header of an age file, or one that was altered.');
  if (header.length > MOST_BYTES || lines.pop() !== '' || lines.shift() !== VERSION_LINE) throw malformed;
  const ending = ENDING.exec(lines.pop() ?? '');
  if (ending?.[1] === undefined) throw malformed;
  const stanzas: Stanza[] = [];
  while (lines.length > 0) {
    const [arrow, ...args] = (lines.shift() ?? '').split(' ');
    if (arrow !== '->' || args.length === 0) throw malformed;
    stanzas.push({ args, body: takeBody(lines, malformed) });
  }
  const authenticated = header.slice(0, header.lastIndexOf('\n---') + '\n---'.length);
  return { stanzas, authenticated, mac: fromBase64(ending[1]) };
}

/** Full lines, then one that is not full, perhaps empty. */
function takeBody(lines: string[], malformed: Error): Buffer {
  const parts: string[] = [];
  for (;;) {
    const line = lines.shift();
    if (line === undefined || line.length > COLUMNS) throw malformed;
    parts.push(line);
    if (line.length < COLUMNS) return fromBase64(parts.join(''));
  }
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/=+$/, '');
}

/** @throws AgeHeaderError for any but the one encoding of its bytes */
function fromBase64(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (toBase64(bytes) !== text)
    throw new AgeHeaderError('Its header was altered: a line is no canonical base64.');
  return bytes;
}
