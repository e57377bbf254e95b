import { createHash } from 'node:crypto';
import { access, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { License } from '@lanran/api/licensing/domain/license';
import { REVOCABLE } from '@lanran/protocol/licensing/rights';
import { c4Of } from '@lanran/protocol/packages/tag-digests';
import { revokeLicenseAct } from '../../support/license-acts.ts';
import { LicensingScene } from '../../support/licensing-scene.ts';
import { relayAct } from '../../support/people.ts';
import { serve, type ServedServices } from '../../support/served-services.ts';
import { unpackZip } from '../../support/unzipped.ts';
import { lanranJson } from '../command-line.ts';
import { temporaryFolder } from '../temporary-folder.ts';

describe('a package as one file', () => {
  let scene: LicensingScene;
  let served: ServedServices;
  let folder: string;
  let keyFile: string;

  beforeAll(async () => {
    scene = await LicensingScene.start();
    served = await serve(scene.services);
    folder = await temporaryFolder();
    keyFile = join(folder, 'key');
    await writeFile(keyFile, scene.buyer.privateKey, { mode: 0o600 });
  });
  afterAll(async () => {
    await served.stop();
    await scene.stop();
  });
  beforeEach(() => scene.services.clock.catchUp());

  const lanran = async (...args: readonly string[]) =>
    lanranJson([...args, '--api', served.url, '--key-file', keyFile]);
  const downloadAs = async ({ id }: License, format: string, out: string) =>
    lanran('download', id, '--as', format, '--out', out);

  it.each(['zip', 'tar', 'car'])('is saved as %s, whole', async (format) => {
    const license = await scene.sell({ rights: 0 });
    const out = join(folder, `whole.${format}`);
    const { exitCode, document } = await downloadAs(license, format, out);
    expect([exitCode, document['bytes']]).toEqual([0, (await stat(out)).size]);
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
    expect(await downloadAs(license, format, out)).toMatchObject({
      exitCode: 1,
      document: { error: { code: 'FILE_EXISTS' } },
    });
  });

  it('is refused in another format, and once the license has ended', async () => {
    const license = await scene.sell({ rights: REVOCABLE });
    expect(await downloadAs(license, 'rar', join(folder, 'a.rar'))).toMatchObject({
      exitCode: 2,
      document: { error: { field: '--as' } },
    });
    await relayAct(scene.services, scene.council, revokeLicenseAct(license.terms));
    expect(await downloadAs(license, 'zip', join(folder, 'b.zip'))).toMatchObject({ exitCode: 1 });
    await expect(access(join(folder, 'b.zip'))).rejects.toThrow();
  });

  it('has a history that comes back as a report of use, for its own license alone', async () => {
    const license = await scene.sell({ rights: 0 });
    const out = join(folder, 'used.zip');
    await downloadAs(license, 'zip', out);
    await unpackZip(out, join(folder, 'used'));
    const [bag = ''] = await readdir(join(folder, 'used'));
    const histories = join(folder, 'used', bag, 'ascmhl');
    const [name = ''] = (await readdir(histories)).filter((each) => each.endsWith('.mhl'));
    const generation = join(histories, name);
    const reported = await lanran('usage', license.id, generation);
    expect(reported).toMatchObject({ exitCode: 0, document: { history: { changed: [] } } });
    expect(await lanran('usage', license.id, generation)).toMatchObject({ document: { already: true } });
    const privately = ['usage', license.id, generation, '--note', 'An untitled film', '--private'];
    expect(await lanran(...privately)).toMatchObject({ exitCode: 0, document: { private: true } });
    expect(await lanran(...privately)).toMatchObject({ document: { already: true } });
    const { document } = await lanran('usage', license.id);
    expect(document['reports']).toMatchObject([
      { note: 'An untitled film', isPrivate: true },
      { statementHash: reported.document['statementHash'], isPrivate: false },
    ]);

    const other = await scene.sell({ rights: 0 });
    expect(await lanran('usage', other.id, generation)).toMatchObject({
      exitCode: 1,
      document: { error: { code: 'HISTORY_OF_ANOTHER_LICENSE' } },
    });
    const text = await readFile(generation, 'utf8');
    const stranger = join(folder, 'stranger.mhl');
    await writeFile(stranger, text.replaceAll(license.id, other.id));
    expect(await lanran('usage', other.id, stranger)).toMatchObject({
      exitCode: 1,
      document: { error: { code: 'HISTORY_OF_OTHER_FILES' } },
    });
    await writeFile(stranger, `<!DOCTYPE a [<!ENTITY b "c">]>${text}`);
    expect(await lanran('usage', license.id, stranger)).toMatchObject({
      exitCode: 1,
      document: { error: { code: 'NOT_A_HISTORY' } },
    });
  });

  it('has a history that comes back with MD5 or C4 alone, as ascmhl writes it', async () => {
    const license = await scene.sell({ rights: 0 });
    const out = join(folder, 'returned.zip');
    await downloadAs(license, 'zip', out);
    await unpackZip(out, join(folder, 'returned'));
    const [bag = ''] = await readdir(join(folder, 'returned'));
    const root = join(folder, 'returned', bag);
    const [, sha256 = '', path = ''] =
      /^(\S+) {2}(.+)$/m.exec(await readFile(join(root, 'manifest-sha256.txt'), 'utf8')) ?? [];
    const content = await readFile(join(root, path));
    const md5 = createHash('md5').update(content).digest('hex');
    const c4 = await c4Of(content);
    const alone = join(folder, 'returned.mhl');
    const returned = async (hash: string) => {
      await writeFile(alone, generationOf(path, hash));
      return lanran('usage', license.id, alone);
    };
    const refused = { exitCode: 1, document: { error: { code: 'HISTORY_OF_OTHER_FILES' } } };
    expect(await returned(`<c4>${c4}</c4>`)).toMatchObject(refused);

    await scene.stack.stores.inspections.keepDigests([{ sha256, md5, c4, perceptual: null }]);
    for (const hash of [`<c4>${c4}</c4>`, `<md5>${md5}</md5>`])
      expect(await returned(hash)).toMatchObject({
        exitCode: 0,
        document: { history: { matched: 1, changed: [] } },
      });
    expect(await returned(`<md5>${'0'.repeat(32)}</md5>`)).toMatchObject(refused);
  });
});

/** The least that a generation has. */
function generationOf(path: string, hash: string): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<hashlist version="2.0" xmlns="urn:ASC:MHL:v2.0">',
    '<creatorinfo><creationdate>2027-01-05T10:00:00+00:00</creationdate><hostname>farm</hostname></creatorinfo>',
    `<hashes><hash><path>${path}</path>${hash}</hash></hashes>`,
    '</hashlist>',
  ].join('\n');
}
