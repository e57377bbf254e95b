import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deriveCredential,
  ScramExchange,
  ScramMessageError,
} from '@lanran/embedded/document-store/authentication/scram';

/** The example of RFC 7677 §3. */
const SALT = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');
const CREDENTIAL = deriveCredential('user', 'pencil', { salt: SALT, iterations: 4096 });
const CLIENT_NONCE = 'rOprNGfwEbeRWgbNEkqO';
const SERVER_NONCE = '%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0';
const FIRST = `n,,n=user,r=${CLIENT_NONCE}`;
const PROOF = 'dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=';
const FINAL = `c=biws,r=${CLIENT_NONCE}${SERVER_NONCE},p=${PROOF}`;

const exchange = (first = FIRST) => new ScramExchange(CREDENTIAL, first, SERVER_NONCE);

describe('SCRAM-SHA-256', () => {
  it('is what RFC 7677 has as its example', () => {
    const example = exchange();

    expect(example.serverFirst).toBe(`r=${CLIENT_NONCE}${SERVER_NONCE},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096`);
    expect(example.finish(FINAL)).toBe('v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=');
  });

  it('iterates as often as MongoDB, with a salt of its own for each credential', () => {
    const [one, other] = [deriveCredential('user', 'pencil'), deriveCredential('user', 'pencil')];

    expect(one.iterations).toBeGreaterThanOrEqual(15_000);
    expect(one.salt.equals(other.salt)).toBe(false);
    expect(Object.values(one).some((part) => String(part).includes('pencil'))).toBe(false);
  });

  it('gives each exchange another nonce, and finishes it once', () => {
    expect(new ScramExchange(CREDENTIAL, FIRST).serverFirst).not.toBe(
      new ScramExchange(CREDENTIAL, FIRST).serverFirst,
    );
    const example = exchange();
    example.finish(FINAL);
    expect(() => example.finish(FINAL)).toThrow(ScramMessageError);
  });

  it.each([
    ['another nonce', FINAL.replace('r=rO', 'r=xO')],
    ['the nonce of the client alone', FINAL.replace(SERVER_NONCE, '')],
    ['another channel binding', FINAL.replace('biws', 'eSws')],
    ['another proof', FINAL.replace('dHzb', 'eHzb')],
  ])('refuses a last message with %s', (_, final) => {
    expect(exchange().finish(final)).toBeNull();
  });

  it.each(['', 'c=biws', FINAL.replace(PROOF, 'AAAA'), FINAL.slice(0, FINAL.indexOf(',p='))])(
    'takes "%s" for no last message',
    (final) => {
      expect(() => exchange().finish(final)).toThrow(ScramMessageError);
    },
  );

  it.each([
    ['', 'nothing'],
    ['p=tls-unique,,n=user,r=abc', 'channel binding'],
    ['n,a=other,n=user,r=abc', 'a second identity'],
    ['n,,m=ext,n=user,r=abc', 'an extension that has to be known'],
    ['n,,n=user,r=', 'no nonce'],
    ['n,,n=user', 'no nonce field'],
  ])('takes "%s" for no first message: it has %s', (first) => {
    expect(() => exchange(first)).toThrow(ScramMessageError);
  });

  it('refuses another user at the end, with the same first answer', () => {
    const other = exchange(FIRST.replace('n=user', 'n=root'));

    expect(other.serverFirst).toBe(exchange().serverFirst);
    expect(other.finish(FINAL)).toBeNull();
  });

  it('lets no other proof pass', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const proof = Buffer.from(bytes).toString('base64');
        expect(exchange().finish(FINAL.replace(PROOF, proof))).toBeNull();
      }),
    );
  });

  it('takes no password that would have to be prepared', () => {
    expect(() => deriveCredential('user', 'Ünïcode pässwort')).toThrow('ASCII');
  });
});
