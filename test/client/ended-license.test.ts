import { describe, expect, it } from 'vitest';
import { formatDay, todayOf } from '@lanran/protocol/kernel/day';
import { parseLicenseId } from '@lanran/protocol/kernel/ids';
import { explainRefusedFile } from '@lanran/sdk/licensing/ended-license';
import { RefusedError, UnreachableError } from '@lanran/sdk/kernel/errors';
import { answeringApi } from './answering-api.ts';

const ID = parseLicenseId(`0x${'11'.repeat(32)}`);
const PARENT = `0x${'22'.repeat(32)}`;
const day = (after: number) => formatDay(todayOf(Math.floor(Date.now() / 1000)) + after);
const NOT_FOUND = new RefusedError('NOT_FOUND', 'front.tif: File was not found.');

const LIVE = {
  id: ID,
  licensee: { id: `0x${'a0'.repeat(32)}`, slug: 'studio' },
  media: ['GAME'],
  territories: ['WORLD'],
  firstDay: day(-30),
  lastDay: day(0),
  exclusive: false,
  price: { amount: '120000', token: '0x7c' },
  rights: [],
  origin: 'SALE',
  parent: null,
  version: null,
  versions: [],
  newerVersion: null,
  isRevoked: false,
  isLive: true,
  revocation: null,
  transaction: '0x22',
};

/** What is said of a file that the platform refuses under a license that it shows as this. */
async function explain(license: object | null, refusal: unknown = NOT_FOUND): Promise<unknown> {
  return explainRefusedFile(await answeringApi(() => ({ license })), ID, refusal);
}

describe('a file that is refused', () => {
  const revocation = { reasonHash: '0x5a', at: '2026-06-01T08:30:00.000Z' };

  it.each<[string, object, string, string]>([
    [
      'was revoked, when and why',
      { isLive: false, isRevoked: true, revocation: { ...revocation, reason: 'Misuse.' } },
      'LICENSE_REVOKED',
      'was revoked at 2026-06-01T08:30:00.000Z (Misuse.)',
    ],
    [
      'was revoked for a reason known by its hash',
      { isLive: false, isRevoked: true, revocation, lastDay: day(-1) },
      'LICENSE_REVOKED',
      'was revoked at 2026-06-01T08:30:00.000Z (reason 0x5a)',
    ],
    [
      'has ended, when',
      { isLive: false, lastDay: day(-1) },
      'LICENSE_ENDED',
      `has ended: its last day was ${day(-1)}`,
    ],
    [
      'has ended with the one it was granted under',
      { isLive: false, origin: 'SUBLICENSE', parent: PARENT },
      'LICENSE_ENDED',
      `has ended with license ${PARENT}`,
    ],
    [
      'has ended with that one before it began',
      { isLive: false, origin: 'SUBLICENSE', parent: PARENT, firstDay: day(1), lastDay: day(9) },
      'LICENSE_ENDED',
      `has ended with license ${PARENT}`,
    ],
  ])('is explained by its license, which %s', async (_, change, code, sentence) => {
    const said = await explain({ ...LIVE, ...change });
    expect(said).toMatchObject({ code, message: expect.stringContaining(`License ${ID} ${sentence}`) });
    expect(said).toMatchObject({ message: expect.stringContaining('buy a new license'), cause: NOT_FOUND });
  });

  it.each<[string, object | null]>([
    ['that is live, on its last day too', LIVE],
    ['that has not begun', { ...LIVE, isLive: false, firstDay: day(1), lastDay: day(9) }],
    ['that the caller may not see', null],
  ])('is refused as the platform says under a license %s', async (_, license) => {
    expect(await explain(license)).toBe(NOT_FOUND);
  });

  it('is refused as it is for every other reason', async () => {
    const ended = { ...LIVE, isLive: false, lastDay: day(-1) };
    const mismatch = new RefusedError(
      'CONTENT_MISMATCH',
      'front.tif: what arrived is not the published file.',
    );
    const silence = new UnreachableError('http://127.0.0.1:9', new Error('refused'));
    expect(await explain(ended, mismatch)).toBe(mismatch);
    expect(await explain(ended, silence)).toBe(silence);
  });
});
