import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import {
  ContentDamagedError,
  ContentMissingError,
  UnavailableError,
} from '@lanran/api/platform/kernel/errors';
import { DamageReportingContent } from '@lanran/api/storage/services/damage-reporting-content';

function watch(read: () => Promise<Readable>) {
  const told: string[] = [];
  return { told, content: new DamageReportingContent({ read }, (cid) => told.push(cid)) };
}

describe('content that is read to make something of it', () => {
  it.each([
    ['damaged', new ContentDamagedError('altered')],
    ['missing', new ContentMissingError('gone')],
    ['on a disk that fails', Object.assign(new Error('i/o error'), { code: 'EIO' })],
  ])('is told to be %s, at once or on the way', async (_, error) => {
    const atOnce = watch(() => Promise.reject(error));
    await expect(atOnce.content.read('bafk')).rejects.toBe(error);
    expect(atOnce.told).toEqual(['bafk']);
    const onTheWay = watch(async () =>
      Readable.from(
        (function* () {
          yield Buffer.from('begun');
          throw error;
        })(),
      ),
    );
    const source = await onTheWay.content.read('bafk');
    expect(onTheWay.told).toEqual([]);
    await expect(source.toArray()).rejects.toBe(error);
    expect(onTheWay.told).toEqual(['bafk']);
  });

  it('is told of no damage while the store is away, nor when it is read to its end', async () => {
    const away = watch(() => Promise.reject(new UnavailableError('files')));
    await expect(away.content.read('bafk')).rejects.toThrow();
    const whole = watch(async () => Readable.from([Buffer.from('whole')]));
    await (await whole.content.read('bafk')).toArray();
    expect([...away.told, ...whole.told]).toEqual([]);
  });
});
