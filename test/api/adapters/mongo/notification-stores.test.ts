import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newDelivery, NO_SUBJECT } from '@lanran/api/notifications/domain/delivery';
import { emptyMailbox } from '@lanran/api/notifications/domain/mailbox';
import type { Webhook } from '@lanran/api/notifications/domain/webhook';
import type { DeliveryStore } from '@lanran/api/notifications/ports/delivery-store';
import type { MailboxStore } from '@lanran/api/notifications/ports/mailbox-store';
import type { WebhookStore } from '@lanran/api/notifications/ports/webhook-store';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import {
  InMemoryDeliveries,
  InMemoryMailboxes,
  InMemoryWebhooks,
} from '../../../support/in-memory-notifications.ts';
import { startStores, type StoresUnderTest } from './stores-under-test.ts';

const AT = new Date(1_790_000_000_000);
const after = (seconds: number) => new Date(AT.getTime() + seconds * 1_000);
const HALL = organizationIdOf('hall');
const key = (byte: string): Hex => `0x${byte.repeat(20)}`;

interface NotificationStores {
  readonly deliveries: DeliveryStore;
  readonly webhooks: WebhookStore;
  readonly mailboxes: MailboxStore;
}

let under: StoresUnderTest;
beforeAll(async () => {
  under = await startStores();
});
afterAll(() => under.stop());

const ALIKE: readonly (readonly [string, () => NotificationStores])[] = [
  ['MongoDB', () => under.stores],
  [
    'maps',
    () => ({
      deliveries: new InMemoryDeliveries(),
      webhooks: new InMemoryWebhooks(),
      mailboxes: new InMemoryMailboxes(),
    }),
  ],
];

const build = (item: string, target: string, at = AT) =>
  newDelivery(
    { id: item, recipient: HALL, kind: 'ASKED', subject: NO_SUBJECT, by: null, count: null, at },
    { channel: 'WEBHOOK', target },
    at,
  );

const WEBHOOK: Webhook = {
  id: 'w',
  organizationId: HALL,
  url: 'https://example.org/',
  kinds: ['ASKED', 'AGREED'],
  secret: 'sealed',
  former: null,
  createdAt: AT,
  failingSince: null,
  offAt: null,
};

describe.each(ALIKE)('over %s', (_name, open) => {
  it('deliveries are there once, are taken by one, and are due when they say', async () => {
    const { deliveries } = open();
    const [first, second] = [build('a', 't1'), build('b', 't1', after(5))];
    await deliveries.add([first, second]);
    await deliveries.add([{ ...first, attempts: 9 }, build('c', 't2', after(9))]);
    expect(await deliveries.find('a.t1')).toStrictEqual(first);
    expect(await deliveries.countWaiting('WEBHOOK')).toBe(3);
    expect(await deliveries.countWaiting('MAIL')).toBe(0);
    expect((await deliveries.listDue('WEBHOOK', { now: after(5), most: 10 })).map(({ id }) => id)).toEqual([
      'a.t1',
      'b.t1',
    ]);
    expect((await deliveries.listDue('WEBHOOK', { now: after(5), most: 1 })).map(({ id }) => id)).toEqual([
      'a.t1',
    ]);
    const others = await deliveries.listDue('WEBHOOK', { now: after(9), most: 10, exceptOf: ['t1'] });
    expect(others.map(({ id }) => id)).toEqual(['c.t2']);
    const lease = { now: after(5), until: after(65), batch: 'mail' };
    expect(await deliveries.claim(['a.t1', 'c.t2', 'none'], lease)).toEqual(['a.t1']);
    expect(await deliveries.claim(['a.t1'], lease)).toEqual([]);
    expect(await deliveries.find('a.t1')).toMatchObject({ attempts: 1, batch: 'mail', nextAt: after(65) });
    expect(await deliveries.findNextAt('WEBHOOK')).toEqual(after(5));
    expect(await deliveries.findNextAt('MAIL')).toBeNull();
  });

  it('what is due of a target is postponed, and neither what others hold nor what was settled', async () => {
    const { deliveries } = open();
    await deliveries.add([build('g', 't5'), build('h', 't5'), build('i', 't5'), build('g', 't6')]);
    await deliveries.claim(['h.t5'], { now: AT, until: after(99), batch: null });
    await deliveries.settle(['i.t5'], { state: 'SENT', last: null, at: AT });
    await deliveries.postpone('t5', { now: AT, until: after(60) });
    const found = await Promise.all(['g.t5', 'h.t5', 'i.t5', 'g.t6'].map((id) => deliveries.find(id)));
    expect(found.map((each) => each?.nextAt)).toEqual([after(60), after(99), null, AT]);
    expect(found[0]?.attempts).toBe(0);
  });

  it('deliveries are settled once, sent again, listed and forgotten', async () => {
    const { deliveries } = open();
    await deliveries.add([build('d', 't3'), build('e', 't3', after(1)), build('f', 't4')]);
    const last = { at: after(2), durationMs: 12, status: 500, error: 'The answer is 500.' };
    await deliveries.settle(['d.t3'], { state: 'WAITING', last, nextAt: after(60) });
    expect(await deliveries.find('d.t3')).toMatchObject({ state: 'WAITING', last, nextAt: after(60) });
    await deliveries.settle(['d.t3'], { state: 'GAVE_UP', last, at: after(3) });
    await deliveries.settle(['d.t3'], { state: 'SENT', last: null, at: after(4) });
    expect(await deliveries.find('d.t3')).toMatchObject({
      state: 'GAVE_UP',
      last,
      nextAt: null,
      settledAt: after(3),
    });
    expect((await deliveries.listOf('t3', 5)).map(({ id }) => id)).toEqual(['e.t3', 'd.t3']);
    expect((await deliveries.listGivenUp('t3', 5)).map(({ id }) => id)).toEqual(['d.t3']);
    expect(await deliveries.sendAgain('e.t3', after(5))).toBe(false);
    expect(await deliveries.sendAgain('d.t3', after(5))).toBe(true);
    expect(await deliveries.find('d.t3')).toMatchObject({ state: 'WAITING', attempts: 0, settledAt: null });
    await deliveries.settleWaiting('t3', { state: 'DROPPED', last: null, at: after(6) });
    expect((await deliveries.listOf('t3', 5)).map(({ state }) => state)).toEqual(['DROPPED', 'DROPPED']);
    await deliveries.removeSettled(after(6));
    expect(await deliveries.listOf('t3', 5)).toHaveLength(2);
    await deliveries.removeSettled(after(7));
    expect(await deliveries.listOf('t3', 5)).toHaveLength(0);
    await deliveries.removeOf('t4');
    expect(await deliveries.find('f.t4')).toBeNull();
  });

  it('webhooks are kept as they are; a failure is noted once, and one is switched off once', async () => {
    const { webhooks } = open();
    expect(await webhooks.isAny()).toBe(false);
    await webhooks.insert(WEBHOOK);
    expect(await webhooks.isAny()).toBe(true);
    expect(await webhooks.listOf(HALL)).toStrictEqual([WEBHOOK]);
    expect(await webhooks.noteFailure('w', after(1))).toEqual(after(1));
    expect(await webhooks.noteFailure('w', after(2))).toEqual(after(1));
    expect(await webhooks.noteFailure('none', AT)).toBeNull();
    expect(await webhooks.switchOff('w', after(3))).toBe(true);
    expect(await webhooks.switchOff('w', after(4))).toBe(false);
    const former = { secret: 'sealed', until: after(9) };
    await webhooks.update('w', { secret: 'newer', former, failingSince: null, offAt: null });
    expect(await webhooks.find('w')).toStrictEqual({ ...WEBHOOK, secret: 'newer', former });
    await webhooks.delete('w');
    expect(await webhooks.find('w')).toBeNull();
  });

  it('mailboxes keep their first key, and a code is used once, in time, for its own address', async () => {
    const { mailboxes } = open();
    const absent = emptyMailbox(key('01'), 'first');
    const codeHash: Hex = `0x${'cc'.repeat(32)}`;
    const confirmation = { codeHash, sealed: 's', until: after(10) };
    await mailboxes.change(absent, { email: 'a@example.org', confirmation });
    await mailboxes.change({ ...absent, unsubscribeKey: 'second' }, { language: 'zh' });
    const named = { ...absent, email: 'a@example.org', confirmation, language: 'zh' } as const;
    expect(await mailboxes.find(key('01'))).toStrictEqual(named);
    expect(await mailboxes.findMany([key('02'), key('01')])).toStrictEqual([named]);
    expect(await mailboxes.confirm(confirmation.codeHash, after(10))).toBeNull();
    expect(await mailboxes.confirm(key('00'), AT)).toBeNull();
    const confirmed = { ...named, confirmation: null, confirmedAt: after(9) };
    expect(await mailboxes.confirm(confirmation.codeHash, after(9))).toStrictEqual(confirmed);
    expect(await mailboxes.confirm(confirmation.codeHash, after(9))).toBeNull();
    const stopped = { why: 'REFUSED' as const, at: AT, answer: '550' };
    expect(await mailboxes.stop({ address: key('01'), email: 'b@example.org' }, stopped)).toBe(false);
    expect(await mailboxes.findByUnsubscribeKey('first')).toStrictEqual(confirmed);
    expect(await mailboxes.stop({ address: key('01'), email: 'a@example.org' }, stopped)).toBe(true);
    expect(await mailboxes.findByUnsubscribeKey('first')).toStrictEqual({ ...confirmed, stopped });
    expect(await mailboxes.findByUnsubscribeKey('second')).toBeNull();
  });
});
