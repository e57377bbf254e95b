import { writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Language, TestBrowser } from '../../support/browser.ts';
import { Installation } from '../../support/installation.ts';
import { drawPattern } from './pattern.ts';
import { Walker } from './walker.ts';

const LINK = /^accreditor (http:\/\/\S+\/first-start#[\w-]{43}) /m;
const MUSEUM = { kind: 'INSTITUTION', slug: 'county-museum', en: 'County Museum', zh: '县博物馆' } as const;
const VILLAGE = { kind: 'COMMUNITY', slug: 'upper-village', en: 'Upper Village', zh: '上寨' } as const;
const STUDIO = { kind: 'STUDIO', slug: 'blue-film', en: 'Blue Film', zh: '蓝影' } as const;
const AUDITOR = { kind: 'AUDITOR', slug: 'plain-sight', en: 'Plain Sight', zh: '明鉴' } as const;
const Ids = z.object({ organization: z.object({ id: z.string() }) });

describe.each(['en', 'zh'] as const)('from an empty platform to an offer, in %s', (language: Language) => {
  const here = Installation.emptyForSuite();
  const browser = TestBrowser.forSuite();
  let accreditor: Walker;
  let museum: Walker;
  let council: Walker;
  let studio: Walker;
  let auditor: Walker;
  let assetId = '';

  beforeAll(async () => {
    await here.start({ LANRAN_DEMO: '0' });
    const newcomer = async () =>
      new Walker(await browser.person({ language, url: here.platform.url }), language);
    accreditor = await newcomer();
    museum = await newcomer();
    council = await newcomer();
    studio = await newcomer();
    auditor = await newcomer();
  });

  const nameOf = (organization: { readonly en: string; readonly zh: string }) => organization[language];
  const idOf = async (slug: string) =>
    Ids.parse(await here.ask(`query ($slug: String!) { organization(slug: $slug) { id } }`, { slug }))
      .organization.id;

  it('names its accreditor by the one-time link', async () => {
    await accreditor.makeKey('accreditor', `/sign-up?next=/first-start`);
    const link = LINK.exec(here.platform.said)?.[1] ?? '';
    await accreditor.page.goto(link);
    await accreditor.becomeAccreditor();
  });

  it('admits an institution, a community, a studio and an auditor with keys made in their browsers', async () => {
    const everybody = [
      [museum, MUSEUM],
      [council, VILLAGE],
      [studio, STUDIO],
      [auditor, AUDITOR],
    ] as const;
    for (const [walker, organization] of everybody) {
      await walker.makeKey(organization.slug);
      await walker.askForAdmission(organization);
    }
    await accreditor.admitAll(everybody.length);
  });

  it('publishes a picture that was hashed before it was sent', async () => {
    const file = here.path('whirlpool.png');
    await writeFile(file, await drawPattern());
    assetId = await museum.publish({ title: '涡纹 Whirlpool', community: nameOf(VILLAGE), file });
    expect(assetId).toMatch(/^0x[0-9a-f]{64}$/);
  });

  it('lets the council consent', async () => {
    await council.consent(await idOf(VILLAGE.slug), assetId, { lastDay: '2099-12-31', share: '20' });
  });

  it('offers it', async () => {
    await museum.offer(assetId, { price: '1200', lastDay: '2099-12-31', isExclusive: false });
  });
});
