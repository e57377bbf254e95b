import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { partLabel } from '@lanran/protocol/territories/territory-text';
import { peopleText } from '../../../web/features/people/signing-in/words/text.ts';
import { wishText } from '../../../web/features/studio/wish/words/wish-text.ts';
import { territoryFieldText } from '../../../web/lib/territories/territory-field-text.ts';
import { mediumLabel } from '../../../web/lib/territories/window-text.ts';
import { TestBrowser } from '../../support/browser.ts';
import { Installation } from '../../support/installation.ts';
import { importsFolder } from './imported-folder.ts';
import { resumesAcrossReload } from './resumed-upload.ts';
import { wordsIn } from './words.ts';

const Offered = z.object({
  assets: z.object({ edges: z.array(z.object({ node: z.object({ id: z.string() }) })) }),
});
const MAX_FIRST_LOAD = 250_000;

describe('the web client', () => {
  const here = Installation.forSuite();
  const browser = TestBrowser.forSuite();
  beforeAll(async () => here.start());

  it.each([
    ['en', 'en-US', 'Skip to the content'],
    ['zh', 'zh-CN', '跳到正文'],
  ] as const)('opens in the language of the browser: %s', async (language, _locale, skip) => {
    const person = await browser.person({ language, url: here.platform.url });
    await person.page.goto('/nowhere');
    await person.page.getByRole('link', { name: skip }).waitFor({ state: 'attached' });
    expect(await person.page.evaluate('document.documentElement.lang')).toBe(
      language === 'zh' ? 'zh-CN' : 'en',
    );
    expect(await person.accessibilityFaults()).toEqual([]);
    expect(person.faults).toEqual([]);
    await person.close();
  });

  it('loads less than 250 KB of compressed JavaScript for its first page', async () => {
    const person = await browser.person({ language: 'en', url: here.platform.url });
    let bytes = 0;
    person.page.on('response', (response) => {
      if (!response.url().endsWith('.js')) return;
      bytes += Number(response.headers()['content-length'] ?? Number.NaN);
    });
    await person.page.goto('/', { waitUntil: 'networkidle' });
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(MAX_FIRST_LOAD);
    await person.close();
  });

  it('can be used by keyboard from the first stop on', async () => {
    const person = await browser.person({ language: 'en', url: here.platform.url });
    await person.page.goto('/rules');
    await person.page.getByRole('heading', { level: 1 }).waitFor();
    await person.page.keyboard.press('Tab');
    expect(await person.page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await person.page.keyboard.press('Enter');
    expect(await person.page.evaluate('document.activeElement.id')).toBe('content');
    await person.close();
  });

  it('resumes an upload across a page reload, of a folder that was dropped, and publishes the same bytes', async () => {
    await resumesAcrossReload(here, browser);
  });

  it('imports a folder by its table, says which row is wrong, and publishes nothing twice', async () => {
    await importsFolder(here, browser);
  });

  it('sells a license to somebody who has a keyboard alone', async () => {
    const person = await browser.person({ language: 'en', url: here.platform.url });
    const { page } = person;
    const { keyboard } = page;
    const say = wordsIn('en');
    const { assets } = Offered.parse(
      await here.ask(
        `{ assets(first: 1, filter: { onOffer: true, hasConsent: true }) { edges { node { id } } } }`,
      ),
    );
    const year = String(new Date().getUTCFullYear() + 1);
    const byName = (role: 'button' | 'checkbox', name: string) => page.getByRole(role, { name });

    await page.goto('/sign-in');
    await person.tabTo(byName('button', say(peopleText, 'demoStudio')).first());
    await keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === '/studio');
    await page.goto(`/assets/${assets.edges[0]?.node.id ?? ''}/license`);
    await person.tabTo(byName('checkbox', mediumLabel('STREAMING', 'en')));
    await keyboard.press('Space');
    await person.tabTo(page.getByLabel(say(territoryFieldText, 'find')));
    await keyboard.type('Franc');
    await person.tabTo(byName('checkbox', 'France').first());
    await keyboard.press('Space');
    await page.getByLabel(say(territoryFieldText, 'find')).fill('');
    await person.tabTo(page.locator('summary', { hasText: partLabel('EUROPE', 'en') }));
    await keyboard.press('Enter');
    const unfolded = page.locator('details').getByRole('checkbox', { name: 'France' });
    await unfolded.and(page.locator(':checked')).waitFor();
    await person.tabTo(page.getByLabel(say(wishText, 'from')));
    await keyboard.type(`0101${year}`);
    await person.tabTo(page.getByLabel(say(wishText, 'to')));
    await keyboard.type(`0131${year}`);
    await person.tabTo(byName('button', say(wishText, 'buy')));
    await keyboard.press('Enter');
    await person.tabTo(page.getByRole('dialog').getByRole('button', { name: say(wishText, 'buyVerb') }));
    await keyboard.press('Enter');
    await page.waitForURL(/\/licenses\/0x/);
    expect(person.faults).toEqual([]);
    await person.close();
  });
});
