import { parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { beforeEach, describe, expect, it } from 'vitest';
import type { LocalizedText } from '../../../api/platform/kernel/localized-text.ts';
import { Quota } from '../../../api/ingest/services/quota.ts';

const OWNER = parseOrganizationId(`0x${'11'.repeat(32)}`);
const file = (bytes: number) => ({ draftId: 'draft', path: 'reel.mxf', bytes });

describe('Quota', () => {
  /** What is really used, and how often that was counted. */
  let used: number;
  let counts: number;
  let now: number;
  let name: LocalizedText | null;
  let quota: Quota;
  let isAlone: boolean;
  beforeEach(() => {
    [used, counts, now] = [0, 0, 0];
    isAlone = true;
    const usedBytes = async () => {
      counts++;
      return used;
    };
    name = { en: 'Museum of Miao Textiles' };
    quota = new Quota({
      drafts: { usedBytes },
      organizations: { find: async () => (name === null ? null : ({ name } as never)) },
      quotaBytes: 1_000,
      isAlone: () => isAlone,
      clock: { now: () => new Date(now) },
    });
  });

  it('counts once for many files', async () => {
    for (let at = 0; at < 100; at++) await quota.requireRoom(OWNER, file(10));
    expect(counts).toBe(1);
    used = 1_000;
    await expect(quota.requireRoom(OWNER, file(1))).rejects.toThrow(
      'uses 1000 of its 1000 bytes, and reel.mxf has 1',
    );
  });

  it('counts each time while other processes take files too', async () => {
    isAlone = false;
    for (let at = 0; at < 3; at++) await quota.requireRoom(OWNER, file(10));
    expect(counts).toBe(3);
  });

  it('names the organization as its people call it', async () => {
    used = 1_000;
    const refusal = () => quota.requireRoom(OWNER, file(1)).catch((error: unknown) => String(error));
    expect(await refusal()).toContain('Upload-Length: Museum of Miao Textiles uses 1000');
    name = { zh: '苗族纺织博物馆' };
    expect(await refusal()).toContain('苗族纺织博物馆 uses 1000');
    name = null;
    expect(await refusal()).toContain(`${OWNER} uses 1000`);
  });

  it('refuses nothing that there is room for, however often files were replaced', async () => {
    for (let at = 0; at < 100; at++) await quota.requireRoom(OWNER, file(900));
    expect(counts).toBe(100);
  });

  it('counts again after a minute, for another process lets in files too', async () => {
    await quota.requireRoom(OWNER, file(10));
    used = 995;
    now = 60_000;
    await expect(quota.requireRoom(OWNER, file(10))).rejects.toThrow('uses 995');
  });
});
