import { afterEach, beforeEach, expect, it } from 'vitest';
import { INBOX_KINDS } from '@lanran/api/desk/domain/inbox-item';
import { parseEmail } from '@lanran/api/notifications/domain/mailbox';
import { partOf, SmtpReceiver } from '../../support/smtp-receiver.ts';
import { editor, NotificationScene, owner } from './notification-scene.ts';

let smtp: SmtpReceiver;
let scene: NotificationScene;
beforeEach(async () => {
  smtp = await SmtpReceiver.start();
  scene = await NotificationScene.of({ smtpUrl: smtp.url });
});
afterEach(() => smtp.stop());

const setEmail = (email: string, actor = owner) =>
  scene.services.mailboxes.setEmail(actor, { email, language: 'en', network: '' });

/** The code of the newest confirmation that arrived. */
async function codeOf(): Promise<string> {
  await scene.settle();
  const mail = smtp.mails.at(-1);
  if (mail === undefined) throw new Error('nothing arrived');
  return /\/confirm-email#(\S+)/.exec(partOf(mail, 'text/plain'))?.[1] ?? '';
}

it('an address is confirmed by the code that was sent to it, once', async () => {
  const { mailboxes } = scene.services;
  await setEmail(' name@example.org ');
  const code = await codeOf();
  expect(smtp.mails[0]?.headers).not.toHaveProperty('list-unsubscribe');
  expect(await mailboxes.get(owner)).toMatchObject({ email: 'name@example.org', confirmedAt: null });
  await mailboxes.confirmEmail(code);
  expect(await mailboxes.get(owner)).toMatchObject({ confirmedAt: scene.now, confirmation: null });
  await expect(mailboxes.confirmEmail(code)).rejects.toThrow(/^code: is unknown, used or older/);
});

it('a code is over after 24 hours', async () => {
  await setEmail('name@example.org');
  const code = await codeOf();
  scene.pass(86_400);
  await expect(scene.services.mailboxes.confirmEmail(code)).rejects.toThrow(/^code: /);
});

it('a code for an address confirms no other that was named later', async () => {
  await setEmail('first@example.org');
  const code = await codeOf();
  await setEmail('second@example.org');
  await expect(scene.services.mailboxes.confirmEmail(code)).rejects.toThrow(/^code: /);
});

it('the code is in no store in the clear', async () => {
  await setEmail('name@example.org');
  const code = await codeOf();
  const stored = JSON.stringify([...scene.mailboxes.byAddress, ...scene.deliveries.byId]);
  expect(stored).not.toContain(code);
});

it('a confirmation that is put off is sent later, and shows what was answered', async () => {
  smtp.answer = (command) => (command === 'RCPT' ? '451 later' : undefined);
  await setEmail('name@example.org');
  await scene.settle();
  const mailbox = await scene.services.mailboxes.get(owner);
  expect(await scene.services.mailboxes.confirmationMail(mailbox)).toMatchObject({ last: { status: 451 } });
  smtp.answer = () => undefined;
  scene.pass(60);
  await scene.services.mailboxes.confirmEmail(await codeOf());
});

it('the link in a mail ends mail without a session; the person begins it again', async () => {
  const { mailboxes } = scene.services;
  await scene.mailboxOf(owner, 'name@example.org');
  const { unsubscribeKey } = await mailboxes.get(owner);
  await mailboxes.unsubscribe(unsubscribeKey);
  await mailboxes.unsubscribe(unsubscribeKey);
  await expect(mailboxes.unsubscribe('another')).rejects.toThrow(/not found|does not exist|no access/i);
  expect((await mailboxes.get(owner)).stopped).toMatchObject({ why: 'UNSUBSCRIBED' });
  await mailboxes.resumeMail(owner);
  expect((await mailboxes.get(owner)).stopped).toBeNull();
});

it('what is wanted is chosen by kind, and some are wanted from the start', async () => {
  const { mailboxes } = scene.services;
  expect((await mailboxes.get(owner)).kinds).toEqual([
    'ASKED',
    'ANSWERED',
    'AGREED',
    'OFFERED',
    'LICENSE_ENDS',
    'LICENSE_REVOKED',
    'ASSET_TAKEN_DOWN',
    'DISPUTED',
    'ADMISSION_ASKED',
    'SIGNATURE_WAITS',
    'PAYMENT_ASKED',
  ]);
  await mailboxes.choose(owner, { kinds: ['SHARE_EARNED', 'ASKED', 'ASKED'] });
  expect((await mailboxes.get(owner)).kinds).toEqual(['ASKED', 'SHARE_EARNED']);
  await mailboxes.choose(owner, { kinds: INBOX_KINDS });
  expect((await mailboxes.get(editor)).kinds).toHaveLength(11);
});

it('nobody names an address where no mail is sent', async () => {
  scene = await NotificationScene.of();
  expect(scene.services.mailboxes.sendsMail).toBe(false);
  await expect(setEmail('name@example.org')).rejects.toThrow(/sends no e-mail/);
});

it.each(['name@example.org', 'first.last+tag@sub.example.org', '王小明@例子.中国', "o'brien@example.co.uk"])(
  '%s is an address',
  (text) => {
    expect(parseEmail(text, 'email')).toBe(text);
  },
);

it.each([
  '',
  'name',
  'name@localhost',
  '@example.org',
  'name@@example.org',
  'a@example.org, b@example.org',
  'Name <name@example.org>',
  'name@example.org\r\nBcc: b@example.org',
  'na me@example.org',
  '"quoted"@example.org',
  'name@[127.0.0.1]',
  'name@127.0.0.1',
  'name@-example.org',
  'name.@example.org',
  `${'a'.repeat(65)}@example.org`,
  `a@${'a'.repeat(250)}.org`,
  'name@example.org\u0000',
])('%j is no address', (text) => {
  expect(() => parseEmail(text, 'email')).toThrow(/^email: must be one e-mail address/);
});
