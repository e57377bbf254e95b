import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import {
  ContentMissingError,
  ContentUnreadableError,
  UnavailableError,
} from '@lanran/api/platform/kernel/errors';
import { UnreadableRecheck } from '@lanran/api/fixity/services/recheck-unreadable';

/** As many assets of two originals, all out of reach when they were last checked; `read` is given the asset's number. */
function open(assets: number, read: (number: number) => Promise<Readable>, isAway = false) {
  const begun: unknown[] = [];
  const files = Array.from({ length: assets * 2 }, (_, at) => ({
    assetId: `asset ${Math.floor(at / 2)}`,
    cid: String(Math.floor(at / 2)),
  }));
  const look = new UnreadableRecheck({
    fixityFiles: { listOutOfReach: async (first) => files.slice(0, first) as never },
    content: {
      read: (cid) => read(Number(cid)),
      check: async () => {
        if (isAway) throw new UnavailableError('files');
      },
    },
    runs: {
      begin: async ({ scope, assetId }) => {
        begun.push(assetId ?? scope);
        return {} as never;
      },
    },
  });
  return { begun, look: () => look.run() };
}
const whole = async () => Readable.from([Buffer.from('whole')]);

describe('originals out of reach, at a start', () => {
  it('are checked, each asset once, where one can be opened', async () => {
    const { begun, look } = open(3, async (number) => {
      if (number === 0) throw new ContentUnreadableError('no key');
      if (number === 1) throw new ContentMissingError('gone');
      return whole();
    });
    await look();
    expect(begun).toEqual(['asset 2']);
  });

  it('are checked by one run of everything where they are of more than twenty assets', async () => {
    const twenty = open(20, whole);
    await twenty.look();
    expect(twenty.begun).toHaveLength(20);
    const more = open(21, whole);
    await more.look();
    expect(more.begun).toEqual(['ALL']);
  });

  it('are looked at again where the store is away, and passed over where it only lacks their bytes', async () => {
    const failing = () => Promise.reject(new UnavailableError('files'));
    await expect(open(1, failing, true).look()).rejects.toBeInstanceOf(UnavailableError);
    const lacking = open(1, failing);
    await lacking.look();
    expect(lacking.begun).toEqual([]);
  });
});
