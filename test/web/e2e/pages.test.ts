import { writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { generateIdentity, parseIdentity } from '@lanran/api/age/identity';
import { appText } from '../../../web/app/text.ts';
import { recoveryKeyText } from '../../../web/features/institution/recovery/words/recovery-key-text.ts';
import { peopleText } from '../../../web/features/people/signing-in/words/text.ts';
import { type BrowserPerson, type Language, TestBrowser } from '../../support/browser.ts';
import { Installation } from '../../support/installation.ts';
import { Walker } from './walker.ts';
import { wordsIn } from './words.ts';

const Shown = z.object({
  organizations: z.object({
    edges: z.array(z.object({ node: z.object({ id: z.string(), slug: z.string() }) })),
  }),
  assets: z.object({ edges: z.array(z.object({ node: z.object({ id: z.string() }) })) }),
  statements: z.object({ edges: z.array(z.object({ node: z.object({ statementHash: z.string() }) })) }),
});
const Opened = z.object({ id: z.string() });
const Bought = z.object({ licenseId: z.string() });
const Asked = z.object({ requests: z.array(z.object({ id: z.string() })) });
type Reader = 'stranger' | 'institution' | 'council' | 'studio' | 'accreditor' | 'operator';

/** Every page of the platform's pages, as those see it whom it is for. */
describe('every page', () => {
  const here = Installation.forSuite();
  const browser = TestBrowser.forSuite();
  const paths: Record<Reader, string[]> = {
    stranger: [],
    institution: [],
    council: [],
    studio: [],
    accreditor: [],
    operator: [],
  };

  beforeAll(async () => {
    await here.startOperatedBy('auditor');
    const shown = Shown.parse(
      await here.ask(`{
        organizations(first: 100) { edges { node { id slug } } }
        assets(first: 1, filter: { onOffer: true, hasConsent: true, kind: COSTUME }) { edges { node { id } } }
        statements(first: 1) { edges { node { statementHash } } }
      }`),
    );
    const asset = present(shown.assets.edges[0]).node.id;
    const statement = present(shown.statements.edges[0]).node.statementHash;
    const organizations = shown.organizations.edges.map(({ node }) => node);
    const idOf = (slug: string) => present(organizations.find((each) => each.slug === slug)).id;
    const nextYear = String(new Date().getUTCFullYear() + 1);
    const days = ['--from', `${nextYear}-03-01`, '--to', `${nextYear}-03-31`];
    const wish = ['--media', 'streaming', '--territory', 'CN', ...days];
    const bought = Bought.parse((await here.hereAs('studio', 'license', asset, ...wish)).document);
    const license = bought.licenseId;
    const asked = Asked.parse(
      (await here.hereAs('studio', 'request', asset, ...wish, '--price', '900 TCNY', '--message', 'A film.'))
        .document,
    );
    const requested = `/requests/${present(asked.requests[0]).id}`;
    const file = here.path('call.json');
    await writeFile(
      file,
      JSON.stringify({
        organization: 'demo-qingshui-museum',
        title: { en: 'Costumes on film', zh: '电影里的服饰' },
        purpose: { en: 'To see them worn.' },
        assetIds: [asset],
        closingDay: `${nextYear}-03-31`,
      }),
    );
    const call = Opened.parse((await here.hereAs('institution', 'call', 'open', '--file', file)).document).id;
    paths.stranger = [
      '/',
      '/catalog',
      '/catalog?text=buterfly%20qwzxq',
      '/catalog?text=qwzxq&kind=FILM',
      '/searches',
      '/lists',
      '/lists/nothing',
      '/requests',
      '/requests/nothing',
      '/requests/new',
      `/requests/new?assets=${asset}`,
      '/inbox',
      '/confirm-email',
      '/unsubscribe/nothing',
      '/checkout?requests=nothing',
      `/assets/${asset}`,
      `/assets/${asset}/versions`,
      `/assets/${asset}/license`,
      `/check/${license}`,
      '/organizations',
      `/organizations/${present(organizations[0]).slug}`,
      '/calls',
      `/calls/${call}`,
      '/calls/nothing',
      '/calls/new',
      '/concepts',
      '/concepts?vocabulary=place',
      '/concepts?text=batik',
      '/concepts/technique/batik',
      '/concepts/place/guiyang',
      '/concepts/motif/nothing-of-this-name',
      '/concepts/new',
      '/concepts/proposals',
      '/verify',
      '/record',
      `/record/${statement}`,
      '/rules',
      '/sign-in',
      '/sign-up',
      '/restore',
      '/join',
      '/first-start',
      '/nowhere',
    ];
    const institution = `/institution/${idOf('demo-qingshui-museum')}`;
    const tabs = [
      'assets',
      'calls',
      'offers',
      'licenses',
      'orders',
      'earnings',
      'members',
      'recovery',
      'profile',
      'custody',
      'jobs',
    ];
    paths.institution = [
      '/publish',
      `/calls/${call}`,
      `/calls/${call}/change`,
      '/calls/new',
      '/import',
      '/concepts/new',
      '/concepts/import',
      '/concepts/proposals',
      '/concepts/proposals/nothing',
      '/concepts/technique/batik/change',
      '/inbox',
      institution,
      ...tabs.map((tab) => `${institution}/${tab}`),
      ...['offer', 'custody', 'revise', 'withdraw', 'take-down'].map((act) => `/assets/${asset}/${act}`),
      '/requests',
      requested,
      `/requests/new?kind=REVIEW&assets=${asset}`,
      '/account',
    ];
    const council = `/council/${idOf('demo-miao-villages')}`;
    const rooms = [
      'asks',
      'calls',
      'consents',
      'disputes',
      'earnings',
      'signatures',
      'labels',
      'succession',
      'unasked',
    ];
    paths.council = [
      council,
      ...rooms.map((room) => `${council}/${room}`),
      `${council}/asks/${asset}`,
      `${council}/asks/${asset}/use`,
      `${council}/consents/${asset}`,
      `${council}/take-down/${asset}`,
      '/requests?role=COMMUNITY&state=ASKED',
      requested,
    ];
    paths.studio = [
      '/inbox',
      '/searches',
      '/lists',
      '/lists/favorites',
      '/requests',
      requested,
      `/requests/new?assets=${asset}`,
      '/checkout?requests=nothing',
      '/studio',
      `/webhooks/${idOf('demo-wuyang-films')}`,
      `/licenses/${license}`,
      `/licenses/${license}/certificate`,
    ];
    paths.accreditor = ['/admin', '/account'];
    paths.operator = ['/admin', '/account'];
  });

  it.each(['stranger', 'institution', 'council', 'studio', 'accreditor', 'operator'] as const)(
    'has nothing that axe finds against WCAG 2.2 AA in English and in Chinese, for: %s',
    async (account) => {
      const person = await browser.person({ language: 'en', url: here.platform.url });
      if (account !== 'stranger') await signIn(person, account);
      const found: Record<string, readonly string[]> = {};
      let language: Language = 'en';
      const look = async (path: string) => {
        await settled(person);
        // A desk that is somebody else's would have nothing to find fault with.
        if (DESK.test(path)) await person.page.getByRole('navigation').nth(1).waitFor();
        const faults = [...(await person.accessibilityFaults()), ...person.faults.splice(0)];
        if (faults.length > 0) found[`${path} ${language}`] = faults;
      };
      for (const path of paths[account]) {
        await person.page.goto(path);
        await look(path);
        language = await turnAround(person, language);
        await look(path);
      }
      expect(found).toEqual({});
      await person.close();
    },
    PAGES_TIME,
  );

  it('keeps the digits of a count on one line beside a long name', async () => {
    const person = await browser.person({ language: 'en', url: here.platform.url });
    await person.page.goto('/catalog');
    const filter = person.page.locator('label:has(input[type=checkbox])').filter({ hasText: /\d$/ }).last();
    await filter.waitFor();
    const lines = await filter.evaluate((label) => {
      const [name, count] = [...label.querySelectorAll('span:not(:has(span))')].slice(-2);
      if (name === undefined || count === undefined) return 0;
      name.textContent = 'Council of the villages along the upper river '.repeat(4);
      count.textContent = '27';
      const text = document.createRange();
      text.selectNodeContents(count);
      return text.getClientRects().length;
    });
    expect(lines).toBe(1);
    await person.close();
  });

  it('takes the public part of a recovery key alone, and gives the key up again', async () => {
    const person = await browser.person({ language: 'en', url: here.platform.url });
    await signIn(person, 'institution');
    const { page } = person;
    const say = (key: 'set' | 'kept' | 'setVerb' | 'saidSet' | 'remove' | 'removeVerb' | 'saidRemoved') =>
      wordsIn('en')(recoveryKeyText, key);
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.postData() ?? ''));
    await page.goto(paths.institution.find((path) => path.endsWith('/recovery')) ?? '');
    await page.getByRole('button', { name: say('set') }).click();
    const identity = generateIdentity();
    const field = page.getByRole('dialog').getByRole('textbox');
    await field.fill(identity);
    await page.getByRole('alert').waitFor();
    expect(await field.inputValue()).toBe('');
    await field.fill(parseIdentity(generateIdentity()).recipient.text);
    await page.getByText(say('kept')).click();
    await page.getByRole('button', { name: say('setVerb') }).click();
    await page.getByText(say('saidSet')).waitFor();
    await page.getByRole('button', { name: say('remove') }).click();
    await page.getByRole('button', { name: say('removeVerb') }).click();
    await page.getByText(say('saidRemoved')).waitFor();
    expect(sent.join()).not.toContain(identity);
    expect(person.faults).toEqual([]);
    await person.close();
  });

  async function signIn(person: BrowserPerson, account: keyof typeof DEMO_WORDS): Promise<void> {
    const walker = new Walker(person, 'en');
    await person.page.goto('/sign-in');
    await person.page.getByText(walker.say(peopleText, DEMO_WORDS[account])).first().click();
    await person.page.waitForURL((url) => url.pathname !== '/sign-in');
  }
});

/** In ms. A reader opens up to 60 pages here, a few seconds each on a machine under load. */
const PAGES_TIME = 600_000;

const DESK = /^\/(institution|council)\/0x/;

const DEMO_WORDS = {
  institution: 'demoInstitution',
  council: 'demoCommunity',
  studio: 'demoStudio',
  accreditor: 'demoAccreditor',
  operator: 'demoAuditor',
} as const;

/** The page as it stands in the other language and the other light: English is read by day here, Chinese by night. */
async function turnAround({ page }: BrowserPerson, language: Language): Promise<Language> {
  const other = language === 'en' ? 'zh' : 'en';
  await page.emulateMedia({ colorScheme: other === 'zh' ? 'dark' : 'light' });
  const turn = page.getByRole('button', { name: wordsIn(language)(appText, 'otherLanguageLabel') });
  const turned = page.locator(`html[lang^=${other}][data-theme=${other === 'zh' ? 'dark' : 'light'}]`);
  await turn.click();
  // On a machine under load a page may still be put in place of the one that was clicked.
  await turned.waitFor({ timeout: 10_000 }).catch(() => turn.click());
  await turned.waitFor();
  // Between two lights, colors are neither's. A transition that the browser holds up has no end to wait for.
  await page.evaluate(
    'document.getAnimations().filter((each) => each instanceof CSSTransition).forEach((each) => each.finish())',
  );
  return other;
}

/** Else a page would be opened of nothing, which is "not found" and has no faults. */
function present<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('The demo data lack what a page is opened of.');
  return found;
}

/** The page has its title, and stands still: nothing on it is a place for what is yet to come. */
async function settled({ page }: BrowserPerson): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('body:not(:has([data-loading], [aria-busy=true], .first-paint))').waitFor();
}
