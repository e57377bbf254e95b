import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import type { Actor } from '@lanran/api/platform/kernel/actor';
import { NotFoundError } from '@lanran/api/platform/kernel/errors';
import { parseLicenseId } from '@lanran/protocol/kernel/ids';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import express from 'express';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { papersRouter } from '../../../api/papers/http/papers-router.ts';
import type { PaperPrinter } from '../../../api/papers/ports/paper-printer.ts';
import { NumberedThings } from '../../../api/papers/services/numbered-things.ts';
import { PrintedPapers } from '../../../api/papers/services/printed-papers.ts';
import { logRequests } from '../../../api/platform/http/request-context.ts';
import { answerErrors } from '../../../api/platform/http/error-answer.ts';
import { buildPaper } from './build-paper.ts';

const LICENSE = parseLicenseId(`0x${'a1'.repeat(32)}`);
const PARTY: Actor = { kind: 'member', address: `0x${'0a'.repeat(20)}`, memberships: [] };

/** Prints what the paper is called and what lies in it; the first time it fails. */
class PlainPrinter implements PaperPrinter {
  printed = 0;
  async print(
    { number }: ReturnType<typeof buildPaper>,
    { attachments }: Parameters<PaperPrinter['print']>[1],
  ) {
    this.printed++;
    if (this.printed === 1) throw new Error('Out of ink.');
    return new TextEncoder().encode(`%PDF ${number} ${attachments.map(({ name }) => name).join()}`);
  }
  async toPicture(): Promise<never> {
    throw new Error('There is no picture.');
  }
}

const printer = new PlainPrinter();
const papers = new PrintedPapers({ printer });
const TERMS = {
  ...{ name: 'license-terms.json', mediaType: 'application/json', description: 'Terms', text: '{}' },
  relationship: 'Source' as const,
};
/** How many registrations are made at once. */
const registrations = {
  underWay: 0,
  most: 0,
  async find(id: string): Promise<never> {
    this.underWay += 1;
    this.most = Math.max(this.most, this.underWay);
    await setImmediate();
    this.underWay -= 1;
    throw new NotFoundError(`Asset ${id}`);
  },
};
let server: Server;
let url = '';

beforeAll(async () => {
  const app = express();
  app.use(logRequests(pino({ level: 'silent' })));
  app.use(
    papersRouter({
      certificates: {
        find: async (actor, id) => {
          if (id !== LICENSE) throw new NotFoundError(`License ${id}`);
          return papers.file({
            paper: buildPaper(),
            picture: null,
            attachments: actor.kind === 'member' ? [TERMS] : [],
            filename: 'certificate.pdf',
          });
        },
      },
      invoices: {
        find: async () => Promise.reject(new NotFoundError('Order')),
        findCreditNote: async (_, id) => Promise.reject(new NotFoundError(`Credit note of ${id}`)),
        findShares: async (_, id, community) =>
          Promise.reject(new NotFoundError(`Shares of ${community} in ${id}`)),
      },
      registrations: { find: async (_actor, id) => registrations.find(id) },
      accountPapers: { find: async (_actor, id) => Promise.reject(new NotFoundError(`Organization ${id}`)) },
      numbered: new NumberedThings({
        licenses: {
          listIds: async ({ first, last }) => (first <= LICENSE && LICENSE <= last ? [LICENSE] : []),
        },
        orders: { listIds: async () => [] },
        bills: { listIds: async () => [], listInvoiceIds: async () => [] },
        billing: {
          bill: async () => Promise.reject(new NotFoundError('Order')),
          invoice: async () => Promise.reject(new NotFoundError('Invoice')),
        },
        assets: { listIds: async () => [] },
        catalog: { findMany: async () => [] },
        ordersService: { order: async () => Promise.reject(new NotFoundError('Order')) },
      }),
      authenticate: async () => PARTY,
    }),
  );
  app.use(answerErrors);
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  url = `http://127.0.0.1:${port}`;
});
afterAll(() => server.close());

const as = { headers: { Authorization: 'Bearer party' } };

describe('papers over HTTP', () => {
  it('that could not be printed are printed when they are asked for again', async () => {
    expect((await fetch(`${url}/certificates/${LICENSE}.pdf`)).status).toBe(500);
    const again = await fetch(`${url}/certificates/${LICENSE}.pdf`);
    expect(again.status).toBe(200);
    expect(again.headers.get('content-type')).toBe('application/pdf');
    expect(again.headers.get('content-disposition')).toBe('inline; filename="certificate.pdf"');
    expect(await again.text()).toMatch(/^%PDF /);
  });

  it('are the same by number as by id, and printed once', async () => {
    const whole = await fetch(`${url}/certificates/${LICENSE}.pdf`);
    const before = printer.printed;
    const byNumber = await fetch(`${url}/certificates/${shortNumberOf(LICENSE).toLowerCase()}.pdf`);
    expect(await byNumber.text()).toBe(await whole.text());
    expect(byNumber.headers.get('etag')).toBe(whole.headers.get('etag'));
    expect(printer.printed).toBe(before);
  });

  it('are another for a party, in whose copy the terms lie, and never in a shared cache', async () => {
    const strangers = await fetch(`${url}/certificates/${LICENSE}.pdf`);
    const partys = await fetch(`${url}/certificates/${LICENSE}.pdf`, as);
    expect(await strangers.text()).not.toContain('license-terms.json');
    expect(await partys.text()).toContain('license-terms.json');
    expect(partys.headers.get('etag')).not.toBe(strangers.headers.get('etag'));
    expect(partys.headers.get('cache-control')).toBe('private, no-cache');
    expect(partys.headers.get('vary')).toContain('Authorization');
  });

  it('are not sent again to who has them', async () => {
    const etag = (await fetch(`${url}/certificates/${LICENSE}.pdf`)).headers.get('etag') ?? '';
    const again = await fetch(`${url}/certificates/${LICENSE}.pdf`, { headers: { 'If-None-Match': etag } });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
  });

  it('are made one at a time for each network, so that one stranger does not take every place', async () => {
    const asked = Array.from({ length: 20 }, (_, at) =>
      fetch(`${url}/registrations/0x${String(at + 10).repeat(32)}.pdf`),
    );
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(Array(20).fill(404));
    expect(registrations.most).toBe(1);
  });

  it.each([
    [`/certificates/0x${'00'.repeat(32)}.pdf`, 404, 'NOT_FOUND'],
    ['/certificates/00000-00000.pdf', 404, 'NOT_FOUND'],
    ['/certificates/00000-00001.pdf', 400, 'BAD_INPUT'],
    ['/certificates/..%2Fx.pdf', 400, 'BAD_INPUT'],
    [`/invoices/${LICENSE}.pdf`, 404, 'NOT_FOUND'],
    [`/credit-notes/${LICENSE}.pdf`, 404, 'NOT_FOUND'],
    [`/shares/${LICENSE}-0x${'ab'.repeat(32)}.pdf`, 404, 'NOT_FOUND'],
    [`/shares/${LICENSE}-XIJIANG.pdf`, 400, 'BAD_INPUT'],
    [`/shares/${LICENSE}.pdf`, 400, 'BAD_INPUT'],
    [`/registrations/0x${'ab'.repeat(32)}.pdf`, 404, 'NOT_FOUND'],
    [`/statements-of-account/0x${'ab'.repeat(32)}.pdf?from=2027-01-01&to=2027-12-31`, 404, 'NOT_FOUND'],
    [`/statements-of-account/0x${'ab'.repeat(32)}.pdf?from=2027-01-01`, 400, 'BAD_INPUT'],
    [`/statements-of-account/0x${'ab'.repeat(32)}.pdf?from=1.1.2027&to=2027-12-31`, 400, 'BAD_INPUT'],
  ])('answer %s with %i', async (path, status, code) => {
    const response = await fetch(`${url}${path}`);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code } });
  });

  it('of shares are asked for by invoice and community', async () => {
    const community = `0x${'ab'.repeat(32)}`;
    const response = await fetch(`${url}/shares/${LICENSE}-${community.toUpperCase().replace('X', 'x')}.pdf`);
    const { error } = (await response.json()) as { readonly error: { readonly message: string } };
    expect(error.message).toContain(`Shares of ${community} in ${LICENSE}`);
  });
});
