import { writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formatDay, todayOf } from '@lanran/protocol/kernel/day';
import { peopleText } from '../../../web/features/people/signing-in/words/text.ts';
import { licenseText } from '../../../web/features/studio/license/words/license-text.ts';
import { wishText } from '../../../web/features/studio/wish/words/wish-text.ts';
import { versionText } from '../../../web/lib/versions/version-text.ts';
import { type BrowserPerson, type Language, TestBrowser } from '../../support/browser.ts';
import { CommandActs } from '../../support/command-acts.ts';
import { Installation } from '../../support/installation.ts';
import { wordsIn } from './words.ts';

const TODAY = todayOf(Math.floor(Date.now() / 1000));
const day = (after: number) => formatDay(TODAY + after);
const REACH = ['--media', 'streaming', '--territory', 'FR'];

/** A license, while the asset goes on: acts by commands, the studio in a browser. */
describe('the version that a license names', () => {
  const here = Installation.forSuite();
  const browser = TestBrowser.forSuite();
  const acts = new CommandActs(here);
  let asset = '';
  let license = '';
  let fixed = '';

  beforeAll(async () => {
    await here.start();
    asset = await acts.publish('collar');
    await acts.done('council', 'consent', asset, ...REACH, '--until', day(700), '--share-bps', '2000');
    const days = ['--from', day(0), '--to', day(600)];
    await acts.done('institution', 'offer', asset, ...REACH, ...days, '--price', '1200 TCNY');
    license = await buy(day(1), day(30));
    fixed = await buyFixed();
    await revise();
  });

  it.each(['en', 'zh'] as const)('is still the one that was sold after a revision (%s)', async (language) => {
    const person = await studio(language);
    const { page } = person;
    const say = wordsIn(language);
    await page.goto(`/licenses/${license}`);
    await page.getByText(say(licenseText, 'newerTitle')).first().waitFor();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('collar');
    const files = page.getByRole('region', { name: say(licenseText, 'filesTitle'), exact: true });
    await files.getByText('collar.txt').first().waitFor();
    expect(await files.innerText()).not.toContain('collar-2.txt');
    await page.goto(`/check/${license}`);
    await page.getByText(nameOf(1, language)).first().waitFor();
    await page.goto(`/licenses/${license}/certificate`);
    await page.getByText(nameOf(1, language)).first().waitFor();
    expect(person.faults).toEqual([]);
    await person.close();
  });

  it('can be chosen among those that are published', async () => {
    const person = await studio('en');
    const { page } = person;
    const say = wordsIn('en');
    const wish = { media: 'STREAMING', territories: 'FR', from: day(100), to: day(120) };
    await page.goto(`/assets/${asset}/license?${new URLSearchParams(wish).toString()}`);
    const answer = page.locator('#answer');
    await answer.getByText(nameOf(2, 'en')).waitFor();
    await page.getByRole('button', { name: new RegExp(`${say(wishText, 'version')}$`) }).click();
    await page.getByRole('option', { name: nameOf(1, 'en') }).click();
    await answer.getByText(nameOf(1, 'en')).waitFor();
    expect(page.url()).toContain('version=1');
    await page.getByRole('button', { name: say(wishText, 'buy'), exact: true }).click();
    await page.getByRole('dialog').getByText(nameOf(1, 'en')).waitFor();
    expect(person.faults).toEqual([]);
    await person.close();
  });

  it('stays where the offer fixed it, and the page says so', async () => {
    const person = await studio('en');
    const { page } = person;
    await page.goto(`/licenses/${fixed}`);
    await page.getByText(wordsIn('en')(licenseText, 'versionFixed', { version: '1' })).waitFor();
    expect(await page.getByText(wordsIn('en')(licenseText, 'newerTitle')).count()).toBe(0);
    await person.close();
  });

  it('is joined by the newer one once the studio takes it, after it saw what differs', async () => {
    const person = await studio('en');
    const { page } = person;
    const say = wordsIn('en');
    await page.goto(`/licenses/${license}`);
    await page.getByText(say(licenseText, 'newerChanges', { version: '2' })).click();
    await page.getByRole('rowheader', { name: say(versionText, 'fields.creditLine') }).waitFor();
    const verb = say(licenseText, 'takeVersion', { version: '2' });
    await page.getByRole('button', { name: verb, exact: true }).click();
    const sheet = page.getByRole('dialog');
    expect(await sheet.innerText()).toContain(nameOf(1, 'en').source);
    await sheet.getByRole('button', { name: verb, exact: true }).click();
    await sheet.waitFor({ state: 'detached' });
    const files = page.getByRole('region', { name: say(licenseText, 'filesTitle'), exact: true });
    await files.getByText('collar-2.txt').first().waitFor();
    // What was sold stays.
    await files.getByText('collar.txt', { exact: true }).first().waitFor();
    expect(await page.getByText(say(licenseText, 'newerTitle')).count()).toBe(0);
    expect(person.faults).toEqual([]);
    await person.close();
  });

  function nameOf(version: number, language: Language): RegExp {
    return new RegExp(
      language === 'en' ? `Version ${version.toString()}, published` : `第${version.toString()}版，发布于`,
    );
  }

  async function buy(from: string, to: string, ...more: readonly string[]): Promise<string> {
    const sold = await acts.done('studio', 'license', asset, ...REACH, '--from', from, '--to', to, ...more);
    return z.string().parse(sold['licenseId']);
  }

  /** By an offer for later days, which is the only one for them. */
  async function buyFixed(): Promise<string> {
    const days = ['--from', day(601), '--to', day(690)];
    const terms = ['--price', '1200 TCNY', '--rights', 'FIXED_VERSION'];
    await acts.done('institution', 'offer', asset, ...REACH, ...days, ...terms);
    return buy(day(610), day(640));
  }

  async function revise(): Promise<void> {
    const file = here.path('collar-2.txt');
    await writeFile(file, 'a better scan of a collar');
    const metadata = here.path('metadata.json');
    await writeFile(metadata, JSON.stringify({ creditLine: 'County Museum, second scan' }));
    const words = ['--title', 'wide band', '--metadata', metadata];
    await acts.done('institution', 'revise', asset, file, ...words);
  }

  async function studio(language: Language): Promise<BrowserPerson> {
    const person = await browser.person({ language, url: here.platform.url });
    await person.page.goto('/sign-in');
    await person.page.getByText(wordsIn(language)(peopleText, 'demoStudio')).first().click();
    await person.page.waitForURL((url) => url.pathname !== '/sign-in');
    return person;
  }
});
