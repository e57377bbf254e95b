import { describe, expect, it } from 'vitest';
import { parseDay } from '@lanran/protocol/kernel/day';
import { bitsOf } from '@lanran/protocol/licensing/media';
import { WORLD } from '@lanran/protocol/territories/territories';
import {
  registration,
  type RegistrationFacts,
  type Review,
} from '../../../api/papers/domain/registration.ts';
import { MUSEUM } from '../graphql/graphql-stage.ts';
import { buildCertified, buildFacts, PUBLIC_URL } from './build-paper.ts';

const { asset, version } = buildCertified();
const REVIEW: Review = {
  by: { en: 'Accreditor', zh: '认证中心' },
  opinion: 'CONDITIONAL',
  at: new Date('2026-11-01T00:00:00Z'),
  note: '只限教育用途',
  hash: `0x${'9d'.repeat(32)}`,
  isCurrent: true,
};

function paperOf(overrides: Partial<RegistrationFacts> = {}) {
  if (version === null) throw new Error('The builder has a version.');
  return registration({
    asset,
    version,
    holder: buildFacts().holder,
    admittedAt: new Date('2026-09-01T00:00:00Z'),
    community: { zh: '西江苗寨' },
    consent: null,
    custody: [
      { name: { en: 'First museum' }, since: new Date('2026-09-03T00:00:00Z') },
      { name: { en: 'Second museum' }, since: new Date('2026-10-02T00:00:00Z') },
    ],
    openDisputes: 0,
    review: null,
    offers: [],
    logOrigin: 'lanran.example.org/log',
    publicUrl: PUBLIC_URL,
    ...overrides,
  });
}

const english = (paper: ReturnType<typeof paperOf>, name: string) =>
  paper.rows.find((row) => row.name.en === name)?.value.en;

describe('the registration certificate of a data asset', () => {
  it('says what it is, who answered for it, and what is missing', () => {
    const paper = paperOf();
    expect(paper.title.zh).toBe('数据资产登记证书');
    expect(english(paper, 'Source')).toBe(
      'First museum since 3 September 2026 → Second museum since 2 October 2026',
    );
    expect(english(paper, 'Consent')).toBe('None is in force');
    expect(english(paper, 'Compliance review')).toBe('Not reviewed yet');
    expect(english(paper, 'Tradable scope')).toBe('No open offer; ask the holder');
    expect(paper.stamp).toBeNull();
  });

  it('has review, consent and offers', () => {
    const reach = { media: bitsOf(['STREAMING']), territories: WORLD, lastDay: parseDay('2028-12-31') };
    const consent = { ...reach, holder: MUSEUM, shareBps: 2_000, rights: 0 };
    const offer = { ...reach, firstDay: parseDay('2026-01-01'), exclusive: true } as never;
    const paper = paperOf({ consent, offers: [offer, offer, offer, offer], review: REVIEW });
    expect(english(paper, 'Consent')).toBe(
      'In force: Streaming; The whole world; until 31 December 2028; share 20 %',
    );
    expect(english(paper, 'Compliance review')).toBe(
      'Accreditor, 1 November 2026: compliant with conditions: “只限教育用途”',
    );
    expect(english(paper, 'Tradable scope')?.split('\n')).toEqual([
      ...Array.from(
        { length: 3 },
        () => 'exclusive; Streaming; The whole world; 1 January 2026 to 31 December 2028, both days included',
      ),
      'and 1 more',
    ]);
    expect(paper.details.map(({ value }) => value.en)).toContain(REVIEW.hash);
  });

  it('says that a review is of an earlier version', () => {
    expect(english(paperOf({ review: { ...REVIEW, isCurrent: false } }), 'Compliance review')).toContain(
      '(of an earlier version)',
    );
  });

  it.each([
    [{ asset: { ...asset, isWithdrawn: true } }, 'WITHDRAWN'],
    [{ asset: { ...asset, isTakenDown: true } }, 'TAKEN DOWN'],
    [{ openDisputes: 1 }, 'DISPUTED'],
    [{ review: { ...REVIEW, opinion: 'NOT_COMPLIANT' as const } }, 'NOT COMPLIANT'],
  ])('is stamped %#', (overrides, stamp) => {
    expect(paperOf(overrides).stamp?.en).toBe(stamp);
  });
});
