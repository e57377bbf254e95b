import {
  constants,
  createPrivateKey,
  type KeyObject,
  type SignKeyObjectInput,
  X509Certificate,
} from 'node:crypto';

/** Signs copies: certificates, the signer's first, and its key. */
export interface SigningIdentity {
  /** DER. */
  readonly chain: readonly Uint8Array[];
  readonly key: KeyObject;
  readonly algorithm: SigningAlgorithm;
  /** Of the signer's certificate. */
  readonly endsAt: Date;
}

export interface SigningAlgorithm {
  /** The signing library's name of it. */
  readonly name: string;
  /** IANA COSE Algorithms. */
  readonly cose: number;
  readonly digest: string | null;
  readonly options?: Pick<SignKeyObjectInput, 'padding' | 'saltLength'>;
}

/** What is wrong with a certificate or key; the message says what to do. */
export class SigningIdentityError extends Error {
  override readonly name = 'SigningIdentityError';
}

const EC_ALGORITHMS: Readonly<Record<string, SigningAlgorithm>> = {
  prime256v1: { name: 'es256', cose: -7, digest: 'sha256' },
  secp384r1: { name: 'es384', cose: -35, digest: 'sha384' },
  secp521r1: { name: 'es512', cose: -36, digest: 'sha512' },
};
const PS256: SigningAlgorithm = {
  name: 'ps256',
  cose: -37,
  digest: 'sha256',
  options: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 },
};
const ED25519: SigningAlgorithm = { name: 'ed25519', cose: -8, digest: null };

/** Of which C2PA 2.2 §14.5.1 asks for one: e-mail protection, document signing, C2PA claim signing. */
const KEY_PURPOSES = ['1.3.6.1.5.5.7.3.4', '1.3.6.1.5.5.7.3.36', '1.3.6.1.4.1.62558.2.1'];
const ANY_PURPOSE = '2.5.29.37.0';

/**
 * Reads certificates (PEM, the signer's first, then who issued each) and the key (PEM).
 * @throws SigningIdentityError for what C2PA readers refuse (C2PA 2.2 §14.5.1); the end is not looked at
 */
export function readSigningIdentity({
  certificates: pem,
  key: keyPem,
}: {
  readonly certificates: string;
  readonly key: string;
}): SigningIdentity {
  const certificates = parseCertificates(pem);
  const [signer] = certificates;
  if (signer === undefined)
    throw new SigningIdentityError(
      'has no certificate. It must be PEM: the certificate of the signer, then those of its issuers.',
    );
  const key = parseKey(keyPem);
  if (!signer.checkPrivateKey(key))
    throw new SigningIdentityError(
      'has first a certificate that is not of the key. Put the certificate of the signer first, and name its key.',
    );
  requireSigner(signer);
  certificates.slice(1).forEach((issuer, at) => {
    const issued = certificates[at];
    if (issued?.checkIssued(issuer) !== true || !issued.verify(issuer.publicKey))
      throw new SigningIdentityError(
        `has certificates that are no chain: "${nameOf(issuer)}" did not issue the one before it.`,
      );
  });
  return {
    chain: certificates.map(({ raw }) => raw),
    key,
    algorithm: algorithmOf(key),
    endsAt: new Date(signer.validTo),
  };
}

function parseCertificates(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block, at) => {
    try {
      return new X509Certificate(block);
    } catch (cause) {
      throw new SigningIdentityError(`has a certificate that can't be read, number ${at + 1}.`, { cause });
    }
  });
}

function parseKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw new SigningIdentityError(
      'has a key that can’t be read. It must be a private key as PEM, without a passphrase.',
      { cause },
    );
  }
}

function requireSigner(signer: X509Certificate): void {
  if (signer.ca || signer.issuer === signer.subject)
    throw new SigningIdentityError(
      'has first a certificate that signed itself, or of an authority. C2PA readers refuse it: get one that an authority issued to a signer.',
    );
  const purposes = purposesOf(signer);
  if (purposes.includes(ANY_PURPOSE) || !purposes.some((each) => KEY_PURPOSES.includes(each)))
    throw new SigningIdentityError(
      `has first a certificate without the extended key usage that C2PA readers ask for. It must have one of ${KEY_PURPOSES.join(', ')}, and not anyExtendedKeyUsage.`,
    );
}

/** Node gives none where there is no such extension. */
function purposesOf({ keyUsage }: { readonly keyUsage?: readonly string[] }): readonly string[] {
  return keyUsage ?? [];
}

function algorithmOf(key: KeyObject): SigningAlgorithm {
  const { namedCurve = '', modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  const type = key.asymmetricKeyType;
  const algorithm =
    type === 'ec'
      ? EC_ALGORITHMS[namedCurve]
      : type === 'ed25519'
        ? ED25519
        : (type === 'rsa' || type === 'rsa-pss') && modulusLength >= 2_048
          ? PS256
          : undefined;
  if (algorithm !== undefined) return algorithm;
  throw new SigningIdentityError(
    'has a key of a kind that C2PA does not sign with. Use P-256, P-384, P-521, Ed25519, or RSA of 2,048 bits or more.',
  );
}

function nameOf({ subject }: X509Certificate): string {
  return subject.replaceAll('\n', ', ');
}
