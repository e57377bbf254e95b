import { expect, it } from 'vitest';
import { type ComparedVersion, versionDifference } from '../../../../web/lib/versions/version-difference.ts';

function buildVersion(overrides: Partial<ComparedVersion> = {}): ComparedVersion {
  return {
    title: { en: 'Whirlpool', zh: null },
    description: null,
    access: 'LICENSED',
    creditLine: null,
    agreement: null,
    rightsStatement: null,
    identifier: 'QS-1',
    noCommunityReason: null,
    synthetic: false,
    terms: [{ vocabulary: 'motif', code: 'whirlpool' }],
    files: [{ path: 'front.png', bytes: '10', sha256: 'aa' }],
    ...overrides,
  };
}

it('finds nothing between two versions that say the same', () => {
  expect(versionDifference(buildVersion(), buildVersion(), 'en').isEmpty).toBe(true);
});

it('tells an empty text from none at all as little as a reader does', () => {
  const difference = versionDifference(
    buildVersion(),
    buildVersion({ description: { en: '', zh: null } }),
    'en',
  );

  expect(difference.isEmpty).toBe(true);
});

it('names each field that differs with what it was and is', () => {
  const newer = buildVersion({
    title: { en: 'Whirlpools', zh: '涡妥纹' },
    rightsStatement: { status: 'http://rightsstatements.org/vocab/InC/1.0/', basis: 'GIFT' },
    identifier: null,
    noCommunityReason: 'Its village is unknown.',
    synthetic: true,
  });

  expect(versionDifference(buildVersion(), newer, 'en').fields).toEqual([
    { field: 'titleEn', before: 'Whirlpool', after: 'Whirlpools' },
    { field: 'titleZh', before: null, after: '涡妥纹' },
    { field: 'rightsStatement', before: null, after: 'In copyright · gift' },
    { field: 'identifier', before: 'QS-1', after: null },
    { field: 'noCommunityReason', before: null, after: 'Its village is unknown.' },
    { field: 'synthetic', before: 'false', after: 'true' },
  ]);
});

it('tells files that came, went, and stayed under their name with other bytes', () => {
  const older = buildVersion({
    files: [
      { path: 'a.png', bytes: '1', sha256: 'aa' },
      { path: 'b.png', bytes: '2', sha256: 'bb' },
      { path: 'c.png', bytes: '3', sha256: 'cc' },
    ],
  });
  const newer = buildVersion({
    files: [
      { path: 'b.png', bytes: '5', sha256: 'xx' },
      { path: 'c.png', bytes: '3', sha256: 'cc' },
      { path: 'd.png', bytes: '4', sha256: 'dd' },
    ],
  });

  const { filesAdded, filesRemoved, filesChanged } = versionDifference(older, newer, 'en');

  expect(filesAdded.map(({ path }) => path)).toEqual(['d.png']);
  expect(filesRemoved.map(({ path }) => path)).toEqual(['a.png']);
  expect(filesChanged).toEqual([{ path: 'b.png', before: '2', after: '5' }]);
});

it('compares terms by vocabulary and code, whatever their order', () => {
  const bird = { vocabulary: 'motif', code: 'bird' };
  const place = { vocabulary: 'place', code: 'bird' };

  const { termsAdded, termsRemoved } = versionDifference(
    buildVersion({ terms: [bird, place] }),
    buildVersion({ terms: [place, { vocabulary: 'motif', code: 'fish' }] }),
    'en',
  );

  expect(termsAdded).toEqual([{ vocabulary: 'motif', code: 'fish' }]);
  expect(termsRemoved).toEqual([bird]);
});
