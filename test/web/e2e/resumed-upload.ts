import { createHash, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { z } from 'zod';
import { fileChooserText } from '../../../web/components/forms/file-chooser-text.ts';
import { peopleText } from '../../../web/features/people/signing-in/words/text.ts';
import { draftsText } from '../../../web/features/publish/drafts/words/drafts-text.ts';
import { editorText } from '../../../web/features/publish/editor/words/editor-text.ts';
import { filesText } from '../../../web/features/publish/uploads/words/files-text.ts';
import { signText } from '../../../web/features/publish/editor/words/sign-text.ts';
import type { TestBrowser } from '../../support/browser.ts';
import type { Installation } from '../../support/installation.ts';
import { Walker } from './walker.ts';

const LARGE = 'back/master.bin';
const LARGE_BYTES = 6_000_000;
const SLOW_BYTES_PER_SECOND = 2_000_000;
const Hashes = z.object({
  asset: z.object({ files: z.array(z.object({ path: z.string(), sha256: z.string() })) }),
});

/** A folder is dropped, paused in the middle, and the page loaded anew; the same folder goes on where the platform has it. */
export async function resumesAcrossReload(here: Installation, browser: TestBrowser): Promise<void> {
  const folder = here.path('plates');
  const local = await fillFolder(folder);
  const person = await browser.person({ language: 'en', url: here.platform.url });
  const { page } = person;
  // As in a browser that finds no file again by itself: the person is asked for the folder.
  await page.addInitScript('delete DataTransferItem.prototype.getAsFileSystemHandle');
  const walker = new Walker(person, 'en');
  const { say } = walker;
  await page.goto('/sign-in');
  await page.getByText(say(peopleText, 'demoInstitution')).first().click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  await walker.beginDraft({ title: 'Plates', community: say(draftsText, 'communityNone') });
  await page.locator('#files').waitFor();

  await throttle(page, SLOW_BYTES_PER_SECOND);
  await drop(page, folder);
  await page.getByText('.git/').waitFor();
  const uploading = page.getByRole('progressbar', { name: say(filesText, 'overallSend') });
  await expect
    .poll(async () => Number(await uploading.getAttribute('aria-valuenow').catch(() => 0)), {
      interval: 50,
      timeout: 30_000,
    })
    .toBeGreaterThan(0.2);
  await walker.button(say(filesText, 'pauseAll')).click();
  await page.getByText(say(filesText, 'phase.paused'), { exact: true }).last().waitFor();
  await page.reload();

  await page.getByText(say(filesText, 'againTitle', { count: 1 })).waitFor();
  expect(await person.accessibilityFaults()).toEqual([]);
  const offsets: number[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']));
  });
  const choosing = page.waitForEvent('filechooser');
  await walker.button(say(fileChooserText, 'chooseFolder')).click();
  await (await choosing).setFiles(folder);
  await throttle(page, -1);
  await page.getByText(say(filesText, 'ready')).waitFor();
  expect(offsets).toHaveLength(1);
  expect(offsets[0]).toBeGreaterThan(0);

  await walker.button(say(editorText, 'look')).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say(signText, 'verb') })
    .click();
  await page.getByRole('link', { name: say(signText, 'see') }).click();
  await page.waitForURL(/\/assets\/0x/);
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  const published = await here.ask('query ($id: ID!) { asset(id: $id) { files { path sha256 } } }', { id });
  expect(Hashes.parse(published).asset.files).toEqual(local);
  expect(person.faults).toEqual([]);
  await person.close();
}

/** Files with their SHA-256, by path; and what operating systems and tools leave beside them. */
async function fillFolder(folder: string): Promise<{ readonly path: string; readonly sha256: string }[]> {
  const files = [
    [LARGE, randomBytes(LARGE_BYTES)],
    ['plate.0001.bin', randomBytes(1_000)],
    ['plate.0002.bin', randomBytes(1_000)],
  ] as const;
  const others = ['.DS_Store', '.git/HEAD'].map((path) => [path, Buffer.from('x')] as const);
  for (const [path, bytes] of [...files, ...others]) {
    const place = join(folder, path);
    await mkdir(join(place, '..'), { recursive: true });
    await writeFile(place, bytes);
  }
  return files.map(([path, bytes]) => ({ path, sha256: createHash('sha256').update(bytes).digest('hex') }));
}

async function throttle(page: Page, uploadThroughput: number): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  const unlimited = { offline: false, latency: 0, downloadThroughput: -1 };
  await devtools.send('Network.emulateNetworkConditions', { ...unlimited, uploadThroughput });
}

/** Drags a folder from the desktop onto the page's files. */
async function drop(page: Page, folder: string): Promise<void> {
  const place = await page.getByRole('button', { name: 'Choose a folder' }).boundingBox();
  if (place === null) throw new Error('The page shows no place to drop files.');
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devtools.send('Input.dispatchDragEvent', { type, x: place.x, y: place.y - 10, data });
}
