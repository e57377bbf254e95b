import { hkdfSync } from 'node:crypto';
import { type Identity, parseIdentity, type Recipient } from './identity.ts';

/** The installation's own keys: files are encrypted to the newest; older ones still open what was encrypted before them. */
export class VaultKeys {
  readonly identities: readonly Identity[];
  readonly recipient: Recipient;

  /** `texts` are age identities, the newest first. @throws AgeKeyError, which never shows one */
  constructor(texts: readonly string[]) {
    this.identities = texts.map(parseIdentity);
    const [newest] = this.identities;
    if (newest === undefined) throw new RangeError('The vault has no key.');
    this.recipient = newest.recipient;
  }

  /** Of each, the newest first. */
  get recipients(): readonly string[] {
    return this.identities.map(({ recipient }) => recipient.text);
  }

  /** A 32-byte key for something that is kept for ourselves alone, made of each vault key, the newest first. */
  deriveKeys(purpose: string): readonly Buffer[] {
    return this.identities.map(({ privateKey }) => {
      const secret = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32);
      return Buffer.from(hkdfSync('sha256', secret, new Uint8Array(0), `lanran ${purpose}`, 32));
    });
  }
}
