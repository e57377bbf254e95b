import { writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { connect } from '@lanran/sdk/accounts/connect';
import { readDemoAccount } from '../../../scripts/seed/accounts.ts';
import { appText } from '../../../web/app/text.ts';
import { adminText } from '../../../web/features/admin/operation/words/text.ts';
import { assetText } from '../../../web/features/asset/asset/words/text.ts';
import { asksText } from '../../../web/features/council/consents/words/asks-text.ts';
import { councilText } from '../../../web/features/council/desk/words/text.ts';
import { custodyText } from '../../../web/features/institution/custody/words/custody-text.ts';
import { deskText } from '../../../web/features/institution/desk/words/desk-text.ts';
import { offerText } from '../../../web/features/institution/offers/words/offer-text.ts';
import { peopleText } from '../../../web/features/people/signing-in/words/text.ts';
import { editorText } from '../../../web/features/publish/editor/words/editor-text.ts';
import { filesText } from '../../../web/features/publish/uploads/words/files-text.ts';
import { revisionText } from '../../../web/features/publish/revision/words/revision-text.ts';
import { signText } from '../../../web/features/publish/editor/words/sign-text.ts';
import { withdrawText } from '../../../web/features/publish/revision/words/withdraw-text.ts';
import { type BrowserPerson, TestBrowser } from '../../support/browser.ts';
import { Installation } from '../../support/installation.ts';
import { drawPattern } from './pattern.ts';
import { Walker } from './walker.ts';
import { wordsIn } from './words.ts';

const Assets = z.object({
  assets: z.object({
    edges: z.array(z.object({ node: z.object({ id: z.string(), identifier: z.string().nullable() }) })),
  }),
});
const LIST = `{ assets(first: 100) { edges { node { id identifier } } } }`;
/** Consented and on offer, asked for, restricted, another holder's, open, and without a community. */
const LOOKED_AT = ['DEMO-QS-001', 'DEMO-QS-003', 'DEMO-QS-005', 'DEMO-LP-001', 'DEMO-AS-001', 'DEMO-AS-003'];

const READERS = {
  'signed out': { account: null, desks: [] },
  institution: { account: 'institution', desks: ['/institution', '/publish'] },
  council: { account: 'council', desks: ['/council'] },
  'another council': { account: 'council-buyi', desks: ['/council'] },
  studio: { account: 'studio', desks: ['/studio'] },
  auditor: { account: 'auditor', desks: ['/auditor'] },
  accreditor: { account: 'accreditor', desks: ['/admin'] },
  operator: { account: 'operator', desks: ['/admin'] },
} as const;

const say = wordsIn('en');
/** How pages begin that are not for who opened them. */
const WALLS = [
  say(appText, 'notFoundTitle'),
  say(adminText, 'notForYou'),
  say(assetText, 'missingTitle'),
  say(asksText, 'goneTitle'),
  say(asksText, 'elsewhere'),
  say(councilText, 'signInTitle'),
  say(councilText, 'notYours'),
  say(councilText, 'noCouncil'),
  say(custodyText, 'notYoursTitle'),
  say(deskText, 'signInTitle'),
  say(deskText, 'noneTitle'),
  say(deskText, 'notYoursTitle'),
  say(offerText, 'notYoursTitle'),
  say(revisionText, 'notYours'),
  say(withdrawText, 'notYours'),
];

describe('links on asset pages and desks', () => {
  const here = Installation.forSuite();
  const browser = TestBrowser.forSuite();
  beforeAll(async () => here.start());

  it.each(Object.keys(READERS) as (keyof typeof READERS)[])(
    'lead to no page that refuses whom they are shown to: %s',
    async (reader) => {
      const { account } = READERS[reader];
      const person = await browser.person({ language: 'en', url: here.platform.url });
      const assets = await (account === null ? openSignedOut() : openAs(person, account));
      const desks = [
        ...READERS[reader].desks,
        ...(reader === 'institution' ? [await publishes(person)] : []),
      ];
      const links = new Map<string, string>();
      for (const path of [...assets.map((id) => `/assets/${id}`), ...desks]) {
        await person.page.goto(path, { waitUntil: 'networkidle' });
        await settled(person);
        for (const link of await linksOn(person)) links.set(kindOf(link), link);
      }
      const walls: string[] = [];
      for (const link of links.values()) {
        await person.page.goto(link);
        await settled(person);
        const said = await person.page.getByRole('main').innerText();
        const wall = WALLS.find((text) => said.includes(text));
        if (wall !== undefined) walls.push(`${link}: ${wall}`);
      }
      expect(walls).toEqual([]);
      expect(links.size).toBeGreaterThan(2);
      await person.close();
    },
  );

  async function openSignedOut(): Promise<string[]> {
    return chosen(Assets.parse(await here.ask(LIST)));
  }

  /** For a community; gives the page that says what can be done next. */
  async function publishes(person: BrowserPerson): Promise<string> {
    const walker = new Walker(person, 'en');
    const { page } = walker;
    const file = here.path('cuff.png');
    await writeFile(file, await drawPattern());
    await page.goto('/sign-in');
    await page.getByText(say(peopleText, 'demoInstitution')).first().click();
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    await walker.beginDraft({ title: 'Cuff', community: 'Miao villages of the Qingshui River (demo)' });
    await walker.addFiles([file]);
    await page.getByText(say(filesText, 'ready')).waitFor();
    await walker.button(say(editorText, 'look')).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say(signText, 'verb') })
      .click();
    await page.getByText(say(signText, 'next')).waitFor();
    return new URL(page.url()).pathname;
  }

  /** With the key's session in the browser; the assets that it may see. */
  async function openAs(
    { context }: BrowserPerson,
    account: Parameters<typeof readDemoAccount>[1],
  ): Promise<string[]> {
    const { url } = here.platform;
    const platform = await connect(url, readDemoAccount(here.dataDir, account));
    await context.addCookies([{ name: 'lanran_session', value: platform.token ?? '', url }]);
    return chosen(await platform.api.request({ query: LIST, answer: Assets }));
  }
});

function chosen({ assets: { edges } }: z.infer<typeof Assets>): string[] {
  return edges.flatMap(({ node }) => (LOOKED_AT.includes(node.identifier ?? '') ? node.id : []));
}

/** Within the platform, without files and papers, and without the filters of the catalog. */
async function linksOn({ page }: BrowserPerson): Promise<string[]> {
  const hrefs = z
    .array(z.string())
    .parse(
      await page.evaluate(
        `[...document.querySelectorAll('main a[href^="/"]')].map((link) => link.getAttribute('href'))`,
      ),
    );
  return hrefs.filter(
    (href) =>
      !/^\/(\?|files\/|renditions\/|record\/|packages\/|copies\/|certificates\/|invoices\/|registrations\/)/.test(
        href,
      ),
  );
}

/** Pages that are the same for everybody are looked at once: for one asset, organization or license, and one concept of a vocabulary. */
function kindOf(link: string): string {
  if (link.startsWith('/concepts/')) return link.replace(/[^/]*$/, '');
  const isForAll = /^\/(organizations|check)\/|^\/assets\/0x\w+(\/(versions|license)|$)/.test(link);
  return isForAll ? link.replace(/\/0x\w+|(?<=organizations)\/.*/g, '') : link;
}

async function settled({ page }: BrowserPerson): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('body:not(:has([data-loading], [aria-busy=true], .first-paint))').waitFor();
}
