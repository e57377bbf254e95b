import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';

/** As MongoDB's; RFC 7677 asks for 4096 at least. */
const ITERATIONS = 15_000;
const SALT_BYTES = 28;
const NONCE_BYTES = 24;
/** Base64 of the only two headers without channel binding and without a second identity: `n,,` and `y,,`. */
const CHANNEL_BINDINGS: Readonly<Record<string, string>> = { 'n,,': 'biws', 'y,,': 'eSws' };

/** What a server keeps of a password: neither it nor anything that a client can sign in with. */
export interface ScramCredential {
  readonly user: string;
  readonly salt: Buffer;
  readonly iterations: number;
  readonly storedKey: Buffer;
  readonly serverKey: Buffer;
}

/** A message that is not what RFC 5802 has at its place. */
export class ScramMessageError extends Error {
  override readonly name = 'ScramMessageError';
}

/** @param password ASCII, which SASLprep (RFC 4013) leaves as it is */
export function deriveCredential(
  user: string,
  password: string,
  { salt = randomBytes(SALT_BYTES), iterations = ITERATIONS }: { salt?: Buffer; iterations?: number } = {},
): ScramCredential {
  if (!/^[\x20-\x7e]+$/.test(password))
    throw new Error('The password has to be of printable ASCII characters.');
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const storedKey = createHash('sha256').update(hmac(salted, 'Client Key')).digest();
  return { user, salt, iterations, storedKey, serverKey: hmac(salted, 'Server Key') };
}

/** One exchange of SCRAM-SHA-256 (RFC 5802 §5, RFC 7677), the server's side. It can be finished once. */
export class ScramExchange {
  /** `r=…,s=…,i=…` */
  readonly serverFirst: string;
  readonly #credential: ScramCredential;
  readonly #clientFirstBare: string;
  readonly #channelBinding: string;
  readonly #nonce: string;
  readonly #isKnownUser: boolean;
  #isFinished = false;

  /** @throws ScramMessageError */
  constructor(
    credential: ScramCredential,
    clientFirst: string,
    serverNonce = randomBytes(NONCE_BYTES).toString('base64'),
  ) {
    const [, header = '', bare = '', user = '', nonce = ''] =
      /^([ny],,)(n=([^,]*),r=([\x21-\x2b\x2d-\x7e]+)(?:,.*)?)$/.exec(clientFirst) ?? [];
    const channelBinding = CHANNEL_BINDINGS[header];
    if (channelBinding === undefined) throw new ScramMessageError('The first message is none of SCRAM.');
    this.#credential = credential;
    this.#clientFirstBare = bare;
    this.#channelBinding = channelBinding;
    this.#nonce = nonce + serverNonce;
    // Who names another user goes through all of it and fails at its end, as with a wrong password.
    this.#isKnownUser = user.replaceAll('=2C', ',').replaceAll('=3D', '=') === credential.user;
    this.serverFirst = `r=${this.#nonce},s=${credential.salt.toString('base64')},i=${credential.iterations}`;
  }

  /** @returns `v=…`, which proves the server to the client; null if the client does not know the password. @throws ScramMessageError */
  finish(clientFinal: string): string | null {
    if (this.#isFinished) throw new ScramMessageError('The exchange is over.');
    this.#isFinished = true;
    const [, withoutProof = '', channelBinding, nonce, proof = ''] =
      /^(c=([^,]*),r=([^,]*)(?:,.*)?),p=([A-Za-z0-9+/=]+)$/.exec(clientFinal) ?? [];
    const shown = Buffer.from(proof, 'base64');
    const { storedKey, serverKey } = this.#credential;
    if (shown.length !== storedKey.length) throw new ScramMessageError('The last message is none of SCRAM.');
    if (channelBinding !== this.#channelBinding || nonce !== this.#nonce) return null;
    const signed = `${this.#clientFirstBare},${this.serverFirst},${withoutProof}`;
    const mask = hmac(storedKey, signed);
    const clientKey = Buffer.from(shown.map((byte, at) => byte ^ (mask[at] ?? 0)));
    const isRight = timingSafeEqual(createHash('sha256').update(clientKey).digest(), storedKey);
    return isRight && this.#isKnownUser ? `v=${hmac(serverKey, signed).toString('base64')}` : null;
  }
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
