import { writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { INTRODUCTION } from '@lanran/protocol/messages/introduction';
import { assetText } from '../../../web/features/asset/asset/words/text.ts';
import { catalogText } from '../../../web/features/catalog/words/text.ts';
import { frontText } from '../../../web/features/front/words/text.ts';
import { peopleText } from '../../../web/features/people/signing-in/words/text.ts';
import { TestBrowser } from '../../support/browser.ts';
import { Installation } from '../../support/installation.ts';
import { drawPattern } from './pattern.ts';
import { wordsIn } from './words.ts';

const Published = z.object({ assetId: z.string() });
/** Nothing of these may be told to strangers. */
const HIDDEN = { restricted: 'Grandmother’s dowry chest', takenDown: 'Mistaken upload of a funeral cloth' };
const SHOWN = { licensed: 'Whirlpool of the upper village', withdrawn: 'Cloth that left the market' };
type Name = keyof typeof HIDDEN | keyof typeof SHOWN;

const DEMO = { institution: 'demoInstitution', council: 'demoCommunity', studio: 'demoStudio' } as const;

/** First page, heads, sitemap and first answers, as a new platform with the demo data serves them. */
describe('the front door', () => {
  const here = Installation.forSuite();
  const browser = TestBrowser.forSuite();
  const ids = {} as Record<Name, string>;

  beforeAll(async () => {
    await here.start();
    for (const [name, title] of Object.entries({ ...SHOWN, ...HIDDEN })) {
      const file = here.path(`${name}.png`);
      await writeFile(file, await drawPattern(`#1f3f7${Object.keys(ids).length}`));
      const access = name === 'restricted' ? 'restricted' : 'licensed';
      const options = ['--kind', 'pattern', '--title', title, '--access', access];
      const { document } = await here.hereAs('institution', 'publish', file, ...options);
      ids[name as Name] = Published.parse(document).assetId;
    }
    await here.hereAs('institution', 'withdraw', ids.withdrawn);
    await here.hereAs('institution', 'take-down', ids.takenDown, '--reason', 'A mistake.', '--yes');
  });

  /** As curl asks, and previews of shared links. */
  const fetchPage = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(here.platform.url + path, { headers: { accept: '*/*', ...headers } });
    return { status: response.status, html: await response.text(), headers: response.headers };
  };

  it.each(['en', 'zh'] as const)(
    'says what this is, who takes part and what is new: %s',
    async (language) => {
      const person = await browser.person({ language, url: here.platform.url });
      const { page } = person;
      const say = wordsIn(language);
      const asked: string[] = [];
      page.on('request', (request) => asked.push(/query (\w+)/.exec(request.postData() ?? '')?.[1] ?? ''));
      await page.goto('/', { waitUntil: 'networkidle' });
      await page.getByRole('heading', { level: 1, name: INTRODUCTION.title[language] }).waitFor();
      for (const sentence of [INTRODUCTION.what, INTRODUCTION.whom, INTRODUCTION.trust])
        expect(await page.getByText(sentence[language]).count()).toBe(1);
      for (const part of ['communities', 'institutions'] as const) {
        const section = page.getByRole('region', { name: say(frontText, part) });
        expect(await section.getByRole('listitem').count()).toBe(3);
        expect(await section.locator('img').count()).toBe(3);
      }
      // The museum published more than a few on one day: one card.
      const holder = language === 'en' ? 'Qingshui River Textile Museum (demo)' : '清水江织染博物馆（演示）';
      const many = page.getByRole('link', { name: new RegExp(holder.replace(/[()]/g, '\\$&')) }).first();
      expect(await many.getAttribute('href')).toMatch(
        /^\/catalog\?holder=0x[0-9a-f]{64}&published=\d{4}-\d\d-\d\d$/,
      );
      // Its answer came with the page.
      expect(asked).not.toContain('FrontPage');
      expect(asked).not.toContain('Me');
      expect(await person.accessibilityFaults()).toEqual([]);
      expect(person.faults).toEqual([]);
      const counted = Number(/\d+/.exec(await many.innerText())?.[0]);
      await many.click();
      await page.waitForURL((url) => url.pathname === '/catalog');
      const count = say(catalogText, 'count', { count: counted });
      await page.getByRole('status').filter({ hasText: count }).waitFor();
      await person.close();
    },
  );

  it('fetches the first picture once, early, at the size that the page shows', async () => {
    for (const size of [
      { width: 375, height: 800 },
      { width: 1440, height: 900 },
    ]) {
      const person = await browser.person({ language: 'en', url: here.platform.url, size });
      for (const path of ['/', '/catalog', `/assets/${ids.licensed}`]) {
        await person.page.goto(path, { waitUntil: 'networkidle' });
        const [first, shown] = await person.page.evaluate<[string, string]>(`[
          performance.getEntriesByType('resource').filter(({ name }) => name.includes('/renditions/'))[0].name,
          document.querySelector('main img').currentSrc,
        ]`);
        expect(shown, path).toBe(first);
        expect(await person.page.locator('.first-paint').count()).toBe(0);
      }
      expect(person.faults).toEqual([]);
      await person.close();
    }
  });

  it.each(['en', 'zh'] as const)('draws the first picture where the page puts it: %s', async (language) => {
    for (const size of [
      { width: 375, height: 800 },
      { width: 1440, height: 900 },
    ]) {
      const tops: number[] = [];
      for (const hasScript of [false, true]) {
        const person = await browser.person({ language, url: here.platform.url, size });
        if (!hasScript) await person.context.route('**/assets/*.js', async (route) => route.abort());
        await person.page.goto('/', { waitUntil: 'networkidle' });
        const box = await person.page.locator('main img[srcset]').first().boundingBox();
        tops.push(box?.y ?? Number.NaN);
        await person.close();
      }
      const [drawn = Number.NaN, shown = Number.NaN] = tops;
      expect(Math.abs(drawn - shown), `${size.width}`).toBeLessThan(4);
    }
  });

  it('shows a concept with its assets from the page’s own answer', async () => {
    const person = await browser.person({ language: 'en', url: here.platform.url });
    const asked: string[] = [];
    person.page.on('request', (request) =>
      asked.push(/query (\w+)/.exec(request.postData() ?? '')?.[1] ?? ''),
    );
    await person.page.goto('/concepts/technique/batik', { waitUntil: 'networkidle' });
    await person.page.getByRole('heading', { level: 1, name: 'Batik (wax-resist dyeing)' }).waitFor();
    expect(await person.page.locator('main img').count()).toBeGreaterThan(1);
    expect(asked.filter((name) => name.startsWith('Concept'))).toEqual([]);
    // The answer is of this concept alone.
    await person.page.getByRole('link', { name: 'Resist dyeing', exact: true }).first().click();
    await person.page.getByRole('heading', { level: 1, name: 'Resist dyeing', exact: true }).waitFor();
    expect(asked).toContain('ConceptPage');
    expect(person.faults).toEqual([]);
    await person.close();
  });

  it('leads an old address of the catalog to it, with its conditions', async () => {
    const person = await browser.person({ language: 'en', url: here.platform.url });
    await person.page.goto('/?kind=FILM');
    await person.page.waitForURL((url) => url.pathname === '/catalog' && url.search === '?kind=FILM');
    await person.close();
  });

  it('tells a client that runs no script title, words and a picture that it may have', async () => {
    const { status, html } = await fetchPage(`/assets/${ids.licensed}`);
    expect(status).toBe(200);
    expect(html).toContain(`<meta property="og:title" content="${SHOWN.licensed}" />`);
    expect(html).toContain(`<h1>${SHOWN.licensed}</h1>`);
    const image = /property="og:image" content="([^"]+)"/.exec(html)?.[1] ?? '';
    const picture = await fetch(image);
    expect(picture.status).toBe(200);
    expect(picture.headers.get('content-type')).toBe('image/webp');
    const inChinese = await fetchPage('/', { 'accept-language': 'zh-CN,zh;q=0.9' });
    expect(inChinese.html).toContain(`<h1>${INTRODUCTION.title.zh}</h1>`);
    expect(inChinese.html).toContain('<html lang="zh-CN"');
    const json = await fetchPage('/nowhere', { accept: 'application/json' });
    expect([json.status, json.headers.get('content-type')]).toEqual([404, 'application/json; charset=utf-8']);
  });

  it('is the same, byte for byte, for what is restricted, taken down and unknown', async () => {
    const unknown = await fetchPage(`/assets/0x${'0'.repeat(64)}`);
    expect(unknown.status).toBe(404);
    for (const name of ['restricted', 'takenDown'] as const)
      for (const part of ['', '/license', '/versions']) {
        const hidden = await fetchPage(`/assets/${ids[name]}${part}`);
        expect({ status: hidden.status, html: hidden.html }).toEqual({ status: 404, html: unknown.html });
      }
  });

  it.each(['stranger', 'institution', 'council', 'studio'] as const)(
    'has no trace of what is hidden in HTML, sitemap and first answers, whoever asks: %s',
    async (account) => {
      const person = await browser.person({ language: 'en', url: here.platform.url });
      const { page } = person;
      if (account !== 'stranger') {
        await page.goto('/sign-in');
        await page.getByText(wordsIn('en')(peopleText, DEMO[account])).first().click();
        await page.waitForURL((url) => url.pathname !== '/sign-in');
      }
      const [sitemap] = /\/sitemap-assets-1\.xml/.exec(await (await here.get('/sitemap.xml')).text()) ?? [''];
      const paths = ['/', '/catalog', '/catalog?text=cloth', '/organizations/demo-qingshui-museum', sitemap];
      paths.push('/concepts/technique/batik');
      const assets = Object.values(ids).map((id) => `/assets/${id}`);
      const told: string[] = [];
      for (const path of [...paths, ...assets]) {
        const response = await person.context.request.get(path, { headers: { accept: 'text/html,*/*' } });
        const text = await response.text();
        told.push(text);
        for (const name of ['restricted', 'takenDown'] as const) {
          expect(text, `${path} ${name}`).not.toContain(HIDDEN[name]);
          expect(text, `${path} ${name}`).not.toContain(ids[name].slice(2));
        }
      }
      for (const name of ['licensed', 'withdrawn'] as const) expect(told.join('')).toContain(ids[name]);
      // The page itself still opens for its people.
      await page.goto(`/assets/${ids.restricted}`);
      const isTheirs = account === 'institution' || account === 'council';
      const title = isTheirs ? HIDDEN.restricted : wordsIn('en')(assetText, 'missingTitle');
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      await person.close();
    },
  );
});
