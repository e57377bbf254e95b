import { describe, expect, it } from 'vitest';
import { UploadLocks } from '../../../api/ingest/http/upload-locks.ts';

const NEVER = new AbortController().signal;
const ignore = () => undefined;

describe('the lock of an upload', () => {
  it('goes to who comes next once the one before lets go, having been asked to', async () => {
    const locks = new UploadLocks();
    const first = locks.newLock('upload');
    let asked = 0;
    await first.lock(NEVER, () => {
      asked += 1;
      void first.unlock();
    });
    await expect(locks.newLock('upload').lock(NEVER, ignore)).resolves.toBeUndefined();
    expect(asked).toBe(1);
  });

  it('is refused to who waited long enough', async () => {
    const locks = new UploadLocks({ waitMs: 10 });
    await locks.newLock('upload').lock(NEVER, ignore);
    await expect(locks.newLock('upload').lock(NEVER, ignore)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('is not waited for by who has gone', async () => {
    const locks = new UploadLocks();
    await locks.newLock('upload').lock(NEVER, ignore);
    await expect(locks.newLock('upload').lock(AbortSignal.abort(), ignore)).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });

  it('is of one upload alone', async () => {
    const locks = new UploadLocks();
    await locks.newLock('one').lock(NEVER, ignore);
    await expect(locks.newLock('other').lock(NEVER, ignore)).resolves.toBeUndefined();
  });
});
