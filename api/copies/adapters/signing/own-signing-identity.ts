import { randomBytes, webcrypto } from 'node:crypto';

const EMAIL_PROTECTION = '1.3.6.1.5.5.7.3.4';
const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
/** Copies have no time stamp of others: readers refuse their signatures once the certificate has ended. */
const YEARS = 30;
const YEAR_MS = 365.25 * 86_400_000;

/**
 * A key and certificate of the installation's own, with an authority that issues this one certificate and whose key is forgotten:
 * readers refuse a signer that signed itself (C2PA 2.2 §14.5.1).
 * @param name of the installation
 * @returns the key and both certificates, as PEM
 */
export async function makeSigningIdentity(name: string, now: Date): Promise<string> {
  // The library's parts find each other by its metadata.
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const { subtle } = webcrypto;
  const generate = () => subtle.generateKey(P256, true, ['sign', 'verify']);
  const [authority, signer] = await Promise.all([generate(), generate()]);
  const days = {
    notBefore: new Date(now.getTime() - 86_400_000),
    notAfter: new Date(now.getTime() + YEARS * YEAR_MS),
  };
  const serialNumber = () => `01${randomBytes(15).toString('hex')}`;
  const issuerName = `O=Lanran, CN=${name} authority`;
  const issuer = await x509.X509CertificateGenerator.createSelfSigned({
    ...days,
    serialNumber: serialNumber(),
    name: issuerName,
    keys: authority,
    signingAlgorithm: P256,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(authority.publicKey),
    ],
  });
  const certificate = await x509.X509CertificateGenerator.create({
    ...days,
    serialNumber: serialNumber(),
    issuer: issuerName,
    subject: `O=Lanran, CN=${name}`,
    publicKey: signer.publicKey,
    signingKey: authority.privateKey,
    signingAlgorithm: P256,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([EMAIL_PROTECTION]),
      await x509.SubjectKeyIdentifierExtension.create(signer.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(authority.publicKey),
    ],
  });
  const key = Buffer.from(await subtle.exportKey('pkcs8', signer.privateKey)).toString('base64');
  const keyPem = `-----BEGIN PRIVATE KEY-----\n${(key.match(/.{1,64}/g) ?? []).join('\n')}\n-----END PRIVATE KEY-----`;
  return [keyPem, certificate.toString('pem'), issuer.toString('pem'), ''].join('\n');
}
