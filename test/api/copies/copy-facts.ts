import { parseAssetId, parseLicenseId, organizationIdOf } from '@lanran/protocol/kernel/ids';
import { parseDay } from '@lanran/protocol/kernel/day';
import type { CopyFacts } from '@lanran/api/copies/domain/copy-facts';
import type { ManifestRequest } from '@lanran/api/copies/domain/manifest-definition';

export const LICENSE_ID = parseLicenseId(`0x${'1a'.repeat(32)}`, 'licenseId');

export function buildFacts(overrides: Partial<CopyFacts['license']> = {}): CopyFacts {
  const party = (slug: string, en: string, zh: string) => ({
    id: organizationIdOf(slug),
    name: { en, zh },
    url: `https://lanran.test/organizations/${slug}`,
  });
  return {
    origin: {
      assetId: parseAssetId(`0x${'2b'.repeat(32)}`),
      assetUrl: 'https://lanran.test/assets/1',
      version: 2,
      title: { en: 'Whirlpool batik', zh: '蜡染涡纹' },
      creditLine: 'Guizhou Museum & <Xijiang>',
      identifier: 'GM-1',
      rightsStatement: null,
      isSynthetic: false,
      holder: party('museum', 'Museum', '博物馆'),
      community: party('xijiang', 'Xijiang', '西江'),
      labels: [{ code: 'TK A', title: { en: 'Attribution', zh: '署名' } }],
    },
    license: {
      licenseId: LICENSE_ID,
      licensee: party('studio', 'Studio', '工作室'),
      media: ['STREAMING'],
      territories: { en: 'the whole world', zh: '全球' },
      firstDay: parseDay('2027-01-01'),
      lastDay: parseDay('2027-12-31'),
      isExclusive: false,
      soldAt: new Date('2026-12-01T00:00:00Z'),
      checkUrl: `https://lanran.test/check/${LICENSE_ID}`,
      ...overrides,
    },
  };
}

export function buildRequest(
  {
    path,
    bytes,
    sha256,
    mediaType,
  }: Omit<ManifestRequest['original'], 'cid'> & { readonly mediaType: string },
  overrides: Partial<CopyFacts['license']> = {},
): ManifestRequest {
  return { ...buildFacts(overrides), original: { path, bytes, sha256, cid: 'bafkreitest' }, mediaType };
}
