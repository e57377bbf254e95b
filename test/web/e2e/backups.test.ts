import { readFile, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { generateIdentity, parseIdentity } from '@lanran/api/age/identity';
import { backupText } from '../../../web/features/admin/backups/words/backup-text.ts';
import { adminText } from '../../../web/features/admin/operation/words/text.ts';
import { peopleText } from '../../../web/features/people/signing-in/words/text.ts';
import { recipientText } from '../../../web/lib/organizations/recipient-text.ts';
import { type BrowserPerson, type Language, TestBrowser } from '../../support/browser.ts';
import { Installation } from '../../support/installation.ts';
import { wordsIn } from './words.ts';

const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

describe('the backups on the administration page', () => {
  const here = Installation.forSuite();
  const browser = TestBrowser.forSuite();
  const identity = generateIdentity();
  const recipient = parseIdentity(identity).recipient.text;

  beforeAll(async () => {
    await here.startOperatedBy('auditor');
  });

  async function signedIn(account: 'demoAuditor' | 'demoAccreditor', language: Language, size = WIDE) {
    const person = await browser.person({ language, url: here.platform.url, size });
    await person.page.goto('/sign-in');
    await person.page.getByText(wordsIn(language)(peopleText, account)).first().click();
    await person.page.waitForURL((url) => url.pathname !== '/sign-in');
    await person.page.goto('/admin#backups');
    return person;
  }

  function section({ page }: BrowserPerson) {
    return page.locator('#backups');
  }

  it('are the operator’s: encrypted to a key, made, saved and deleted, each time signed for', async () => {
    const person = await signedIn('demoAuditor', 'en');
    const { page } = person;
    const say = (key: string) => wordsIn('en')(backupText, key);
    const press = (name: string) => section(person).getByRole('button', { name, exact: true }).click();
    const sign = async (verb: string) => {
      await page.getByRole('dialog').getByRole('button', { name: verb, exact: true }).click();
      await page.locator('body:not(:has([role=dialog]))').waitFor({ state: 'attached' });
    };
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.postData() ?? ''));

    await section(person).getByText(say('recipientNone')).waitFor();
    await press(say('setRecipient'));
    const field = page.getByRole('dialog').getByRole('textbox');
    await field.fill(identity);
    await page.getByText(wordsIn('en')(recipientText, 'secretTitle')).waitFor();
    expect(await field.inputValue()).toBe('');
    await field.fill(recipient);
    await page.getByText(say('kept')).click();
    expect(await person.accessibilityFaults()).toEqual([]);
    await sign(say('setVerb'));
    await section(person).getByText(recipient).waitFor();
    expect(sent.join()).not.toContain(identity);

    await press(say('create'));
    await sign(say('createVerb'));
    await section(person).getByText(say('state_DONE')).waitFor();
    const downloading = page.waitForEvent('download');
    await press(say('fetch'));
    await sign(say('fetchVerb'));
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/^lanran-.*\.tar\.age$/);
    const file = here.path('saved.tar.age');
    await download.saveAs(file);
    await writeFile(here.path('key.txt'), identity);
    expect((await readFile(file)).subarray(0, 21).toString()).toBe('age-encryption.org/v1');
    expect(await here.lanranHere('backup', 'verify', file, '--identity', here.path('key.txt'))).toMatchObject(
      { exitCode: 0 },
    );

    await section(person).getByText(say('acts')).click();
    for (const act of ['CREATE', 'FETCH']) await section(person).getByText(say(act)).first().waitFor();
    expect(person.faults).toEqual([]);
    await person.close();
  });

  it('are not shown to the accreditor', async () => {
    const person = await signedIn('demoAccreditor', 'en');
    await person.page.getByText(wordsIn('en')(adminText, 'accreditorOnly')).waitFor();
    expect(await section(person).count()).toBe(0);
    await person.close();
  });

  it('are read and deleted on a phone in Chinese', async () => {
    const person = await signedIn('demoAuditor', 'zh', PHONE);
    const { page } = person;
    const say = (key: string) => wordsIn('zh')(backupText, key);
    await section(person).getByText(say('recipientSet')).waitFor();
    await section(person).getByText(say('acts')).click();
    const width: number = await page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(PHONE.width);
    expect(await person.accessibilityFaults()).toEqual([]);
    await section(person)
      .getByRole('button', { name: say('remove'), exact: true })
      .click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('removeVerb'), exact: true })
      .click();
    await section(person).getByText(say('none')).waitFor();
    expect(person.faults).toEqual([]);
    await person.close();
  });
});
