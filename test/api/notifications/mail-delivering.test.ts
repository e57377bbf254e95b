import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KilledHereError } from '../../support/services.ts';
import { partOf, SmtpReceiver } from '../../support/smtp-receiver.ts';
import { WebhookReceiver } from '../../support/webhook-receiver.ts';
import {
  EDITOR,
  editor,
  HALL,
  memberOf,
  NotificationScene,
  OWNER,
  owner,
  VIEWER,
  viewer,
} from './notification-scene.ts';

let smtp: SmtpReceiver;
let scene: NotificationScene;
beforeEach(async () => {
  smtp = await SmtpReceiver.start();
  scene = await NotificationScene.of({ smtpUrl: smtp.url });
  await scene.mailboxOf(owner, 'owner@hall.example');
});
afterEach(async () => {
  expect(smtp.faults).toEqual([]);
  await smtp.stop();
});

const recipients = () => smtp.mails.map(({ to }) => to);
const subjects = () => smtp.mails.map(({ headers }) => headers['subject']);
const deliveries = () => [...scene.deliveries.byId.values()];

describe('a mail', () => {
  it('goes to those alone whom an item is for', async () => {
    await scene.mailboxOf(editor, 'editor@hall.example');
    scene.add('SIGNATURE_WAITS', { readers: [EDITOR] });
    await scene.settle();
    expect(recipients()).toEqual(['editor@hall.example']);
    expect(partOf(smtp.mails[0] as never, 'text/plain')).toContain(`/council/${HALL}/signatures`);
  });

  it('is not sent by a process that stood still while it had the delivery', async () => {
    scene.add('ASKED');
    scene.isLeading = false;
    await expect(scene.settle()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(smtp.mails).toEqual([]);
    scene.isLeading = true;
    scene.pass(121);
    await scene.settle();
    expect(smtp.mails).toHaveLength(1);
  });

  it('says who, what kind and where, in plain text and HTML, and nothing else', async () => {
    scene.add('ASKED');
    await scene.settle();
    const [mail] = smtp.mails;
    if (mail === undefined) throw new Error('nothing arrived');
    expect(mail).toMatchObject({
      from: 'lanran@example.org',
      to: 'owner@hall.example',
      headers: {
        subject: 'Blue Studio sent you a request',
        from: 'Lanran <lanran@example.org>',
        'auto-submitted': 'auto-generated',
        'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
      },
    });
    const key = scene.mailboxes.byAddress.get(OWNER)?.unsubscribeKey ?? '';
    expect(mail.headers['list-unsubscribe']).toBe(`<https://lanran.example/unsubscribe/${key}>`);
    const text = [
      'Blue Studio sent you a request (For hall)',
      'https://lanran.example/requests/r1',
      '',
      'Choose what reaches you by e-mail: https://lanran.example/account#notifications',
      `End all e-mail to this address: https://lanran.example/unsubscribe/${key}`,
    ].join('\r\n');
    expect(partOf(mail, 'text/plain').trim()).toBe(text);
    expect(partOf(mail, 'text/html')).toContain('<a href="https://lanran.example/requests/r1">');
  });

  it('is in the language of the account', async () => {
    await scene.services.mailboxes.choose(owner, { language: 'zh' });
    scene.add('ANSWERED');
    await scene.settle();
    expect(subjects()).toEqual(['青蓝影业回复了申请']);
    expect(partOf(smtp.mails[0] ?? raise(), 'text/html')).toContain('<html lang="zh-Hans">');
  });

  it('shows a name as text', async () => {
    const organization = (await scene.organizations.find(HALL)) ?? raise();
    await scene.organizations.project({ ...organization, projectedIndex: 9 });
    scene.organizations.byId.set(HALL, { ...organization, name: { en: '<b>Hall</b> & "Co"' } });
    scene.add('ASKED');
    await scene.settle();
    expect(partOf(smtp.mails[0] ?? raise(), 'text/html')).toContain(
      '&lt;b&gt;Hall&lt;/b&gt; &amp; &quot;Co&quot;',
    );
  });

  it('has the Message-ID of its item, whenever it is made', async () => {
    scene.add('ASKED');
    await scene.settle();
    scene.deliveries.byId.clear();
    scene.cursors.positions.clear();
    await scene.settle();
    const ids = smtp.mails.map(({ headers }) => headers['message-id']);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^<[0-9a-f]{40}@lanran\.example>$/);
  });
});

describe('a person', () => {
  it('has mail as owner or editor, of the kinds that they chose, not as viewer', async () => {
    await scene.mailboxOf(editor, 'editor@hall.example');
    await scene.mailboxOf(viewer, 'viewer@hall.example');
    await scene.services.mailboxes.choose(editor, { kinds: ['BOUGHT'] });
    scene.add('ASKED');
    scene.add('BOUGHT');
    await scene.settle();
    expect(smtp.mails.map(({ to, headers }) => [to, headers['subject']])).toEqual([
      ['owner@hall.example', 'Blue Studio sent you a request'],
      ['editor@hall.example', 'Blue Studio bought a license'],
    ]);
  });

  it('of no organization has mail of their own', async () => {
    const person = memberOf(VIEWER, null);
    await scene.mailboxOf(person, 'person@example.org');
    scene.add('ANSWERED', { recipient: VIEWER });
    await scene.settle();
    expect(recipients()).toEqual(['person@example.org']);
  });

  it('who left between gets nothing', async () => {
    await scene.mailboxOf(editor, 'editor@hall.example');
    scene.add('ASKED');
    await scene.job('desk-delivery').run();
    const organization = (await scene.organizations.find(HALL)) ?? raise();
    const members = organization.members.filter(({ address }) => address !== EDITOR);
    scene.organizations.byId.set(HALL, { ...organization, members });
    await scene.settle();
    expect(recipients()).toEqual(['owner@hall.example']);
    expect(deliveries().find(({ target }) => target === EDITOR)).toMatchObject({ state: 'DROPPED' });
  });

  it('who chose otherwise, ended mail or took the address away between gets nothing', async () => {
    const { mailboxes } = scene.services;
    const acts = [
      () => mailboxes.choose(owner, { kinds: [] }),
      async () => mailboxes.unsubscribe(scene.mailboxes.byAddress.get(OWNER)?.unsubscribeKey ?? ''),
      () => mailboxes.removeEmail(owner),
    ];
    for (const act of acts) {
      await scene.mailboxOf(owner, 'owner@hall.example');
      await mailboxes.choose(owner, { kinds: ['ASKED'] });
      scene.add('ASKED');
      await scene.job('desk-delivery').run();
      await act();
      await scene.settle();
    }
    expect(smtp.mails).toEqual([]);
  });

  it('whose address is not confirmed gets the confirmation alone', async () => {
    await scene.services.mailboxes.setEmail(editor, { email: 'e@hall.example', language: 'en', network: '' });
    scene.add('ASKED');
    await scene.settle();
    expect(
      smtp.mails.filter(({ to }) => to === 'e@hall.example').map(({ headers }) => headers['subject']),
    ).toEqual(['Confirm your e-mail address']);
  });

  it('has five mails in ten minutes, then one about all that waited', async () => {
    for (let at = 0; at < 5; at += 1) {
      scene.add('ASKED');
      await scene.settle();
    }
    for (let at = 0; at < 7; at += 1) scene.add('ANSWERED');
    await scene.settle();
    expect(smtp.mails).toHaveLength(5);
    expect(scene.job('desk-mail').everyMs).toBe(600_000);
    scene.pass(600);
    await scene.settle();
    expect(subjects().slice(5)).toEqual(['7 new messages in your inbox']);
    expect(partOf(smtp.mails[5] ?? raise(), 'text/plain').match(/answered a request/g)).toHaveLength(7);
  });

  it('has one mail about more than five that wait', async () => {
    for (let at = 0; at < 6; at += 1) scene.add('ASKED');
    await scene.settle();
    expect(subjects()).toEqual(['6 new messages in your inbox']);
    expect(deliveries().map(({ state }) => state)).toEqual(Array(6).fill('SENT'));
  });
});

describe('a mail server', () => {
  it('that is away is asked again, and nothing is lost or sent twice', async () => {
    await smtp.stop();
    scene.add('ASKED');
    await scene.job('desk-delivery').run();
    const job = scene.job('desk-mail');
    for (let at = 0; at < 5; at += 1) {
      await expect(job.run()).rejects.toThrow(
        /The mail server of SMTP_URL does not take mail: .*ECONNREFUSED/,
      );
      scene.pass(3_600);
    }
    expect(await job.behind?.()).toBe(1);
    await smtp.listen();
    await scene.settle();
    await scene.settle();
    expect(subjects()).toEqual(['Blue Studio sent you a request']);
    expect(await job.behind?.()).toBe(0);
  });

  it('that is away for three days has the mail given up, and the person sees it', async () => {
    await smtp.stop();
    scene.add('ASKED');
    await scene.job('desk-delivery').run();
    await expect(scene.job('desk-mail').run()).rejects.toThrow(/does not take mail/);
    scene.pass(3 * 86_400 + 1);
    await scene.settle();
    expect(await scene.services.mailboxes.failuresOf(owner)).toMatchObject([
      {
        notice: { kind: 'ASKED' },
        state: 'GAVE_UP',
        last: { error: 'The mail server of the platform is away.' },
      },
    ]);
    await smtp.listen();
  });

  it('that refuses our password is away too', async () => {
    const url = smtp.url.replace('//', '//user:word@');
    scene = await NotificationScene.of({ smtpUrl: `${url}?requireTLS=false` });
    await scene.mailboxOf(owner, 'owner@hall.example');
    smtp.answer = (command) => (command === 'AUTH' ? '535 5.7.8 wrong password' : undefined);
    scene.add('ASKED');
    await scene.job('desk-delivery').run();
    await expect(scene.job('desk-mail').run()).rejects.toThrow(/does not take mail/);
    smtp.answer = () => undefined;
    await scene.settle();
    expect(recipients()).toEqual(['owner@hall.example']);
  });

  it('is sent no password in the clear', async () => {
    scene = await NotificationScene.of({ smtpUrl: smtp.url.replace('//', '//user:word@') });
    await scene.mailboxOf(owner, 'owner@hall.example');
    const heard: string[] = [];
    smtp.answer = (command) => void heard.push(command);
    scene.add('ASKED');
    await scene.job('desk-delivery').run();
    await expect(scene.job('desk-mail').run()).rejects.toThrow(/does not take mail/);
    expect(heard).not.toContain('AUTH');
    smtp.faults.length = 0;
  });

  it('that puts an address off (greylisting) is asked after 1, 5 and 15 minutes', async () => {
    smtp.answer = (command) => (command === 'RCPT' ? '451 4.7.1 come back later' : undefined);
    scene.add('ASKED');
    await scene.settle();
    const tries = [smtp.connections];
    for (const minutes of [1, 5, 15]) {
      scene.pass(minutes * 60 - 1);
      await scene.settle();
      scene.pass(1);
      await scene.settle();
      tries.push(smtp.connections);
    }
    expect(tries).toEqual([1, 2, 3, 4]);
    expect(deliveries()).toMatchObject([{ state: 'WAITING', last: { status: 451 } }]);
    smtp.answer = () => undefined;
    scene.pass(30 * 60);
    await scene.settle();
    expect(recipients()).toEqual(['owner@hall.example']);
  });

  it('that refuses an address ends mail to it, and the person sees why', async () => {
    smtp.answer = (command) => (command === 'RCPT' ? '550 5.1.1 no such user' : undefined);
    for (let at = 0; at < 3; at += 1) scene.add('ASKED');
    await scene.settle();
    expect(smtp.connections).toBe(1);
    const mailbox = await scene.services.mailboxes.get(owner);
    expect(mailbox.stopped).toMatchObject({ why: 'REFUSED', answer: expect.stringMatching(/no such user/) });
    expect(await scene.services.mailboxes.failuresOf(owner)).toHaveLength(3);
    smtp.answer = () => undefined;
    scene.add('ASKED');
    await scene.settle();
    expect(smtp.mails).toEqual([]);
    await expect(scene.services.mailboxes.resumeMail(owner)).rejects.toThrow(/refuses it/);
    await scene.mailboxOf(owner, 'owner@hall.example');
    scene.add('ASKED');
    await scene.settle();
    expect(recipients()).toEqual(['owner@hall.example']);
  });

  it('that refuses an address leaves the mail to one that was named meanwhile', async () => {
    const { mailboxes } = scene.services;
    await mailboxes.setEmail(owner, { email: 'wrong@hall.example', language: 'en', network: '' });
    const corrected: Promise<unknown>[] = [];
    smtp.answer = (command, to) => {
      if (command !== 'RCPT' || !to.startsWith('wrong')) return undefined;
      const right = { email: 'right@hall.example', language: 'en', network: '' } as const;
      corrected.push(mailboxes.setEmail(owner, right));
      return '550 no';
    };
    await scene.settle();
    await Promise.all(corrected);
    await scene.settle();
    expect(recipients()).toEqual(['right@hall.example']);
  });

  it('that refuses one mail ends that mail alone', async () => {
    smtp.answer = (command) => (command === 'BODY' ? '554 5.7.1 looks like spam' : undefined);
    scene.add('ASKED');
    await scene.settle();
    expect((await scene.services.mailboxes.get(owner)).stopped).toBeNull();
    smtp.answer = () => undefined;
    scene.add('ANSWERED');
    await scene.settle();
    expect(subjects()).toEqual(['Blue Studio answered a request']);
    expect(deliveries().map(({ state }) => state)).toEqual(['GAVE_UP', 'SENT']);
  });

  it('refuses one person and takes the mail of another', async () => {
    await scene.mailboxOf(editor, 'editor@hall.example');
    smtp.answer = (command, to) => (command === 'RCPT' && to.startsWith('owner') ? '550 no' : undefined);
    scene.add('ASKED');
    await scene.settle();
    expect(recipients()).toEqual(['editor@hall.example']);
  });
});

it('killed between sending and recording, that mail alone is sent once more, under its Message-ID', async () => {
  scene.add('ASKED');
  scene.add('AGREED');
  scene.failPoints.arm('after-mail-sent');
  await expect(scene.settle()).rejects.toThrow(KilledHereError);
  scene.restart();
  await scene.settle();
  expect(subjects()).toEqual(['Blue Studio sent you a request', 'Blue Studio agreed to a request']);
  scene.pass(120);
  await scene.settle();
  scene.pass(86_400);
  await scene.settle();
  expect(subjects()).toEqual([
    'Blue Studio sent you a request',
    'Blue Studio agreed to a request',
    'Blue Studio sent you a request',
  ]);
  expect(smtp.mails[2]?.headers['message-id']).toBe(smtp.mails[0]?.headers['message-id']);
});

it('killed so, a mail about several is sent once more as it was, whatever came meanwhile', async () => {
  for (let at = 0; at < 6; at += 1) scene.add('ASKED');
  scene.failPoints.arm('after-mail-sent');
  await expect(scene.settle()).rejects.toThrow(KilledHereError);
  scene.restart();
  scene.pass(121);
  scene.add('ANSWERED');
  await scene.settle();
  expect(subjects()).toEqual([
    '6 new messages in your inbox',
    '6 new messages in your inbox',
    'Blue Studio answered a request',
  ]);
  expect(smtp.mails[1]?.headers['message-id']).toBe(smtp.mails[0]?.headers['message-id']);
});

it('stops with the platform while a server says nothing, and sends later', async () => {
  const isConnected = new Promise<void>((resolve) => {
    smtp.answer = (command) => {
      if (command !== 'CONNECT') return undefined;
      resolve();
      return null;
    };
  });
  scene.add('ASKED');
  await scene.job('desk-delivery').run();
  const job = scene.job('desk-mail');
  const running = job.run();
  await isConnected;
  job.interrupt?.();
  expect(await running).toBe('more');
  expect(await job.run()).toBe('idle');
  smtp.answer = () => undefined;
  scene.restart();
  await scene.settle();
  expect(recipients()).toEqual(['owner@hall.example']);
});

it('owners hear by mail of a webhook that was switched off', async () => {
  await scene.mailboxOf(editor, 'editor@hall.example');
  await scene.services.mailboxes.choose(owner, { kinds: [] });
  await scene.services.mailboxes.choose(editor, { kinds: [] });
  const receiver = await WebhookReceiver.start();
  receiver.answer = (response) => void response.writeHead(500).end();
  await scene.services.webhooks.create(owner, HALL, { url: receiver.url, kinds: ['ASKED'] });
  scene.add('ASKED');
  await scene.settle();
  scene.pass(5 * 86_400);
  scene.add('ASKED');
  await scene.settle();
  await scene.settle();
  expect(smtp.mails.map(({ to, headers }) => [to, headers['subject']])).toEqual([
    ['owner@hall.example', 'A webhook was switched off: nothing arrived there for five days'],
  ]);
  expect(partOf(smtp.mails[0] ?? raise(), 'text/plain')).toContain(`https://lanran.example/webhooks/${HALL}`);
  await receiver.stop();
});

function raise(): never {
  throw new Error('nothing is there');
}
