import { beforeEach, describe, expect, it } from 'vitest';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import type { Platform } from '@lanran/sdk/kernel/session';
import { DraftAct } from '../../../sdk/node/uploads/draft-upload.ts';
import { Journal } from '../../../sdk/node/journal.ts';
import { temporaryFolder } from '../temporary-folder.ts';

class PlannedError extends Error {}

describe('an act that was signed and can’t be published so any more', () => {
  let journal: Journal;
  beforeEach(async () => {
    journal = new Journal(await temporaryFolder(), 'subject');
    await journal.write({
      draftId: 'draft-1',
      head: null,
      uploads: {},
      signed: { statement: '{}', signature: `0x${'11'.repeat(65)}` },
    });
  });

  /** What was asked of a platform that refuses to publish, until the act plans anew. */
  async function actsAfter(refusal: RefusedError): Promise<{ asked: string[]; end: unknown }> {
    const asked: string[] = [];
    const request = async ({ query }: { query: string }) => {
      asked.push(/(\w+)\(/.exec(query.slice(query.indexOf('{')))?.[1] ?? query);
      if (query.includes('publish(')) throw refusal;
      return { deleteDraft: true };
    };
    const act = new DraftAct({ api: { request }, deployment: {} } as unknown as Platform, {
      journal,
      say: () => undefined,
      plan: async () => Promise.reject(new PlannedError()),
    });
    const end = await act.run().catch((error: unknown) => error);
    return { asked, end };
  }

  it.each([
    new RefusedError('STALE_STATEMENT', 'newer'),
    new RefusedError('CONFLICT', 'prepared anew'),
    new RefusedError('BAD_INPUT', 'changed', { field: 'draftId' }),
  ])('is signed anew when the draft was changed ($code)', async (refusal) => {
    const { asked, end } = await actsAfter(refusal);
    expect(end).toBeInstanceOf(PlannedError);
    expect(asked).toEqual(['publish']);
  });

  it.each(['CONTENT_MISSING', 'CONTENT_MISMATCH'])(
    'begins with a new draft when a file of it is no longer what arrived (%s)',
    async (code) => {
      const { asked, end } = await actsAfter(new RefusedError(code, 'gone'));
      expect(end).toBeInstanceOf(PlannedError);
      expect(asked).toEqual(['publish', 'deleteDraft']);
    },
  );

  it('is left as it is when anything else is wrong', async () => {
    const refusal = new RefusedError('UNAVAILABLE', 'away');
    expect(await actsAfter(refusal)).toEqual({ asked: ['publish'], end: refusal });
    expect((await journal.find())?.signed).not.toBeNull();
  });
});
