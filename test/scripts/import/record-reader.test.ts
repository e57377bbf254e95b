import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { DATE_FORMS, readDate } from '@lanran/sdk/import/dates';
import type { LicenseAgreement } from '@lanran/protocol/licensing/license-agreement';
import { Folder } from '../../../scripts/import/folder.ts';
import type { Mapping } from '@lanran/sdk/import/mapping';
import { readMapping } from '../../../scripts/import/read-mapping.ts';
import { RecordReader } from '@lanran/sdk/import/read-records';
import { buildFolder } from './build-folder.ts';

const XIJIANG = organizationIdOf('xijiang');
const RECORD = { externalId: 'x:1', title: 'Cuff', kind: 'costume', community: 'xijiang', files: 'a.png' };

describe('reading records by a mapping', () => {
  let path: string;
  let folder: Folder;
  let byName: Mapping;

  beforeAll(async () => {
    path = await buildFolder({
      'a.png': 'a',
      'plates/plate.0001.exr': '1',
      'plates/plate.0002.exr': '2',
      'plates/notes (1).txt': 'n',
      [`${'café'.normalize('NFD')}.png`]: 'nfd',
      [`${'é'.normalize('NFC')}.png`]: 'one',
      [`${'é'.normalize('NFD')}.png`]: 'other',
      'empty.png': '',
      'upper/A.PNG': 'a',
      'upper/a.png': 'b',
      'nul.png': 'n',
    });
    // 蝴蝶.png in GBK, as an old archive unpacks it.
    await writeFile(
      Buffer.concat([Buffer.from(`${path}/`), Buffer.from('bafbb5fb', 'hex'), Buffer.from('.png')]),
      'g',
    );
    await symlink('/etc/passwd', join(path, 'link.png'));
    folder = await Folder.open(path);
    byName = await readMapping(undefined);
  });

  async function read(
    record: Record<string, unknown>,
    mapping: Mapping = byName,
    noCommunityReason: string | null = null,
    agreement: LicenseAgreement | null = null,
  ) {
    const reader = new RecordReader({
      mapping,
      noCommunityReason,
      agreement,
      folder,
      findCommunity: async (name) => (name === 'xijiang' ? XIJIANG : null),
      defaultCommunity: null,
    });
    return reader.read({ number: 7, record });
  }

  async function mapped(mapping: object): Promise<Mapping> {
    const file = join(await buildFolder({ 'mapping.json': JSON.stringify(mapping) }), 'mapping.json');
    return readMapping(file);
  }

  it('names the license agreement of the organization in every record', async () => {
    const agreement: LicenseAgreement = {
      sha256: 'ab'.repeat(32),
      bytes: 3,
      mediaType: 'text/plain',
      name: { zh: '许可协议' },
    };
    expect(await read(RECORD, byName, null, agreement)).toMatchObject({ content: { agreement } });
    expect(await read(RECORD)).not.toHaveProperty('content.agreement');
  });

  it('reads what is stated of copyright and title, or says what is wrong with it', async () => {
    const columns = { copyright: 'inc', rightsHolder: 'Museum', basisOfTitle: 'gift' };
    expect(await read({ ...RECORD, ...columns })).toMatchObject({
      content: {
        rightsStatement: {
          status: 'http://rightsstatements.org/vocab/InC/1.0/',
          rightsHolder: 'Museum',
          basis: 'GIFT',
        },
      },
    });
    expect(await read({ ...RECORD, copyright: 'all mine' })).toMatchObject([
      { column: 'copyright', code: 'RIGHTS_STATEMENT', message: expect.stringContaining('"all mine"') },
    ]);
    expect(await read({ ...RECORD, inTrustFor: 'Xijiang' })).toMatchObject([
      { column: 'copyright', message: expect.stringContaining('copyright status') },
    ]);
    expect(await read(RECORD)).not.toHaveProperty('content.rightsStatement');
  });

  it('takes columns that are named as the fields, in both languages', async () => {
    const record = {
      ...RECORD,
      titleZh: ' 袖口 ',
      description: 'from 1900',
      creditLine: 'Gift',
      identifier: '79.66',
      synthetic: '是',
      technique: 'batik=Wax resist; Indigo dyeing;batik=Wax resist',
      place: '西江',
    };
    expect(await read(record)).toEqual({
      row: 7,
      externalId: 'x:1',
      content: {
        kind: 'COSTUME',
        access: 'LICENSED',
        community: XIJIANG,
        title: { en: 'Cuff', zh: '袖口' },
        description: { en: 'from 1900' },
        terms: [
          { vocabulary: 'technique', code: 'batik', en: 'Batik (wax-resist dyeing)', zh: '蜡染' },
          { vocabulary: 'technique', code: 'indigo-dyeing', en: 'Indigo dyeing', zh: '靛染' },
          { vocabulary: 'place', code: '西江', zh: '西江' },
        ],
        creditLine: 'Gift',
        identifier: '79.66',
        synthetic: true,
      },
      files: [{ localPath: join(folder.path, 'a.png'), path: 'a.png', bytes: 1 }],
    });
  });

  it('wants to know why a record names a people and no community', async () => {
    const banner = { ...RECORD, title: 'Miao banner', community: 'none' };
    expect(await read(banner)).toEqual([
      {
        row: 7,
        column: 'noCommunityReason',
        code: 'COMMUNITY_REASON_MISSING',
        values: { peoples: 'Miao', chinesePeoples: '苗族' },
        message: expect.stringContaining('(Miao)'),
      },
    ]);
    const reasonOf = async (record: object, forAll: string | null = null) => {
      const found = await read({ ...record }, byName, forAll);
      return 'content' in found ? found.content.noCommunityReason : found;
    };
    expect(await reasonOf({ ...banner, noCommunityReason: 'Its village is unknown.' })).toBe(
      'Its village is unknown.',
    );
    expect(await reasonOf(banner, 'No village takes part yet.')).toBe('No village takes part yet.');
    // What names a community, or no people, needs no reason.
    expect(await reasonOf({ ...banner, community: 'xijiang' }, 'No village.')).toBeUndefined();
    expect(await reasonOf({ ...RECORD, community: 'none' }, 'No village.')).toBeUndefined();
  });

  it('makes fields of JSON paths, constants, lines, dates and vocabularies', async () => {
    const mapping = await mapped({
      dates: { 'made.day': 'D/M/YYYY' },
      fields: {
        externalId: '{id}',
        title: { en: '{names[].text|id}' },
        description: { en: ['Made: {made.day} at {made.place}', 'By: {by}', 'A constant'] },
        kind: { lines: ['{class}'], values: { Robe: 'costume' }, otherwise: 'pattern' },
        community: 'none',
        files: 'plates/plate.*.exr',
      },
      terms: [
        {
          vocabulary: 'technique',
          from: 'medium',
          match: 'words',
          values: { 'cut velvet': { code: 'velvet', zh: '绒' }, vel: null },
        },
        {
          vocabulary: 'material',
          from: 'stuff',
          separator: '/',
          values: { SILK: { code: 'silk' }, air: null },
          otherwise: 'text',
        },
      ],
    });
    const record = {
      id: 12,
      names: [{ text: 'One' }, { text: 'Two' }],
      made: { day: '3/12/1899' },
      class: 'robe',
      medium: 'satin with cut velvet',
      stuff: 'silk/air/gold thread',
    };
    expect(await read(record, mapping)).toMatchObject({
      externalId: '12',
      content: {
        kind: 'COSTUME',
        community: null,
        title: { en: 'One; Two' },
        description: { en: 'Made: 1899-12-03 at\nA constant' },
        terms: [
          { vocabulary: 'technique', code: 'velvet', zh: '绒' },
          { vocabulary: 'material', code: 'silk', en: 'Silk', zh: '丝' },
          { vocabulary: 'material', code: 'gold-thread', en: 'gold thread' },
        ],
      },
      files: [{ path: 'plates/plate.0001.exr' }, { path: 'plates/plate.0002.exr' }],
    });
    expect(
      await read({ ...record, class: 'shoe', made: { day: '31/2/1899' }, medium: 'paint' }, mapping),
    ).toMatchObject([
      { row: 7, column: 'made.day', message: expect.stringContaining('no date as D/M/YYYY') },
      { row: 7, column: 'medium', message: expect.stringContaining('"paint" is not among') },
    ]);
  });

  it('finds a name whatever its Unicode form', async () => {
    const name = `${'café'.normalize('NFC')}.png`;
    expect(await read({ ...RECORD, files: name })).toMatchObject({ files: [{ path: name, bytes: 3 }] });
    expect(await read({ ...RECORD, files: './plates/notes (1).txt' })).toMatchObject({
      files: [{ path: 'plates/notes (1).txt' }],
    });
  });

  it.each([
    ['a file that is missing', { files: 'b.png' }, 'files', /b.png is not in the folder/],
    ['a name in other case', { files: 'A.png' }, 'files', /There is a.png/],
    ['an absolute path', { files: '/etc/passwd' }, 'files', /must be relative/],
    ['a path of Windows', { files: 'C:\\a.png' }, 'files', /backslash/],
    ['a way out of the folder', { files: '../secret' }, 'files', /\.\. segment/],
    ['a way out in the middle', { files: 'plates/../../x' }, 'files', /\.\. segment/],
    ['a link out of the folder', { files: 'link.png' }, 'files', /leads out of the folder/],
    ['an empty file', { files: 'empty.png' }, 'files', /0 bytes/],
    ['a folder', { files: 'plates' }, 'files', /is no file/],
    ['a glob of nothing', { files: 'plates/*.dpx' }, 'files', /means no file/],
    ['a name in GBK', { files: '蝴蝶.png' }, 'files', /name is in GBK/],
    ['two files of one name but for Unicode', { files: 'é.png' }, 'files', /NFC, NFD/],
    ['two files of one name but for case', { files: 'upper/*' }, 'files', /upper and lower case alone/],
    ['a name of a device', { files: 'nul.png' }, 'files', /device on Windows; rename it\.$/],
    ['no file', { files: '' }, 'files', /names no file/],
    ['no identifier', { externalId: ' ' }, 'externalId', /is empty/],
    ['no title', { title: null }, 'title.en', /is empty/],
    ['an unknown kind', { kind: 'pottery' }, 'kind', /pattern, costume, film/],
    ['an unknown access level', { access: 'secret' }, 'access', /open, licensed, restricted/],
    ['an unknown community', { community: 'nobody' }, 'community', /no admitted community/],
    ['no community', { community: '' }, 'community', /choose one for all records/],
    ['half a truth', { synthetic: 'maybe' }, 'synthetic', /neither true nor false/],
    ['a term without letters', { motif: '!!!' }, 'motif', /makes no term/],
  ])('says of a record with %s which column it is', async (_, change, column, message) => {
    const problems = await read({ ...RECORD, ...change });
    expect(problems).toHaveLength(1);
    expect(problems).toMatchObject([{ row: 7, column, message: expect.stringMatching(message) }]);
  });

  it('says everything that is wrong with a record at once', async () => {
    expect(await read({ kind: 'x', files: 'b.png; c.png' })).toMatchObject([
      { column: 'externalId' },
      { column: 'title.en' },
      { column: 'kind' },
      { column: 'community' },
      { column: 'files' },
    ]);
  });

  it.each([
    ['an unknown member', { fields: { externalId: '{id}', titel: {} } }],
    ['an unknown vocabulary', { fields: {}, terms: [{ vocabulary: 'color', from: 'x' }] }],
    ['a field that is missing', { fields: { title: { en: 'x' }, kind: 'film', files: 'x' } }],
    ['an unknown form of dates', { dates: { x: 'YY' }, fields: {} }],
  ])('refuses a mapping with %s', async (_, mapping) => {
    await expect(mapped(mapping)).rejects.toMatchObject({ argument: 'mapping', code: 'BAD_USAGE' });
  });

  it('reads the day that a form says, and no other', () => {
    const days: Record<(typeof DATE_FORMS)[number], string> = {
      YYYY: '1899',
      'YYYY-MM': '1899-12',
      'YYYY-MM-DD': '1899-12-03',
      'YYYY/M/D': '1899/12/3',
      'D/M/YYYY': '3/12/1899',
      'M/D/YYYY': '12/3/1899',
      'D.M.YYYY': '3.12.1899',
      YYYY年M月D日: '1899年12月3日',
    };
    for (const form of DATE_FORMS) {
      expect('1899-12-03').toContain(readDate(days[form], form) ?? 'none');
      expect(readDate(`${days[form]}x`, form)).toBeNull();
    }
    for (const none of ['1899-02-29', '1899-13-01', '1899-00-10', '99-01-01'])
      expect(readDate(none, 'YYYY-MM-DD')).toBeNull();
  });
});
