import { LicensePackages } from '@lanran/api/delivery/services/license-packages';
import { TooManyRequestsError } from '@lanran/api/platform/kernel/errors';
import { CERTIFICATE_NAME } from '@lanran/protocol/packages/documents';
import { describe, expect, it } from 'vitest';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { buildPackage } from '../../protocol/packages/sample.ts';
import { buildLicense } from '../papers/build-paper.ts';

/** The package of a license without files, whose certificate is printed so. */
async function compose(print: () => Promise<Uint8Array>) {
  const { parts, sample, text } = await buildPackage();
  const { facts } = parts;
  const license = buildLicense({ id: facts.licenseId }, facts.terms);
  const warnings: unknown[] = [];
  const packages = new LicensePackages({
    downloads: {
      requireVersionFiles: async () =>
        ({
          ...{ version: 1, statementHash: facts.version.statementHash, metadata: { title: { en: 'Skirt' } } },
          ...{ filesField: { root: '0x00', count: 0, bytes: 0 }, assetId: facts.asset.id },
        }) as never,
      openLicensed: () => Promise.reject(new Error('There is no file.')),
    },
    smallFiles: { read: () => Promise.reject(new Error('There is no file.')) },
    licenses: { find: async () => license },
    assets: { find: async () => null },
    organizations: { find: async (id) => ({ id, slug: 'someone', name: { en: 'Someone' } }) as never },
    profiles: { findMany: async () => [] },
    leaves: { findByStatementHash: async () => ({ index: 3 }) as never },
    manifests: { list: async () => [] },
    inspections: { findDigests: async () => [] },
    fixityFiles: { listBad: async () => [] },
    proofs: { licenseProof: async () => ({ text }), statementProof: async () => ({ text }) },
    installation: {
      describe: () =>
        ({
          ...{ logId: sample.known.trust.logId, chainId: 1n },
          contracts: [{ name: 'LicenseToken', address: `0x${'a3'.repeat(20)}` }],
          currencies: [{ symbol: 'TCNY', decimals: 2, kind: 'TEST', address: facts.terms.token }],
        }) as never,
    },
    licenseVersions: { soldOf: async () => null },
    certificates: { find: async () => ({ read: print }) },
    agreements: { text: () => Promise.reject(new Error('There is none.')) },
    trust: sample.known.trust,
    publicUrl: () => new URL('https://lanran.example.org'),
    clock: { now: () => new Date('2026-12-01T00:00:00Z') },
    logger: { warn: (facts) => void warnings.push(facts) },
  });
  const licensed = {
    ...{ licenseId: license.id, licensee: organizationIdOf('studio'), assetId: facts.asset.id },
  };
  const { files } = await packages.compose(licensed, null);
  return { paths: files.map(({ path }) => path), warnings };
}

describe('a package', () => {
  it('has the certificate of its license', async () => {
    const { paths, warnings } = await compose(async () => new Uint8Array([1]));
    expect(paths).toContain(`license/${CERTIFICATE_NAME}`);
    expect(warnings).toEqual([]);
  });

  it('goes without the certificate where too many papers are printed', async () => {
    const { paths, warnings } = await compose(() => Promise.reject(new TooManyRequestsError('Busy.')));
    expect(paths).toContain('license/receipt.json');
    expect(paths).not.toContain(`license/${CERTIFICATE_NAME}`);
    expect(warnings).toHaveLength(1);
  });
});
