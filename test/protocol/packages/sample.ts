import { c4IdOf } from '@lanran/protocol/files/c4-id';
import { parseTerms } from '@lanran/protocol/licensing/terms-json';
import { utf8 } from '@lanran/protocol/kernel/bytes';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { statementHash } from '@lanran/protocol/log/statement';
import { labelsAndCreditText } from '@lanran/protocol/packages/labels-and-credit-text';
import { licenseProofName, packageDocuments } from '@lanran/protocol/packages/documents';
import type { LicenseFacts } from '@lanran/protocol/packages/license-facts';
import type { PackageParts } from '@lanran/protocol/packages/compose';
import { formatBundle } from '@lanran/protocol/proofs/bundle';
import { buildCase, type CaseOptions } from '../bundles.ts';
import { MUSEUM, STUDIO } from '../builders.ts';

/** Bytes of the payload by path in the version, as `buildCase` has them. */
export const PAYLOAD: ReadonlyMap<string, Uint8Array> = new Map([
  ['media/back.tif', new Uint8Array([1, 2, 3])],
  ['media/front.tif', new Uint8Array(2_000_000).fill(7)],
]);

export const CREATED_AT_MS = Date.UTC(2026, 10, 30, 21, 16, 4, 512);

/** A package of the case that `buildCase` makes. */
export async function buildPackage(
  overrides: { readonly facts?: Partial<LicenseFacts>; readonly options?: CaseOptions } = {},
) {
  const sample = await buildCase(overrides.options);
  const { bundle } = sample;
  const { license } = bundle;
  if (license === undefined) throw new Error('The case has a license.');
  const facts: LicenseFacts = {
    licenseId: license.licenseId,
    terms: parseTerms(license.terms),
    holder: { id: MUSEUM, slug: 'museum', name: { en: 'County museum', zh: '县博物馆' } },
    licensee: { id: STUDIO, slug: 'studio', name: { en: 'Wuyang Films' } },
    asset: {
      id: bundle.statement.assetId,
      title: { en: 'Pleated skirt', zh: '百褶裙' },
      creditLine: null,
    },
    version: { number: 1, statementHash: statementHash(bundle.statement) },
    currency: { symbol: 'TCNY', decimals: 2 },
    soldAt: '2026-11-28T00:00:00Z',
    transaction: `0x${'ab'.repeat(32)}`,
    chainId: '4242',
    contract: parseAddress(`0x${'a3'.repeat(20)}`),
    leaf: { logId: bundle.logId, index: bundle.leaf.index },
    hostname: 'lanran.example',
    agreement: null,
    ...overrides.facts,
  };
  const { format: _, ...bundleParts } = bundle;
  const text = formatBundle(bundleParts);
  const labels = labelsAndCreditText(
    { ...facts.asset, holder: facts.holder },
    { licenseId: facts.licenseId, day: '2026-11-30' },
  );
  const parts: PackageParts = {
    facts,
    files: bundle.files.map(({ entry: { path, bytes, sha256, cid, xxh64 } }, at) => ({
      path,
      bytes,
      sha256,
      cid,
      xxh64,
      md5: at === 0 ? '5289df737df57326fcdd22597afb1fac' : null,
      c4: at === 0 ? c4IdOf(new Uint8Array(64).fill(1)) : null,
    })),
    documents: packageDocuments({
      facts,
      proofs: [{ name: licenseProofName(facts.licenseId), content: utf8(text) }],
      provenance: [{ name: 'LABELS-AND-CREDIT.txt', content: utf8(labels) }],
      license: [{ name: 'certificate.pdf', content: utf8('%PDF-1.7\n') }],
    }),
    createdAtMs: CREATED_AT_MS,
  };
  return { sample, parts, text };
}
