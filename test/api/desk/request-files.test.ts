import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { type ClientRequest, request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { buildHeader, generateFileKey } from '@lanran/api/age/header';
import { generateIdentity } from '@lanran/api/age/identity';
import { VaultKeys } from '@lanran/api/age/vault-keys';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { NOW } from '../graphql/graphql-stage.ts';
import { codeOf, DeskScene, type Reader, type Shown } from './desk-scene.ts';

const PRICED = { price: '120000', communityShareBps: 2_000 };
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
const PROGRAM = Buffer.concat([Buffer.from('7f454c46020101000000000000000000', 'hex'), Buffer.alloc(200)]);
const ZIP_END = Buffer.concat([Buffer.from('504b0506', 'hex'), Buffer.alloc(18)]);
const HTML = '<!doctype html><script>alert(1)</script>';
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';

type Content = string | Uint8Array<ArrayBuffer>;

async function picture(format: 'jpeg' | 'png' | 'webp' | 'gif'): Promise<Buffer<ArrayBuffer>> {
  const plain = sharp({ create: { width: 16, height: 16, channels: 3, background: '#24456f' } });
  return Buffer.from(await plain.toFormat(format).toBuffer());
}

describe('files of threads', () => {
  let scene: DeskScene;
  beforeAll(async () => {
    scene = await DeskScene.start();
  });
  afterAll(() => scene.close());
  beforeEach(() => {
    scene.stage.now = NOW;
    scene.stage.requestFiles.byId.clear();
  });

  async function one(input: Record<string, unknown> = PRICED): Promise<Shown> {
    const [request] = await scene.sent([scene.assets.keyed], input);
    if (request === undefined) throw new Error('nothing was sent');
    return request;
  }

  /** A file that the records say is longer than it is, so that the limits are reached sooner. */
  async function grown(reader: Exclude<Reader, 'guest'>, place: string, bytes: number): Promise<string> {
    const id = await scene.posted(reader, place, { content: 'x' });
    const file = await scene.stage.requestFiles.find(id);
    if (file !== null) await scene.stage.requestFiles.insert({ ...file, bytes });
    return id;
  }

  function onDisk(): string[] {
    return readdirSync(scene.stage.requestFilesDir);
  }

  describe('are taken', () => {
    it.each([
      ['scan.jpg', 'jpeg', 'image/jpeg'],
      ['scan.JPEG', 'jpeg', 'image/jpeg'],
      ['蜡染.png', 'png', 'image/png'],
      ['scan.webp', 'webp', 'image/webp'],
    ] as const)('as pictures: %s', async (name, format, mediaType) => {
      const { id } = await one();
      const content = await picture(format);
      const { status, file } = await scene.postFile('holderEditor', id, { name, content });
      const sha256 = createHash('sha256').update(content).digest('hex');
      expect([status, file]).toEqual([201, { id: file?.id, name, mediaType, size: content.length, sha256 }]);
    });

    it.each([
      ['contract.pdf', PDF, 'application/pdf'],
      ['note.txt', 'Two\nlines, 两行\n', 'text/plain'],
      ['list.csv', 'a,b\n1,2\n', 'text/csv'],
      ['list.csv', 'a;b\n1;2\n', 'text/csv'],
    ])('as documents: %s', async (name, content, mediaType) => {
      const { id } = await one();
      expect((await scene.postFile('council', id, { name, content })).file?.mediaType).toBe(mediaType);
    });

    it('with a name in NFC', async () => {
      const { id } = await one();
      const { file } = await scene.postFile('asker', id, { name: 'e\u0301tude.txt' });
      expect(file?.name).toBe('\u00e9tude.txt');
    });

    it('of exactly 10 MB', async () => {
      const { id } = await one();
      const { file } = await scene.postFile('asker', id, { content: 'x'.repeat(10_000_000) });
      expect(file?.size).toBe(10_000_000);
    });
  });

  it('come back to the parties as they were sent, as attachments that no browser runs', async () => {
    const { id } = await one();
    const content = await picture('png');
    const file = await scene.posted('holderEditor', id, { name: '蜡染 "1".png', content });
    const shown = await scene.answered('holderEditor', id, { kind: 'MESSAGE', message: '', files: [file] });
    expect(shown.entries[1]?.['files']).toMatchObject([
      { id: file, name: '蜡染 "1".png', size: content.length },
    ]);
    const answer = await scene.getFile('asker', id, file);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(content);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(content.length),
      'cache-control': 'private, no-store',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'content-disposition': expect.stringMatching(/^attachment; /),
    });
    expect(answer.headers.get('content-disposition')).toContain(encodeURIComponent('蜡染'));
  });

  it('are encrypted on the disk', async () => {
    const { id } = await one();
    const file = await scene.posted('asker', id, { content: 'A secret of the film '.repeat(1_000) });
    const stored = readFileSync(join(scene.stage.requestFilesDir, file));
    expect(stored.includes('secret')).toBe(false);
    expect(stored.length).toBeGreaterThan(21_000);
  });

  describe('are refused, and nothing of them is kept', () => {
    it.each<[string, string, () => Content | Promise<Content>, RegExp]>([
      ['an empty file', 'a.txt', () => '', /is empty \(0 bytes\)/],
      [
        'a program under the name of a picture',
        'a.jpg',
        () => PROGRAM,
        /"a.jpg" is application\/x-elf by its bytes, which its name does not say/,
      ],
      ['a program under its own name', 'a.exe', () => PROGRAM, /Threads take JPEG/],
      [
        'a picture under the name of another',
        'a.png',
        () => picture('jpeg'),
        /is image\/jpeg by its bytes, which its name does not say/,
      ],
      ['a picture without an extension', 'scan', () => picture('jpeg'), /which its name does not say/],
      ['a page', 'a.html', () => HTML, /is text\/html by its bytes/],
      ['a page under the name of text', 'a.txt', () => HTML, /is text\/html by its bytes/],
      ['an SVG', 'a.svg', () => SVG, /is image\/svg\+xml by its bytes/],
      ['an SVG under the name of a picture', 'a.png', () => SVG, /is image\/svg\+xml by its bytes/],
      [
        'an archive',
        'a.zip',
        () => Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(60), ZIP_END]),
        /Threads take/,
      ],
      ['a GIF', 'a.gif', () => picture('gif'), /is image\/gif by its bytes/],
      ['a GIF that is a page as well', 'a.gif', () => Buffer.from(`GIF89a/*${HTML}*/=1;`), /by its bytes/],
      [
        'a page that begins as a GIF, named as a picture',
        'a.jpg',
        () => Buffer.from(`GIF89a/*${HTML}*/=1;`),
        /by its bytes/,
      ],
      [
        'a PDF that is a page as well',
        'a.pdf',
        () => Buffer.concat([PDF.subarray(0, 9), Buffer.from(HTML), PDF]),
        /has markup in it/,
      ],
      [
        'a picture that is an archive as well',
        'a.jpg',
        async () => Buffer.concat([await picture('jpeg'), ZIP_END]),
        /has an archive in it/,
      ],
      ['a script', 'a.txt', () => '#!/bin/sh\nrm -rf /\n', /is a program/],
      ['a script under another name', 'a.bat', () => 'echo off\n', /which its name does not say/],
      [
        'text that is not in UTF-8',
        'a.txt',
        () => Buffer.from('d6d0b9facac0bde7b5c4c0a2c8beb9a4d2d5', 'hex'),
        /is not in UTF-8/,
      ],
      [
        'text that ends in bytes of no text',
        'a.txt',
        () => Buffer.concat([Buffer.from('text '.repeat(20_000)), Buffer.from('00ff', 'hex')]),
        /control characters|not in UTF-8/,
      ],
      ['a name with a path', '../../etc/passwd.txt', () => 'x', /^name: has a path in it/],
      ['a name with a backslash', 'a\\b.txt', () => 'x', /^name: has a path in it/],
      ['a name with a line break', 'a\nb.txt', () => 'x', /^name: has control characters/],
      ['a name that is turned around', 'a\u202etxt.exe.txt', () => 'x', /marks of writing direction/],
      ['a name of 201 characters', `${'字'.repeat(197)}.txt`, () => 'x', /^name: has 201 characters/],
      ['no name', ' ', () => 'x', /^name: name the file/],
    ])('%s', async (_what, name, content, message) => {
      const { id } = await one();
      const before = onDisk();
      const { status, error } = await scene.postFile('asker', id, { name, content: await content() });
      expect([status, error?.code, error?.message]).toEqual([
        400,
        'BAD_INPUT',
        expect.stringMatching(message),
      ]);
      expect(onDisk()).toEqual(before);
      expect(scene.stage.requestFiles.byId.size).toBe(0);
    });

    it('one of 10 MB and a byte, whether it says so or not', async () => {
      const { id } = await one();
      const content = Buffer.alloc(10_000_001, 'x');
      const before = onDisk();
      const announced = await scene.postFile('asker', id, { content });
      expect([announced.status, announced.error?.code]).toEqual([413, 'LIMIT_EXCEEDED']);
      const answer = await fetch(`${scene.stage.url}/requests/${id}/files?name=a.txt`, {
        method: 'POST',
        headers: { authorization: `Bearer ${await scene.stage.signInKey(scene.addressOf('asker'))}` },
        body: new Blob([content]).stream(),
        duplex: 'half',
      });
      expect(answer.status).toBe(413);
      expect(onDisk()).toEqual(before);
    });

    it('one whose connection breaks', async () => {
      const { id } = await one();
      const before = onDisk();
      const token = await scene.stage.signInKey(scene.addressOf('asker'));
      const request = httpRequest(`${scene.stage.url}/requests/${id}/files?name=a.txt`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-length': 1_000_000 },
      });
      const broken = new Promise((resolve) => request.on('error', resolve));
      request.write('x'.repeat(500_000));
      await expect.poll(() => onDisk().length).toBe(before.length + 1);
      request.destroy();
      await broken;
      await expect.poll(() => onDisk()).toEqual(before);
      expect(scene.stage.requestFiles.byId.size).toBe(0);
    });
  });

  describe('in entries', () => {
    it('are at most five, each once, of who wrote them and for this thread', async () => {
      const [{ id }, other] = [await one(), await one()];
      const own = [];
      for (let count = 0; count < 6; count += 1) own.push(await scene.posted('asker', id));
      const colleagues = await scene.posted('askersColleague', id);
      const others = await scene.posted('asker', other.id);
      const say = (files: readonly (string | undefined)[], after = 1) =>
        scene.answer('asker', id, { kind: 'MESSAGE', message: 'See.', files, after });
      expect((await say(own)).errors[0]?.message).toBe('files: has 6 files; an entry takes at most 5.');
      expect(codeOf(await say([own[0], own[0]]))).toBe('BAD_INPUT');
      for (const foreign of [colleagues, others, '0'.repeat(32)]) {
        const refused = await say([foreign]);
        expect([codeOf(refused), refused.errors[0]?.message.replace(foreign, 'X')]).toEqual([
          'NOT_FOUND',
          expect.stringMatching(/^File X was not found/),
        ]);
      }
      expect(codeOf(await say(own.slice(0, 5)))).toBe('OK');
      expect((await say([own[0]], 2)).errors[0]?.message).toContain('is in the thread already');
      expect(codeOf(await say([own[5]], 2))).toBe('OK');
      expect(
        (await scene.shown('holderViewer', id)).entries.map(({ files }) => (files as []).length),
      ).toEqual([0, 5, 1]);
    });

    it('come with a question to each of its threads, once for a batch', async () => {
      const batch = 'a-batch-with-files';
      const first = await scene.posted('asker', `batches/${batch}`);
      const ask = (files: string[]) =>
        scene.send('asker', [scene.assets.keyed, scene.assets.archived], { batch, files });
      const { data } = await ask([first]);
      const [toHall, toArchive] = (data?.['askForUse'] ?? []) as Shown[];
      expect(toHall?.entries[0]?.['files']).toMatchObject([{ id: first, name: 'note.txt' }]);
      expect((await scene.getFile('holderOwner', toHall?.id ?? '', first)).status).toBe(200);
      expect((await scene.getFile('otherInstitution', toArchive?.id ?? '', first)).status).toBe(200);
      expect((await scene.getFile('otherInstitution', toHall?.id ?? '', first)).status).toBe(404);
      // As a program that lost the answer does it again.
      const again = await scene.posted('asker', `batches/${batch}`);
      expect(codeOf(await ask([again]))).toBe('OK');
      const another = await scene.posted('asker', `batches/${batch}`, { content: 'Other words' });
      expect(codeOf(await ask([another]))).toBe('CONFLICT');
      expect(codeOf(await ask([]))).toBe('CONFLICT');
    });

    it('of another’s batch are none', async () => {
      const batch = 'the-same-name-of-batch';
      const file = await scene.posted('otherStudio', `batches/${batch}`);
      expect(codeOf(await scene.send('asker', [scene.assets.plain], { batch, files: [file] }))).toBe(
        'NOT_FOUND',
      );
      expect((await scene.postFile('asker', 'batches/short')).error?.message).toMatch(/^batch: /);
    });

    it('are once where the reply was lost', async () => {
      const { id } = await one();
      const file = await scene.posted('asker', id);
      const say = (files: readonly string[]) =>
        scene.answer('asker', id, { kind: 'MESSAGE', message: 'See.', files });
      await say([file]);
      expect(codeOf(await say([file]))).toBe('OK');
      expect(codeOf(await say([await scene.posted('asker', id)]))).toBe('OK');
      expect(codeOf(await say([]))).toBe('CONFLICT');
      expect((await scene.shown('asker', id)).lastSequence).toBe(2);
    });

    it('are at most 100 MB in a thread, and 50 MB a day from a key of no organization', async () => {
      const { id } = await one();
      let after = 1;
      for (let entry = 0; entry < 2; entry += 1) {
        const files = [];
        for (let count = 0; count < 5; count += 1) files.push(await grown('asker', id, 9_999_999));
        await scene.answered('asker', id, { kind: 'MESSAGE', message: '', files, after });
        after += 1;
      }
      const full = await scene.postFile('holderOwner', id, { content: 'More words.' });
      expect([full.status, full.error?.message]).toEqual([
        413,
        'A thread takes at most 100000000 bytes of files. Leave files out, or ask anew.',
      ]);
      const last = await scene.posted('holderOwner', id, { content: 'Last words' });
      const other = await grown('council', id, 10);
      await scene.answered('holderOwner', id, { kind: 'MESSAGE', message: '', files: [last], after });
      const late = { kind: 'MESSAGE', message: '', files: [other], after: after + 1 };
      expect(codeOf(await scene.answer('council', id, late))).toBe('LIMIT_EXCEEDED');

      const batch = 'batches/batch-of-a-person';
      for (let count = 0; count < 5; count += 1) await grown('person', `${batch}-${count}`, 9_999_999);
      await scene.posted('person', batch, { content: 'hello' });
      expect((await scene.postFile('person', batch)).error?.message).toContain(
        'At most 50000000 bytes of files a day',
      );
      scene.stage.now = new Date(NOW.getTime() + 86_400_001);
      expect((await scene.postFile('person', batch)).status).toBe(201);
    });

    it('count while they are under way, and are five at once', async () => {
      const { id } = await one();
      const token = await scene.stage.signInKey(scene.addressOf('person'));
      const held: ClientRequest[] = [];
      /** Sends the head and a byte, and no end. */
      const hold = (bytes: number) =>
        new Promise<void>((resolve) => {
          const path = '/requests/batches/batch-of-uploads/files?name=a.txt';
          const headers = { authorization: `Bearer ${token}`, 'content-length': String(bytes) };
          const open = httpRequest(`${scene.stage.url}${path}`, { method: 'POST', headers });
          open.on('error', () => undefined);
          open.write('x', () => resolve());
          held.push(open);
        });
      const send = (content: string) => scene.postFile('person', 'batches/batch-of-uploads', { content });
      for (let count = 0; count < 4; count += 1) await hold(10_000_000);
      await vi.waitFor(() => expect(onDisk().filter((name) => name.endsWith('.tmp'))).toHaveLength(4));
      await grown('person', 'batches/batch-of-uploads', 9_999_998);
      expect((await send('abc')).error?.message).toContain('At most 50000000 bytes of files a day');
      expect((await send('ab')).status).toBe(201);
      scene.stage.requestFiles.byId.clear();
      await hold(10_000_000);
      await vi.waitFor(() => expect(onDisk().filter((name) => name.endsWith('.tmp'))).toHaveLength(5));
      expect((await send('a')).error?.message).toContain('At most 5 files are taken at once');
      expect((await scene.postFile('asker', id)).status).toBe(201);
      for (const open of held) open.destroy();
      await vi.waitFor(() => expect(onDisk().filter((name) => name.endsWith('.tmp'))).toHaveLength(0));
      expect((await send('a')).status).toBe(201);
    });

    it('are taken as long as the thread takes words', async () => {
      const { id } = await one();
      await scene.answered('holderOwner', id, { kind: 'DECLINE', message: 'No.' });
      const { status, error } = await scene.postFile('asker', id);
      expect([status, error?.message]).toEqual([409, expect.stringContaining('is over (DECLINED)')]);
    });
  });

  it('are removed after a day unless an entry names them', async () => {
    const { id } = await one();
    const before = onDisk();
    const [named, unnamed] = [await scene.posted('asker', id), await scene.posted('asker', id)];
    await scene.answered('asker', id, { kind: 'MESSAGE', message: '', files: [named] });
    scene.stage.now = new Date(NOW.getTime() + 86_399_000);
    await scene.stage.sweepRequestFiles();
    expect(onDisk()).toHaveLength(before.length + 2);
    scene.stage.now = new Date(NOW.getTime() + 86_401_000);
    await scene.stage.sweepRequestFiles();
    expect(onDisk().toSorted()).toEqual([...before, named].toSorted());
    expect((await scene.getFile('holderOwner', id, named)).status).toBe(200);
    const refused = await scene.answer('asker', id, {
      kind: 'MESSAGE',
      after: 2,
      message: '',
      files: [unnamed],
    });
    expect(codeOf(refused)).toBe('NOT_FOUND');
  });

  it('are all brought under the newest vault key, but for those that no key opens', async () => {
    const { requestFiles, sweepRequestFiles } = scene.stage;
    const { id } = await one();
    const readable = await requestFiles.find(await scene.posted('asker', id));
    if (readable === null) throw new Error('not there');
    const gone = new VaultKeys([generateIdentity()]).recipient;
    const header = buildHeader(generateFileKey(), [gone]);
    await requestFiles.insert({ ...readable, vaultKey: 'age1former' });
    for (const other of ['0', 'g'])
      await requestFiles.insert({ ...readable, id: other, header, vaultKey: gone.text });
    await expect(sweepRequestFiles()).rejects.toMatchObject({ code: 'CONTENT_UNREADABLE' });
    expect((await requestFiles.find(readable.id))?.vaultKey).toBe(readable.vaultKey);
  });
});
