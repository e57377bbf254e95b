import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { z } from 'zod';
import { fileChooserText } from '../../../web/components/forms/file-chooser-text.ts';
import { importText } from '../../../web/features/import/words/import-text.ts';
import { peopleText } from '../../../web/features/people/signing-in/words/text.ts';
import type { TestBrowser } from '../../support/browser.ts';
import type { Installation } from '../../support/installation.ts';
import { Walker } from './walker.ts';

const TABLE = [
  'id,title,type,community,file',
  'walk:1,Cuff,pattern,none,scans/1.bin',
  'walk:2,Jar,pottery,none,scans/2.bin',
  'walk:3,Jacket,costume,none,scans/3.bin',
].join('\n');
const Title = z.object({ asset: z.object({ title: z.object({ en: z.string() }) }) });

/** A folder is chosen, its columns guessed, a wrong row found, the others published by one signature; again it publishes nothing. */
export async function importsFolder(here: Installation, browser: TestBrowser): Promise<void> {
  const folder = here.path('collection');
  await mkdir(join(folder, 'scans'), { recursive: true });
  await writeFile(join(folder, 'metadata.csv'), TABLE);
  for (const at of [1, 2, 3]) await writeFile(join(folder, `scans/${at}.bin`), `scan ${at}`);
  const person = await browser.person({ language: 'en', url: here.platform.url });
  const { page } = person;
  const walker = new Walker(person, 'en');
  const { say } = walker;
  await page.goto('/sign-in?next=/import');
  await page.getByText(say(peopleText, 'demoInstitution')).first().click();
  await page.waitForURL((url) => url.pathname === '/import');
  const choose = async () => {
    const choosing = page.waitForEvent('filechooser');
    await walker.button(say(fileChooserText, 'chooseFolder')).click();
    await (await choosing).setFiles(folder);
  };

  await choose();
  await page.getByRole('article').getByText('Jacket').waitFor();
  await walker.button(say(importText, 'check')).click();
  await page.getByText(say(importText, 'checkedAll', { ready: 2, existing: 0, failed: 1 })).waitFor();
  expect(await page.getByRole('row').last().innerText()).toMatch(/^Row 3\s+type\s+.*"pottery" is no kind/);
  expect(await person.accessibilityFaults()).toEqual([]);
  const size = await here.leafCount();
  await walker.button(say(importText, 'import', { count: 2 })).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByText('Cuff and Jacket').waitFor();
  await sheet.getByRole('button', { name: say(importText, 'signVerb', { count: 2 }) }).click();
  await page.getByText(say(importText, 'doneCounts', { published: 2, existing: 0, failed: 1 })).waitFor();
  expect(await here.leafCount()).toBe(size + 2);

  const link = await page
    .getByRole('link', { name: `${say(importText, 'see')}: walk:3` })
    .getAttribute('href');
  const id = link?.split('/').at(-1) ?? '';
  const published = await here.ask('query ($id: ID!) { asset(id: $id) { title { en } } }', { id });
  expect(Title.parse(published).asset.title.en).toBe('Jacket');

  // Another page and back: the folder is still open. Loaded anew, it is asked for by name; what came of it is kept.
  const counts = say(importText, 'doneCounts', { published: 2, existing: 0, failed: 1 });
  await page
    .getByRole('link', { name: say(importText, 'see') })
    .first()
    .click();
  await page.waitForURL(/\/assets\/0x/);
  // The address changes before the page does: until then the import would never have been left.
  await page
    .getByRole('heading', { level: 1, name: say(importText, 'title') })
    .waitFor({ state: 'detached' });
  await page.goBack();
  await page.getByRole('article').getByText('Jacket').waitFor();
  await page.getByText(counts).waitFor();
  await page.reload();
  await page.getByText(say(importText, 'againNamed', { name: 'collection' })).waitFor();
  await page.getByText(counts).waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(
    say(fileChooserText, 'chooseFolder'),
  );
  await choose();
  await walker.button(say(importText, 'import', { count: 3 })).click();
  await page.getByText(say(importText, 'doneCounts', { published: 0, existing: 2, failed: 1 })).waitFor();
  expect(await here.leafCount()).toBe(size + 2);
  expect(person.faults).toEqual([]);
  await person.close();
}
