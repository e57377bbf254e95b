import { buildTerms } from '../../support/build-terms.ts';
import type { License } from '@lanran/api/licensing/domain/license';
import type { LicenseAgreement } from '@lanran/protocol/licensing/license-agreement';
import { licenseIdOf } from '@lanran/protocol/licensing/terms';
import {
  type CertificateFacts,
  type CertifiedAsset,
  licenseCertificate,
} from '../../../api/papers/domain/license-certificate.ts';
import type { Paper } from '../../../api/papers/domain/paper.ts';
import { buildAsset, MUSEUM } from '../graphql/graphql-stage.ts';

export const PUBLIC_URL = new URL('https://lanran.example.org');

export function buildLicense(overrides: Partial<License> = {}, terms = buildTerms()): License {
  return {
    id: licenseIdOf(terms),
    terms,
    takenVersions: [],
    holder: MUSEUM,
    licensee: terms.licensee,
    isRevoked: false,
    revocation: null,
    transaction: `0x${'cd'.repeat(32)}`,
    soldAt: new Date('2026-11-30T10:00:00Z'),
    soldIndex: 1,
    projectedIndex: 1,
    ...overrides,
  };
}

export function buildCertified(overrides: Partial<CertifiedAsset> = {}): CertifiedAsset {
  const asset = buildAsset({}, { title: { zh: '蜡染涡纹', en: 'Whirlpool batik' }, creditLine: '某馆藏' });
  const { version, metadata, filesField, publishedAt } = asset;
  return {
    asset,
    version: {
      ...{ version, metadata, filesField, publishedAt },
      statement: {} as never,
      statementHash: asset.head,
      kind: 'published',
    },
    community: {
      name: { zh: '西江苗寨', en: 'Xijiang village' },
      labels: [
        {
          code: 'funeral',
          title: { zh: '仅用于丧葬', en: 'Only at funerals' },
          text: { zh: '不得用于婚庆', en: 'Not for weddings' },
        },
      ],
    },
    missingFiles: 0,
    ...overrides,
  };
}

/** Of a version that names a license agreement. */
export function buildAgreed(): CertifiedAsset {
  const certified = buildCertified();
  const { version } = certified;
  if (version === null) throw new Error('The license is of a version.');
  const agreement: LicenseAgreement = {
    sha256: 'ab'.repeat(32),
    bytes: 120_000,
    mediaType: 'application/pdf',
    name: { zh: '影视使用许可协议' },
  };
  return { ...certified, version: { ...version, metadata: { ...version.metadata, agreement } } };
}

export function buildFacts(overrides: Partial<CertificateFacts> = {}): CertificateFacts {
  return {
    check: { license: buildLicense(), state: 'LIVE', revokedAt: null },
    holder: {
      name: { zh: '民族博物馆', en: 'Ethnic Museum' },
      contact: {
        email: 'office@museum.example.org',
        telephone: '+86 855 555 0101',
        name: null,
        postalAddress: '贵州省凯里市\n韶山南路 4 号',
      },
      website: null,
    },
    licensee: { en: 'Moumou Pictures' },
    certified: buildCertified(),
    publicUrl: PUBLIC_URL,
    ...overrides,
  };
}

export function buildPaper(overrides: Partial<Paper> = {}): Paper {
  return { ...licenseCertificate(buildFacts()), ...overrides };
}
