import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { MEDIA } from '@lanran/protocol/licensing/media';
import { RIGHTS } from '@lanran/protocol/licensing/rights';
import { TERRITORY_CODES } from '@lanran/protocol/territories/territories';
import { licenseText } from '../../../web/features/studio/license/words/license-text.ts';
import { peopleText } from '../../../web/features/people/signing-in/words/text.ts';
import { type BrowserPerson, type Language, TestBrowser } from '../../support/browser.ts';
import { Installation } from '../../support/installation.ts';
import { Walker } from './walker.ts';
import { wordsIn } from './words.ts';

const Shown = z.object({
  assets: z.object({
    edges: z.array(z.object({ node: z.object({ id: z.string(), community: z.object({ id: z.string() }) }) })),
  }),
});
const Bought = z.object({ licenseId: z.string() });

const Answer = z.looseObject({
  data: z
    .looseObject({
      licenseCheck: z.looseObject({ asset: z.looseObject({ community: z.looseObject({}) }) }).nullish(),
    })
    .nullish(),
});

const LABEL = {
  code: 'TK-F',
  title: { en: 'Only at funerals', zh: '仅用于丧葬' },
  text: { en: 'Do not show it at feasts.', zh: '喜庆场合请勿使用。' },
};
const EVERYWHERE_ELSE = { en: 'whole world except the United States', zh: '全球（美国除外）' } as const;
/** What a phone shows of this asset is about 4,900 pixels high; with 248 names it was 7,700. */
const MOST_PIXELS = 6_000;

/** A license for everywhere but one country, of an asset whose community asks something. */
describe('a license for the whole world except the United States', () => {
  const here = Installation.forSuite();
  const browser = TestBrowser.forSuite();
  let asset = '';
  let license = '';
  let packageDir = '';

  beforeAll(async () => {
    await here.start();
    const shown = Shown.parse(
      await here.ask(`{
        assets(first: 1, filter: { onOffer: true, hasConsent: true, kind: COSTUME }) {
          edges { node { id community { id } } }
        }
      }`),
    );
    const node = shown.assets.edges[0]?.node;
    asset = node?.id ?? '';
    await labelTheCommunity(node?.community.id ?? '');
    const nextYear = String(new Date().getUTCFullYear() + 1);
    const days = ['--from', `${nextYear}-03-01`, '--to', `${nextYear}-03-31`];
    const wish = ['--media', 'streaming', '--territory', 'world except US', ...days];
    license = Bought.parse((await here.hereAs('studio', 'license', asset, ...wish)).document).licenseId;
    packageDir = here.path('package');
    await here.hereAs('studio', 'download', license, '--out', packageDir);
  });

  it.each(['en', 'zh'] as const)(
    'says so on every page that shows it, and nowhere lists names (%s)',
    async (language) => {
      const person = await signedIn('studio', language);
      for (const path of [
        `/assets/${asset}`,
        '/record',
        `/check/${license}`,
        '/studio',
        `/licenses/${license}`,
        `/licenses/${license}/certificate`,
      ]) {
        await person.page.goto(path);
        const text = await shownText(person);
        expect.soft(text, path).toContain(EVERYWHERE_ELSE[language]);
        expect.soft(text, path).not.toContain(language === 'en' ? 'Afghanistan' : '阿富汗');
      }
      expect(person.faults).toEqual([]);
      await person.close();
    },
  );

  it.each(['en', 'zh'] as const)('shows labels and credit wherever it is licensed (%s)', async (language) => {
    const stranger = await browser.person({ language, url: here.platform.url });
    const studio = await signedIn('studio', language);
    const pages: readonly (readonly [BrowserPerson, string])[] = [
      [stranger, `/assets/${asset}`],
      [stranger, `/assets/${asset}/license`],
      [stranger, `/check/${license}`],
      [studio, `/licenses/${license}`],
      [studio, `/licenses/${license}/certificate`],
    ];
    for (const [person, path] of pages) {
      await person.page.goto(path);
      const text = await shownText(person);
      expect.soft(text, path).toContain(LABEL.title[language]);
      expect.soft(text, path).toContain(LABEL.text[language]);
      expect.soft(text, path).toContain('Synthetic');
    }
    await stranger.close();
    await studio.close();
  });

  it('prints its certificate on one page of A4, in both languages on it', async () => {
    const person = await signedIn('studio', 'en');
    await person.page.goto(`/licenses/${license}/certificate`);
    await person.page.getByRole('button', { name: wordsIn('en')(licenseText, 'printIt') }).waitFor();
    const text = await shownText(person);
    expect(text).toContain(`The ${EVERYWHERE_ELSE.en}`);
    expect(text).toContain(EVERYWHERE_ELSE.zh);
    expect(text).toContain(LABEL.title.zh);
    expect(pagesOf(await person.page.pdf({ preferCSSPageSize: true }))).toBe(1);
    await person.close();
  });

  it('prints a certificate that says much on one page too', async () => {
    const person = await signedIn('studio', 'en');
    const { page } = person;
    await page.route('**/graphql', async (route) => {
      const response = await route.fetch();
      const answer = Answer.parse(await response.json());
      if (answer.data?.licenseCheck != null) Object.assign(answer.data.licenseCheck, sayingMuch(answer.data));
      await route.fulfill({ response, json: answer });
    });
    await page.goto(`/licenses/${license}/certificate`);
    await page.getByText('and 14 more').waitFor();
    expect(pagesOf(await page.pdf({ preferCSSPageSize: true }))).toBe(1);
    // The page may still ask for something.
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await person.close();
  });

  it('is a short read on a phone', async () => {
    const person = await browser.person({
      language: 'en',
      url: here.platform.url,
      size: { width: 390, height: 844 },
    });
    await person.page.goto(`/assets/${asset}`);
    await shownText(person);
    const height = await person.page.evaluate('document.documentElement.scrollHeight');
    expect(height).toBeLessThan(MOST_PIXELS);
    await person.close();
  });

  it('comes with its labels and credit line, and its folder still verifies', async () => {
    const text = await readFile(join(packageDir, 'provenance/LABELS-AND-CREDIT.txt'), 'utf8');
    expect(text).toContain('Only at funerals · 仅用于丧葬 (TK-F)');
    expect(text).toContain('Credit line · 署名: ');
    expect((await here.lanranHere('verify', packageDir)).exitCode).toBe(0);
  });

  async function labelTheCommunity(organizationId: string): Promise<void> {
    const council = await signedIn('council', 'en');
    const query =
      'mutation ($organizationId: ID!, $input: ProfileInput!) { updateProfile(organizationId: $organizationId, input: $input) { id } }';
    const body = JSON.stringify({ query, variables: { organizationId, input: { labels: [LABEL] } } });
    const answer = await council.page.evaluate(
      `fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(body)} }).then((response) => response.json())`,
    );
    expect(answer).not.toHaveProperty('errors');
    await council.close();
  }

  async function signedIn(account: 'council' | 'studio', language: Language): Promise<BrowserPerson> {
    const person = await browser.person({ language, url: here.platform.url });
    const walker = new Walker(person, language);
    await person.page.goto('/sign-in');
    const words = account === 'council' ? 'demoCommunity' : 'demoStudio';
    await person.page.getByText(walker.say(peopleText, words)).first().click();
    await person.page.waitForURL((url) => url.pathname !== '/sign-in');
    return person;
  }
});

/** What the page says once nothing on it is a place for what is yet to come. */
async function shownText({ page }: BrowserPerson): Promise<string> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('body:not(:has([data-loading], [aria-busy=true], .first-paint))').waitFor();
  return page.locator('main').innerText();
}

/** Places that no group covers, many uses, all rights, and twenty labels with long texts. */
function sayingMuch({ licenseCheck }: NonNullable<z.infer<typeof Answer>['data']>) {
  const labels = Array.from({ length: 20 }, (_, at) => ({
    code: `L${String(at)}`,
    title: {
      en: `A label with a rather long title ${String(at)}`,
      zh: `一个标题相当长的社区标签之${String(at)}`,
    },
    text: { en: 'Read this. '.repeat(100), zh: '请阅读。'.repeat(200) },
  }));
  return {
    territories: TERRITORY_CODES.filter((_, at) => at % 3 === 0),
    media: MEDIA,
    rights: RIGHTS,
    exclusive: true,
    asset: {
      ...licenseCheck?.asset,
      creditLine: 'Collection of the county museum, gift of a family. '.repeat(4),
      community: { ...licenseCheck?.asset.community, labels },
    },
  };
}

function pagesOf(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}
