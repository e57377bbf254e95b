import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { newWebhookSecret, signWebhook } from '@lanran/api/notifications/domain/webhook-signature';

/** The vector of the Standard Webhooks libraries. */
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const CALL = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  at: new Date(1_614_265_330_000),
  body: '{"test": 2432232314}',
};

it('signs as the vector of Standard Webhooks does', () => {
  expect(signWebhook(CALL, [SECRET])).toStrictEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

it('signs with every secret while one replaces another', () => {
  const [newer, older] = [newWebhookSecret(), SECRET];
  const [first, second] = signWebhook(CALL, [newer, older])['webhook-signature'].split(' ');
  expect(second).toBe(signWebhook(CALL, [older])['webhook-signature']);
  const key = Buffer.from(newer.slice(6), 'base64');
  const text = `${CALL.id}.1614265330.${CALL.body}`;
  expect(first).toBe(`v1,${createHmac('sha256', key).update(text).digest('base64')}`);
});

it('makes secrets of 32 bytes, none twice', () => {
  const secret = newWebhookSecret();
  expect(secret.startsWith('whsec_')).toBe(true);
  expect(Buffer.from(secret.slice(6), 'base64')).toHaveLength(32);
  expect(newWebhookSecret()).not.toBe(secret);
});
