import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDay, parseDay } from '@lanran/protocol/kernel/day';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { bitsOf, MEDIA } from '@lanran/protocol/licensing/media';
import { SUBLICENSABLE } from '@lanran/protocol/licensing/rights';
import { WORLD } from '@lanran/protocol/territories/territories';
import {
  emptyGrant,
  type GrantDraft,
  grantOf,
  parseShare,
  problemsOf,
  readGrant,
  termsOf,
} from '../../../web/features/council/consents/model/grant.ts';
import { lastShareIn } from '../../../web/features/council/consents/model/last-share.ts';

const TODAY = parseDay('2026-11-26');
const LIMITS = { today: TODAY, leastShareBps: 0 };

function buildDraft(overrides: Partial<GrantDraft> = {}): GrantDraft {
  return {
    media: ['STREAMING'],
    territories: ['FR', 'CN'],
    lastDay: '2027-12-31',
    share: '20',
    rights: [],
    ...overrides,
  };
}

describe('the share of an ended consent', () => {
  const consented = { kind: 'consented', issuedAt: '2026-11-01T00:00:00Z', details: '{"shareBps":2500}' };
  const ended = { kind: 'consent-withdrawn', issuedAt: '2026-11-26T13:38:00Z', details: '{}' };
  const joined = { kind: 'consent-joined', issuedAt: '2026-11-02T00:00:00Z', details: '{}' };

  it('can be known where the asset had its own, and is a floor for seven days', () => {
    expect(lastShareIn([ended, consented])).toEqual({ shareBps: 2_500, until: '2026-12-03T13:38:00.000Z' });
    expect(emptyGrant(TODAY, 2_500).share).toBe('25');
  });

  it('is not guessed at where a collection’s counted, nor while consent is in force', () => {
    expect(lastShareIn([ended, joined, consented])).toBeNull();
    expect(lastShareIn([consented, ended])).toBeNull();
    expect(lastShareIn([ended])).toBeNull();
  });
});

describe('a consent being written', () => {
  it('begins with no use and no place chosen', () => {
    expect(emptyGrant(TODAY)).toMatchObject({ media: [], territories: [], rights: [] });
    expect(problemsOf(emptyGrant(TODAY), LIMITS)).toEqual(['mediaMissing', 'placesMissing']);
  });

  it('names everything that is wrong at once', () => {
    const draft = buildDraft({ media: [], territories: [], lastDay: '2027-02-30', share: 'a fifth' });
    expect(problemsOf(draft, LIMITS)).toEqual([
      'mediaMissing',
      'placesMissing',
      'dayMissing',
      'shareMissing',
    ]);
  });

  it('may end today, and not yesterday', () => {
    expect(problemsOf(buildDraft({ lastDay: formatDay(TODAY) }), LIMITS)).toEqual([]);
    expect(problemsOf(buildDraft({ lastDay: formatDay(TODAY - 1) }), LIMITS)).toEqual(['dayPast']);
  });

  it('never lowers the share of the consent in force, nor asks for more than the price', () => {
    const limits = { today: TODAY, leastShareBps: 2_500 };
    expect(problemsOf(buildDraft({ share: '25' }), limits)).toEqual([]);
    expect(problemsOf(buildDraft({ share: '24.99' }), limits)).toEqual(['shareFell']);
    expect(problemsOf(buildDraft({ share: '100.01' }), limits)).toEqual(['shareTooMuch']);
  });

  it('reads a share as people write it', () => {
    const written = {
      '20': 2_000,
      '12.5': 1_250,
      '12,05 %': 1_205,
      '０': 0,
      '１００％': 10_000,
      '7.': null,
      '': null,
      '-1': null,
      '1e2': null,
    };
    for (const [text, bps] of Object.entries(written)) expect([text, parseShare(text)]).toEqual([text, bps]);
  });

  it('is signed as it was chosen', () => {
    const holder = organizationIdOf('museum');
    const draft = buildDraft({ territories: ['WORLD'], rights: ['SUBLICENSABLE'], share: '12.5' });
    expect(termsOf(draft, holder)).toEqual({
      holder,
      media: bitsOf(['STREAMING']),
      territories: WORLD,
      lastDay: parseDay('2027-12-31'),
      shareBps: 1_250,
      rights: SUBLICENSABLE,
    });
  });

  it('begins with what is permitted now, and survives a reload', () => {
    fc.assert(
      fc.property(
        fc.subarray([...MEDIA]),
        fc.constantFrom(['WORLD'], ['CN', 'FR']),
        fc.integer({ min: 0, max: 10_000 }),
        (media, territories, shareBps) => {
          const draft = grantOf({
            media,
            territories,
            lastDay: '2027-12-31',
            shareBps,
            rights: ['TRANSFERABLE'],
          });
          expect(parseShare(draft.share)).toBe(shareBps);
          expect(readGrant(JSON.stringify(draft))).toEqual(draft);
        },
      ),
    );
    for (const damaged of [null, '', '{', '{}', '[]', '{"media":1}']) expect(readGrant(damaged)).toBeNull();
  });
});
