import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  HttpsWebhookSender,
  type ResolvedAddress,
} from '@lanran/api/notifications/adapters/https-webhook-sender';
import { WebhookReceiver } from '../../support/webhook-receiver.ts';

const NEVER = new AbortController().signal;
const LOOPBACK = { address: '127.0.0.1', family: 4 };
const call = (url: string) => ({ url: new URL(url), headers: { 'webhook-id': 'a' }, body: '{}' });
const senderOf = (
  allowsPrivate: boolean,
  resolve: (host: string) => readonly ResolvedAddress[] = () => [LOOPBACK],
) => new HttpsWebhookSender({ allowsPrivate, resolve: async (host) => resolve(host), answerWithinMs: 400 });

let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await WebhookReceiver.start();
});
afterEach(() => receiver.stop());

describe('what is not on the public Internet', () => {
  it.each([
    'https://127.0.0.1/',
    'https://0.0.0.0/',
    'https://169.254.169.254/latest/meta-data',
    'https://10.0.0.8/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[fd00:ec2::254]/',
    // Spellings that the URL parser reads as addresses.
    'https://2130706433/',
    'https://0x7f.1/',
    'https://017700000001/',
    'https://127.1/',
    'https://１２７.０.０.１/',
  ])('%s is refused before anything is sent', async (url) => {
    const sender = senderOf(false, () => {
      throw new Error('asked for an address');
    });
    expect(await sender.faultOf(new URL(url))).toMatch(/not on the public Internet/);
    const attempt = await sender.send(call(url), NEVER);
    expect(attempt).toMatchObject({ status: null, error: expect.stringMatching(/not on the public/) });
  });

  it.each([
    ['loopback', [LOOPBACK]],
    ['the metadata of a cloud', [{ address: '169.254.169.254', family: 4 }]],
    ['IPv4 in IPv6', [{ address: '::ffff:10.0.0.1', family: 6 }]],
    ['public and private addresses', [{ address: '8.8.8.8', family: 4 }, LOOPBACK]],
  ])('a name of %s is refused, and the address is not told', async (_what, addresses) => {
    const sender = senderOf(false, () => addresses);
    const url = `https://hook.example:${receiver.port}/`;
    expect(await sender.faultOf(new URL(url))).toMatch(/not on the public Internet/);
    const { error } = await sender.send(call(url), NEVER);
    expect(error).toMatch(/not on the public Internet/);
    for (const { address } of addresses) expect(error).not.toContain(address);
  });

  it('a name that is public when it is named and private later is refused later', async () => {
    const answers = [[{ address: '8.8.8.8', family: 4 }], [LOOPBACK]];
    const sender = senderOf(false, () => answers.shift() ?? []);
    const url = `https://hook.example:${receiver.port}/`;
    expect(await sender.faultOf(new URL(url))).toBeNull();
    expect((await sender.send(call(url), NEVER)).error).toMatch(/not on the public Internet/);
    expect(receiver.calls).toHaveLength(0);
  });

  it('a name is asked for once a call, and the address that was looked at is the one connected to', async () => {
    let asked = 0;
    const sender = senderOf(true, () => {
      asked += 1;
      // A second question would lead elsewhere.
      return asked === 1 ? [LOOPBACK] : [{ address: '127.0.0.9', family: 4 }];
    });
    const attempt = await sender.send(call(`http://hook.example:${receiver.port}/hook`), NEVER);
    expect(attempt).toMatchObject({ status: 204, error: null });
    expect(asked).toBe(1);
    expect(receiver.calls[0]?.headers.host).toBe(`hook.example:${receiver.port}`);
  });
});

describe('an answer', () => {
  it('is of the receiver; body and headers arrive', async () => {
    const attempt = await senderOf(true).send(call(receiver.url), NEVER);
    expect(attempt).toMatchObject({ status: 204, error: null });
    expect(receiver.calls).toMatchObject([
      {
        body: '{}',
        headers: { 'webhook-id': 'a', 'content-type': 'application/json', 'content-length': '2' },
      },
    ]);
  });

  it('that is a redirect is a failure, says so, and is not followed', async () => {
    const inside = await WebhookReceiver.start();
    receiver.answer = (response) => void response.writeHead(302, { location: inside.url }).end();
    const attempt = await senderOf(true).send(call(receiver.url), NEVER);
    expect(attempt).toMatchObject({
      status: 302,
      error: expect.stringMatching(/redirect \(302\).*not followed/),
    });
    expect(inside.calls).toHaveLength(0);
    await inside.stop();
  });

  it('of 500 is a failure', async () => {
    receiver.answer = (response) => void response.writeHead(500).end();
    expect(await senderOf(true).send(call(receiver.url), NEVER)).toMatchObject({
      status: 500,
      error: 'The answer is 500.',
    });
  });

  it('without an end is read to its first kilobyte', async () => {
    const isClosed = new Promise((resolve) => {
      receiver.answer = (response) => {
        response.on('close', resolve).writeHead(200);
        const send = () => void (response.write('x'.repeat(512)) && setImmediate(send));
        send();
      };
    });
    expect(await senderOf(true).send(call(receiver.url), NEVER)).toMatchObject({ status: 200, error: null });
    await isClosed;
  });

  it('that does not come in time is a failure', async () => {
    receiver.answer = () => undefined;
    const attempt = await senderOf(true).send(call(receiver.url), NEVER);
    expect(attempt).toMatchObject({ status: null, error: 'No answer within 0.4 s.' });
  });

  it('whose body does not end in time is a failure', async () => {
    receiver.answer = (response) => void response.writeHead(200).write('x');
    const attempt = await senderOf(true).send(call(receiver.url), NEVER);
    expect(attempt).toMatchObject({ status: null, error: 'No answer within 0.4 s.' });
  });

  it('is not waited for when the platform stops', async () => {
    receiver.answer = () => undefined;
    const stopping = new AbortController();
    const sending = senderOf(true).send(call(receiver.url), stopping.signal);
    stopping.abort(new Error('The platform stops.'));
    await expect(sending).rejects.toThrow('The platform stops.');
  });
});

it('says that nobody listens', async () => {
  const { url } = receiver;
  await receiver.stop();
  const { error } = await senderOf(true).send(call(url), NEVER);
  expect(error).toMatch(/ECONNREFUSED/);
  receiver = await WebhookReceiver.start();
});
