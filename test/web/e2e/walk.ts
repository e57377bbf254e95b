import { readFile, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { backupText } from '../../../web/features/admin/backups/words/backup-text.ts';
import { careText } from '../../../web/features/admin/backups/words/care-text.ts';
import { wayInText } from '../../../web/lib/organizations/way-in-text.ts';
import { checkText } from '../../../web/features/studio/certificate/words/check-text.ts';
import { licenseText } from '../../../web/features/studio/license/words/license-text.ts';
import { wishText } from '../../../web/features/studio/wish/words/wish-text.ts';
import { verifyText } from '../../../web/features/verify/words/text.ts';
import { type Language, TestBrowser } from '../../support/browser.ts';
import { Installation } from '../../support/installation.ts';
import { drawPattern } from './pattern.ts';
import { Walker } from './walker.ts';

const LINKS = {
  OPERATOR: /^operator (http:\/\/\S+\/first-start#[\w-]{43}) /m,
  ACCREDITOR: /^accreditor (http:\/\/\S+\/first-start#[\w-]{43}) /m,
} as const;
const MUSEUM = { kind: 'INSTITUTION', slug: 'county-museum', en: 'County Museum', zh: '县博物馆' } as const;
const VILLAGE = { kind: 'COMMUNITY', slug: 'upper-village', en: 'Upper Village', zh: '上寨' } as const;
const STUDIO = { kind: 'STUDIO', slug: 'blue-film', en: 'Blue Film', zh: '蓝影' } as const;
const AUDITOR = { kind: 'AUDITOR', slug: 'plain-sight', en: 'Plain Sight', zh: '明鉴' } as const;
const FILE = 'whirlpool.png';
const Ids = z.object({ organization: z.object({ id: z.string() }) });

/** The people of the mission, each at a browser of their own, from a platform nobody has used. */
export function walkThrough(language: Language): void {
  describe(`from an empty platform to a verified license, in ${language}`, () => {
    const here = Installation.emptyForSuite();
    const browser = TestBrowser.forSuite();
    let operator: Walker;
    let accreditor: Walker;
    let successor: Walker;
    let museum: Walker;
    let council: Walker;
    let studio: Walker;
    let auditor: Walker;
    let assetId = '';
    let communityId = '';
    let licenseId = '';
    let proof = '';

    beforeAll(async () => {
      await here.preparePlayMoney();
      await here.start({ LANRAN_DEMO: '0' });
      const newcomer = async () =>
        new Walker(await browser.person({ language, url: here.platform.url }), language);
      operator = await newcomer();
      accreditor = await newcomer();
      successor = await newcomer();
      museum = await newcomer();
      council = await newcomer();
      studio = await newcomer();
      auditor = await newcomer();
    });

    const nameOf = (organization: { readonly en: string; readonly zh: string }) => organization[language];
    const idOf = async (slug: string) =>
      Ids.parse(await here.ask(`query ($slug: String!) { organization(slug: $slug) { id } }`, { slug }))
        .organization.id;

    it('names its operator and its accreditor by their one-time links', async () => {
      await operator.open('/');
      await operator.page.getByText(operator.say(wayInText, 'nothingNobody')).waitFor();
      for (const [walker, office] of [
        [operator, 'OPERATOR'],
        [accreditor, 'ACCREDITOR'],
      ] as const) {
        await walker.makeKey(office.toLowerCase(), `/sign-up?next=/first-start`);
        const link = LINKS[office].exec(here.platform.said)?.[1] ?? '';
        await walker.page.goto(link);
        await walker.takeOffice(office);
      }
    });

    it('shows the operator, of no organization, jobs and backups', async () => {
      await operator.open('/admin');
      await operator.page.getByText(operator.say(careText, 'sealer')).waitFor();
      await operator.button(operator.say(backupText, 'create')).waitFor();
      await accreditor.open('/admin');
      await accreditor.page.getByText(accreditor.say(careText, 'sealer')).waitFor();
      expect(await accreditor.button(accreditor.say(backupText, 'create')).count()).toBe(0);
    });

    // The accreditor's changes hands on the chain, the operator's does not; the words of both are compared with the page.
    it('lets an office be handed on to a key that accepts, and back', async () => {
      const office = language === 'en' ? 'ACCREDITOR' : 'OPERATOR';
      const holder = office === 'ACCREDITOR' ? accreditor : operator;
      await successor.makeKey('successor');
      await holder.handOn(office, await successor.ownAddress());
      await successor.acceptOffice(office);
      await successor.handOn(office, await holder.ownAddress());
      await holder.acceptOffice(office);
    });

    it('admits an institution, a community, a studio and an auditor with keys made in their browsers', async () => {
      const everybody = [
        [museum, MUSEUM],
        [council, VILLAGE],
        [studio, STUDIO],
        [auditor, AUDITOR],
      ] as const;
      await Promise.all(
        everybody.map(async ([walker, organization]) => {
          await walker.makeKey(organization.slug);
          await walker.askForAdmission(organization);
        }),
      );
      await accreditor.admitAll(everybody.length);
    });

    it('publishes a picture that was hashed before it was sent', async () => {
      const file = here.path(FILE);
      await writeFile(file, await drawPattern());
      assetId = await museum.publish({ title: '涡纹 Whirlpool', community: nameOf(VILLAGE), file });
      expect(assetId).toMatch(/^0x[0-9a-f]{64}$/);
    });

    it('lets the council consent', async () => {
      communityId = await idOf(VILLAGE.slug);
      await council.consent(communityId, assetId, { lastDay: '2099-12-31', share: '20' });
    });

    it('offers it', async () => {
      await museum.offer(assetId, { price: '1200', lastDay: '2099-12-31', isExclusive: false });
    });

    it('licenses it to a studio that described its use', async () => {
      await studio.describeUse(assetId, { from: '2030-01-01', to: '2030-12-31' });
      await studio.getPlayMoney();
      licenseId = await studio.buy();
      const [asked] = studio.askedToBuy.join('\n').split('query StudioLicense(');
      // The quote again and the act; then the license. The menu may ask for a council's seats at any time.
      expect(asked?.match(/"query":"(query (?!CouncilSeats)|mutation)/g), asked).toHaveLength(2);
      expect(licenseId).toMatch(/^0x[0-9a-f]{64}$/);
    });

    it('goes on where it was after the window was closed', async () => {
      await studio.closeWindow();
      await studio.open(`/licenses/${licenseId}`);
      await studio.button(studio.say(licenseText, 'proof')).waitFor();
      await studio.button(STUDIO.slug).waitFor();
    });

    it('lets the auditor verify it by the file and its proof', async () => {
      proof = await studio.saveProof(licenseId, here.dir);
      const said = await auditor.verify([proof, here.path(FILE)]);
      expect(said).toContain(auditor.say(verifyText, 'verdictOpen'));
      expect(said).toContain(auditor.say(verifyText, 'states.same'));
      expect(said).not.toContain(auditor.say(verifyText, 'failed'));
    });

    it('names a file of which one byte was changed', async () => {
      const bytes = await readFile(here.path(FILE));
      bytes[bytes.length - 20] = 255 - (bytes[bytes.length - 20] ?? 0);
      await writeFile(here.path(FILE), bytes);
      const said = await auditor.verify([proof, here.path(FILE)]);
      expect(said).toContain(auditor.say(verifyText, 'verdictRefused'));
      expect(said).toContain(`${auditor.say(verifyText, 'changed', { count: 1 })}\n\n${FILE}`);
    });

    // What contracts decide is the same in every language, and the desks' words are in the steps above.
    it.runIf(language === 'en')(
      'refuses what overlaps a license that was sold, and says from when it is free',
      async () => {
        await museum.offer(assetId, { price: '9000', lastDay: '2099-12-31', isExclusive: true });
        await studio.describeUse(assetId, { from: '2030-06-01', to: '2031-12-31', isExclusive: true });
        expect(await studio.reasons()).toHaveLength(1);
        await studio.describeUse(assetId, { from: '2031-01-01', to: '2031-12-31', isExclusive: true });
        await studio.buy();
        await studio.describeUse(assetId, { from: '2031-06-01', to: '2032-06-30' });
        expect((await studio.reasons())[0]).toMatch(/2031/);
        await studio.takeSuggestion(/2032/);
      },
    );

    it.runIf(language === 'en')(
      'sells nothing more from the moment the council withdraws its consent',
      async () => {
        await studio.describeUse(assetId, { from: '2033-01-01', to: '2033-12-31' });
        await council.withdrawConsent(communityId, assetId);
        expect(await studio.triesToBuy()).toContain(studio.say(wishText, 'changedTitle'));
        expect(await studio.reasons()).toHaveLength(1);
        await studio.open(`/check/${licenseId}`);
        await studio.page.getByText(studio.say(checkText, 'UPCOMING', { day: '' }).slice(0, 6)).waitFor();
      },
    );

    it('shows nobody an error of its own', () => {
      for (const { person } of [operator, accreditor, successor, museum, council, studio, auditor])
        expect(person.faults).toEqual([]);
    });
  });
}
