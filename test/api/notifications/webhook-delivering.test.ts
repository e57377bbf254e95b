import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { KilledHereError } from '../../support/services.ts';
import { SmtpReceiver } from '../../support/smtp-receiver.ts';
import { WebhookReceiver } from '../../support/webhook-receiver.ts';
import { HALL, NotificationScene, owner, STUDIO } from './notification-scene.ts';

let scene: NotificationScene;
let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await WebhookReceiver.start();
  scene = await NotificationScene.of();
});
afterEach(() => receiver.stop());

const create = () =>
  scene.services.webhooks.create(owner, HALL, { url: receiver.url, kinds: ['ASKED', 'AGREED'] });
const fails = () => {
  receiver.answer = (response) => void response.writeHead(500).end();
};

it('is called once for each item of its kinds, signed, with ids and no words', async () => {
  const { secret } = await create();
  const asked = scene.add('ASKED');
  scene.add('DISPUTED');
  scene.add('AGREED', { recipient: STUDIO });
  await scene.settle();
  await scene.settle();
  expect(receiver.calls).toHaveLength(1);
  const [{ body, headers } = { body: '', headers: {} }] = receiver.calls;
  expect(JSON.parse(body)).toStrictEqual({
    id: asked.id,
    kind: 'ASKED',
    at: asked.at.toISOString(),
    organization: HALL,
    subject: { assetId: asked.subject.assetId, requestId: 'r1' },
    url: 'https://lanran.example/requests/r1',
  });
  const text = `${asked.id}.${scene.now.getTime() / 1_000}.${body}`;
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(text).digest('base64')}`);
});

it('is not called for what was told before it was made, or long ago', async () => {
  scene.add('ASKED');
  scene.pass(1);
  const { webhook } = await create();
  scene.webhooks.byId.set(webhook.id, { ...webhook, createdAt: new Date(0) });
  scene.add('ASKED', { at: new Date(scene.now.getTime() - 73 * 3_600_000) });
  await scene.settle();
  expect(receiver.calls.map(({ body }) => (JSON.parse(body) as { id: string }).id)).toEqual(['item-1']);
  scene.webhooks.byId.set(webhook.id, webhook);
  scene.cursors.positions.clear();
  scene.deliveries.byId.clear();
  await scene.settle();
  expect(receiver.calls).toHaveLength(1);
});

it('has one delivery for an item, however often the cursor is lost', async () => {
  await create();
  scene.add('ASKED');
  await scene.settle();
  scene.cursors.positions.clear();
  scene.restart();
  await scene.settle();
  expect(receiver.calls).toHaveLength(1);
  expect(scene.deliveries.byId.size).toBe(1);
});

it('is called again after 1, 5 and 30 minutes, 2, 8 and 24 hours, then given up', async () => {
  const { webhook } = await create();
  fails();
  scene.add('ASKED');
  await scene.settle();
  for (const [at, minutes] of [1, 5, 30, 120, 480, 1_440].entries()) {
    expect(receiver.calls).toHaveLength(at + 1);
    scene.pass(minutes * 60 - 1);
    await scene.settle();
    expect(receiver.calls).toHaveLength(at + 1);
    scene.pass(1);
    await scene.settle();
  }
  expect(receiver.calls).toHaveLength(7);
  const [delivery] = await scene.services.webhooks.deliveriesOf(webhook);
  expect(delivery).toMatchObject({
    state: 'GAVE_UP',
    attempts: 7,
    nextAt: null,
    last: { status: 500, error: 'The answer is 500.' },
  });
  expect(new Set(receiver.calls.map(({ headers }) => headers['webhook-id']))).toEqual(new Set(['item-1']));
});

it('wakes when the next call is due, and an hour later otherwise', async () => {
  await create();
  await scene.settle();
  expect(scene.job('desk-webhooks').everyMs).toBe(3_600_000);
  fails();
  scene.add('ASKED');
  await scene.settle();
  expect(scene.job('desk-webhooks').everyMs).toBe(60_000);
  scene.pass(59);
  expect(scene.job('desk-webhooks').everyMs).toBe(1_000);
});

it('asks nothing and does nothing where there is no webhook and no mail server', async () => {
  scene.add('ASKED');
  await scene.settle();
  await scene.settle();
  expect(scene.inbox.asked).toBe(0);
  expect(scene.deliveries.asked).toBe(0);
  expect(scene.job('desk-delivery').everyMs).toBe(60_000);
  await create();
  await scene.settle();
  expect(scene.inbox.asked).toBe(1);
});

it('is called also when another process made it, the first of all', async () => {
  const here = scene.services.notificationJobs;
  for (const job of here) await job.run();
  scene.restart();
  await create();
  scene.add('ASKED');
  for (const job of here) await job.run();
  expect(receiver.calls).toHaveLength(1);
});

it('is called by a process with mail that saw none before', async () => {
  const smtp = await SmtpReceiver.start();
  scene = await NotificationScene.of({ smtpUrl: smtp.url });
  scene.add('ASKED');
  await scene.settle();
  const here = scene.services.notificationJobs;
  scene.restart();
  scene.pass(1);
  await create();
  scene.add('ASKED');
  for (const job of here) await job.run();
  expect(receiver.calls).toHaveLength(1);
  await smtp.stop();
});

it('is switched off after five days in which nothing arrived, and its owner switches it on', async () => {
  const { webhook } = await create();
  fails();
  scene.add('ASKED');
  await scene.settle();
  scene.pass(5 * 86_400 - 1);
  scene.add('ASKED', { at: scene.now });
  await scene.settle();
  expect((await scene.services.webhooks.list(owner, HALL))[0]?.offAt).toBeNull();
  scene.pass(60);
  await scene.settle();
  const offAt = (await scene.services.webhooks.list(owner, HALL))[0]?.offAt;
  expect(offAt).toEqual(scene.now);
  const before = receiver.calls.length;
  scene.add('ASKED');
  scene.pass(86_400);
  await scene.settle();
  expect(receiver.calls).toHaveLength(before);
  receiver.answer = (response) => void response.writeHead(204).end();
  await scene.services.webhooks.switchOn(owner, webhook.id);
  scene.add('ASKED');
  await scene.settle();
  expect(receiver.calls).toHaveLength(before + 1);
});

it('counts anew once something arrived', async () => {
  await create();
  fails();
  scene.add('ASKED');
  await scene.settle();
  receiver.answer = (response) => void response.writeHead(204).end();
  scene.pass(60);
  await scene.settle();
  expect((await scene.services.webhooks.list(owner, HALL))[0]?.failingSince).toBeNull();
});

it('killed between call and record, it is called once more under the same id', async () => {
  await create();
  scene.add('ASKED');
  scene.failPoints.arm('after-webhook-called');
  await expect(scene.settle()).rejects.toThrow(KilledHereError);
  scene.restart();
  await scene.settle();
  expect(receiver.calls).toHaveLength(1);
  scene.pass(60);
  await scene.settle();
  scene.pass(86_400);
  await scene.settle();
  expect(receiver.calls.map(({ headers }) => headers['webhook-id'])).toEqual(['item-1', 'item-1']);
});

it('stops a call when the platform stops, and makes it again', async () => {
  await create();
  receiver.answer = () => undefined;
  scene.add('ASKED');
  await scene.job('desk-delivery').run();
  const job = scene.job('desk-webhooks');
  const running = job.run();
  job.interrupt?.();
  expect(await running).toBe('more');
  expect(await job.run()).toBe('idle');
  receiver.answer = (response) => void response.writeHead(204).end();
  scene.restart();
  await scene.settle();
  expect([...scene.deliveries.byId.values()]).toMatchObject([{ state: 'SENT' }]);
});

it('one that does not answer holds no other up', async () => {
  const slow = await WebhookReceiver.start();
  slow.answer = () => undefined;
  await scene.services.webhooks.create(owner, HALL, { url: slow.url, kinds: ['ASKED'] });
  await create();
  for (let at = 0; at < 5; at += 1) scene.add('ASKED');
  await scene.job('desk-delivery').run();
  await scene.job('desk-webhooks').run();
  expect(slow.calls).toHaveLength(1);
  expect(receiver.calls).toHaveLength(5);
  await slow.stop();
});

it('one that does not answer, with hundreds that wait, holds no other up', async () => {
  const slow = await WebhookReceiver.start();
  slow.answer = () => undefined;
  await scene.services.webhooks.create(owner, HALL, { url: slow.url, kinds: ['ASKED'] });
  for (let at = 0; at < 450; at += 1) scene.add('ASKED');
  while ((await scene.job('desk-delivery').run()) === 'more');
  scene.pass(1);
  await create();
  scene.add('AGREED');
  await scene.job('desk-delivery').run();
  await scene.job('desk-webhooks').run();
  expect(receiver.calls).toHaveLength(1);
  await slow.stop();
});

it('that fails is called once a minute, and has all that waits once it is back', async () => {
  await create();
  fails();
  for (let at = 0; at < 3; at += 1) scene.add('ASKED');
  await scene.settle();
  expect(receiver.calls).toHaveLength(1);
  receiver.answer = (response) => void response.writeHead(204).end();
  scene.pass(60);
  await scene.settle();
  expect(receiver.calls).toHaveLength(4);
  expect([...scene.deliveries.byId.values()].every(({ state }) => state === 'SENT')).toBe(true);
});

it('signs with the old secret and the new one for a day', async () => {
  const { webhook } = await create();
  await scene.services.webhooks.rotateSecret(owner, webhook.id);
  scene.add('ASKED');
  await scene.settle();
  scene.pass(86_401);
  scene.add('ASKED');
  await scene.settle();
  const signatures = receiver.calls.map(
    ({ headers }) => String(headers['webhook-signature']).split(' ').length,
  );
  expect(signatures).toEqual([2, 1]);
});

it('keeps no secret that a copy of the database would give away', async () => {
  const { webhook, secret } = await create();
  expect(JSON.stringify(scene.webhooks.byId.get(webhook.id))).not.toContain(secret.slice(6));
});

it('a test calls it at once and is listed; a delivery is sent again under its id', async () => {
  const { webhook } = await create();
  fails();
  const { webhooks } = scene.services;
  expect(await webhooks.test(owner, webhook.id)).toMatchObject({ state: 'GAVE_UP', last: { status: 500 } });
  receiver.answer = (response) => void response.writeHead(204).end();
  const [failed] = await webhooks.deliveriesOf(webhook);
  await webhooks.sendAgain(owner, failed?.id ?? '');
  await scene.settle();
  expect(await webhooks.deliveriesOf(webhook)).toMatchObject([{ id: failed?.id, state: 'SENT' }]);
  expect(receiver.calls[0]?.headers['webhook-id']).toBe(receiver.calls[1]?.headers['webhook-id']);
});

it('shows the last 20 deliveries, and deleted it leaves none', async () => {
  const { webhook } = await create();
  for (let at = 0; at < 25; at += 1) scene.add('ASKED');
  await scene.settle();
  expect(await scene.services.webhooks.deliveriesOf(webhook)).toHaveLength(20);
  await scene.services.webhooks.delete(owner, webhook.id);
  expect(scene.deliveries.byId.size).toBe(0);
});

it('forgets deliveries a month after they were settled', async () => {
  await create();
  scene.add('ASKED');
  await scene.settle();
  scene.pass(31 * 86_400);
  await scene.settle();
  expect(scene.deliveries.byId.size).toBe(0);
});

it('on a private network is refused, and not called where one was made while that was allowed', async () => {
  const { webhook } = await create();
  scene.allowsPrivate = false;
  scene.restart();
  const { webhooks } = scene.services;
  for (const url of ['https://127.0.0.1/', 'https://10.0.0.8/', 'https://[::1]/', 'https://169.254.169.254/'])
    await expect(webhooks.create(owner, HALL, { url, kinds: ['ASKED'] })).rejects.toThrow(
      /^url: .*not on the public Internet/,
    );
  await expect(webhooks.create(owner, HALL, { url: receiver.url, kinds: ['ASKED'] })).rejects.toThrow(
    /^url: /,
  );
  scene.add('ASKED');
  await scene.settle();
  expect(receiver.calls).toHaveLength(0);
  expect(await webhooks.deliveriesOf(webhook)).toMatchObject([
    { attempts: 1, last: { status: null, error: expect.stringMatching(/not on the public Internet/) } },
  ]);
});

it('that answers with a redirect is called again later, at its own address alone', async () => {
  const elsewhere = await WebhookReceiver.start();
  try {
    const { webhook } = await create();
    receiver.answer = (response) => void response.writeHead(307, { location: elsewhere.url }).end();
    scene.add('ASKED');
    await scene.settle();
    scene.pass(60);
    await scene.settle();
    expect([receiver.calls.length, elsewhere.calls.length]).toEqual([2, 0]);
    expect(await scene.services.webhooks.deliveriesOf(webhook)).toMatchObject([
      { attempts: 2, last: { status: 307 } },
    ]);
  } finally {
    await elsewhere.stop();
  }
});

it('an organization has ten, on HTTPS, of at least one kind', async () => {
  const { webhooks } = scene.services;
  const asked = (url: string, kinds: readonly 'ASKED'[] = ['ASKED']) =>
    webhooks.create(owner, HALL, { url, kinds });
  for (const url of [
    'ftp://example.org/',
    'file:///etc/passwd',
    'example.org',
    '',
    'https://a:b@example.org/',
  ])
    await expect(asked(url)).rejects.toThrow(/^url: /);
  await expect(asked(receiver.url, [])).rejects.toThrow(/^kinds: /);
  await Promise.allSettled(Array.from({ length: 12 }, create));
  expect(scene.webhooks.byId.size).toBe(10);
  await expect(create()).rejects.toThrow(/at most 10 webhooks/);
});

it('is not called by a process that stood still while it had the delivery', async () => {
  await create();
  scene.add('ASKED');
  scene.isLeading = false;
  await expect(scene.settle()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect(receiver.calls).toEqual([]);
  scene.isLeading = true;
  scene.pass(61);
  await scene.settle();
  expect(receiver.calls).toHaveLength(1);
});
