import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReceivedFile } from '@lanran/api/desk/ports/request-file-store';
import { buildEntry, buildRequest } from '../../desk/build-request.ts';
import { startStores, type StoresUnderTest } from './stores-under-test.ts';

const AT = new Date('2026-11-25T08:00:00Z');
const LATER = new Date('2026-11-26T08:00:00Z');

function buildReceived(id: string, overrides: Partial<ReceivedFile> = {}): ReceivedFile {
  return {
    id,
    thread: 'request/r1',
    account: '0x50',
    name: '蜡染.png',
    mediaType: 'image/png',
    bytes: 7,
    sha256: 'ab'.repeat(32),
    header: 'age-encryption.org/v1\n',
    vaultKey: 'age1new',
    receivedAt: AT,
    expiresAt: LATER,
    ...overrides,
  };
}

describe('files of threads in the store', () => {
  let under: StoresUnderTest;
  beforeAll(async () => {
    under = await startStores();
  });
  afterAll(() => under.stop());

  it('are kept as they are', async () => {
    const { requestFiles } = under.stores;
    const file = buildReceived('f1');
    await requestFiles.insert(file);
    expect(await requestFiles.find('f1')).toStrictEqual(file);
    expect(await requestFiles.find('none')).toBeNull();
    expect(await requestFiles.findMany(['none', 'f1'])).toStrictEqual([file]);
    expect(await requestFiles.listSince('0x50', AT)).toStrictEqual([file]);
    expect(await requestFiles.listSince('0x50', LATER)).toEqual([]);
    expect(await requestFiles.listSince('0x51', AT)).toEqual([]);
  });

  it('expire unless they are kept or renewed, and are not removed once they were renewed', async () => {
    const { requestFiles } = under.stores;
    const [kept, renewed] = [buildReceived('kept'), buildReceived('renewed')];
    await requestFiles.insert(kept);
    await requestFiles.insert(renewed);
    const expired = async (at: Date) => (await requestFiles.listExpired(at)).map(({ id }) => id);
    expect(await expired(AT)).toEqual([]);
    expect(await expired(LATER)).toEqual(expect.arrayContaining(['kept', 'renewed']));
    await requestFiles.keep('kept');
    expect(await requestFiles.renew(['renewed', 'kept'], new Date('2026-11-27T08:00:00Z'))).toBe(true);
    expect(await requestFiles.renew(['renewed', 'gone'], LATER)).toBe(false);
    await requestFiles.renew(['renewed'], new Date('2026-11-27T08:00:00Z'));
    expect(await requestFiles.remove(renewed)).toBe(false);
    await requestFiles.keep('kept');
    expect(await expired(new Date('2030-01-01'))).not.toContain('kept');
    const present = await requestFiles.find('renewed');
    if (present === null) throw new Error('not there');
    expect(await requestFiles.remove(present)).toBe(true);
    expect(await requestFiles.find('renewed')).toBeNull();
  });

  it('are found by the vault key that they need, and take a new header', async () => {
    const { requestFiles } = under.stores;
    await requestFiles.insert(buildReceived('old', { vaultKey: 'age1old' }));
    expect((await requestFiles.listUnderOtherKeys('age1new', '')).map(({ id }) => id)).toEqual(['old']);
    expect(await requestFiles.listUnderOtherKeys('age1new', 'old')).toEqual([]);
    await requestFiles.reseal('old', { header: 'new', vaultKey: 'age1new' });
    expect(await requestFiles.find('old')).toMatchObject({ header: 'new', vaultKey: 'age1new' });
    expect(await requestFiles.listUnderOtherKeys('age1new', '')).toEqual([]);
  });

  it('are known to be named by a question or an entry', async () => {
    const { requests } = under.stores;
    const fileOf = (id: string) => ({ id, name: 'a.txt', mediaType: 'text/plain', bytes: 1, sha256: 'aa' });
    const asked = buildRequest({ id: 'with-files', files: [fileOf('asked'), fileOf('asked2')] });
    await requests.insert(asked);
    const entry = { ...buildEntry(2, 'MESSAGE', 'HOLDER', { files: [fileOf('said')] }), text: '' };
    await requests.append('with-files', entry);
    expect(await requests.find('with-files')).toMatchObject({ files: asked.files });
    expect((await requests.listEntries(['with-files'])).get('with-files')?.[0]?.files).toEqual([
      fileOf('said'),
    ]);
    expect(await requests.listWritten('with-files', 1, 5)).toStrictEqual([entry]);
    for (const id of ['asked', 'asked2', 'said'])
      expect([id, await requests.isFileNamed(id)]).toEqual([id, true]);
    expect(await requests.isFileNamed('none')).toBe(false);
  });
});
