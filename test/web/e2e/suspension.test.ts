import { beforeAll, describe, expect, it } from 'vitest';
import { suspensionText as admin } from '../../../web/features/admin/people/words/suspension-text.ts';
import { peopleText } from '../../../web/features/people/signing-in/words/text.ts';
import { suspensionText } from '../../../web/lib/suspension/text.ts';
import { type BrowserPerson, type Language, TestBrowser } from '../../support/browser.ts';
import { Installation } from '../../support/installation.ts';
import { wordsIn } from './words.ts';

const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const REASON = 'Its letter of appointment was forged; the ministry does not know it.';

describe('suspending an organization on the administration page', () => {
  const here = Installation.forSuite();
  const browser = TestBrowser.forSuite();
  beforeAll(async () => {
    await here.start();
  });

  async function signedIn(account: 'demoAccreditor' | 'demoStudio', language: Language, size = WIDE) {
    const person = await browser.person({ language, url: here.platform.url, size });
    await person.page.goto('/sign-in');
    await person.page.getByText(wordsIn(language)(peopleText, account)).first().click();
    await person.page.waitForURL((url) => url.pathname !== '/sign-in');
    return person;
  }

  async function sign({ page }: BrowserPerson, verb: string): Promise<void> {
    await page.getByRole('dialog').getByRole('button', { name: verb, exact: true }).click();
    await page.locator('body:not(:has([role=dialog]))').waitFor({ state: 'attached' });
  }

  it('says the seven days and the reason before, in public and on its own desk, until it is lifted', async () => {
    const accreditor = await signedIn('demoAccreditor', 'en');
    const { page } = accreditor;
    const say = (key: string) => wordsIn('en')(admin, key);
    await page.goto('/admin#organizations');
    const studio = page.locator('#organizations tr', { hasText: 'Wuyang' });
    await studio.getByRole('button', { name: say('suspend'), exact: true }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByText('seven days after you sign').waitFor();
    await sheet.getByRole('textbox').fill(REASON);
    expect(await accreditor.accessibilityFaults()).toEqual([]);
    await sign(accreditor, say('suspendVerb'));
    const listed = page.locator('#suspensions tbody tr');
    await listed.getByText(REASON).waitFor();

    const member = await signedIn('demoStudio', 'zh', PHONE);
    await member.page.goto('/studio');
    await member.page.getByText(wordsIn('zh')(suspensionText, 'ownAnnounced')).waitFor();
    await member.page.getByText(wordsIn('zh')(suspensionText, 'still')).waitFor();
    expect(await member.accessibilityFaults()).toEqual([]);
    const reader = await browser.person({ language: 'en', url: here.platform.url });
    await reader.page.goto('/organizations/demo-wuyang-films');
    await reader.page.getByText(wordsIn('en')(suspensionText, 'publicAnnounced')).waitFor();
    await reader.page.getByText(REASON).waitFor();
    await reader.page.goto('/record');
    await reader.page.getByText('Wuyang River Films (demo) is suspended from').first().waitFor();

    await listed.getByRole('button', { name: say('lift'), exact: true }).click();
    await sign(accreditor, say('liftVerb'));
    await page.getByText(say('suspensionsNone')).waitFor();
    await reader.page.goto('/organizations/demo-wuyang-films');
    await reader.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await reader.page.getByText(REASON).count()).toBe(0);
  });
});
