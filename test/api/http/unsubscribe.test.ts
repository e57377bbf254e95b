import express, { type ErrorRequestHandler } from 'express';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { unsubscribeRouter } from '@lanran/api/notifications/http/unsubscribe-router';
import { NotFoundError } from '@lanran/api/platform/kernel/errors';

/** Express takes a function of four parameters for one of errors. */
const answer: ErrorRequestHandler = (error, _request, response, next) => {
  if (error instanceof NotFoundError) response.status(404).end();
  else next(error);
};

it('ends mail by a POST without a session, and never by a GET, which programs that look at links send', async () => {
  const ended: string[] = [];
  const unsubscribe = async (key: string) => {
    if (key !== 'known') throw new NotFoundError('This subscription');
    ended.push(key);
  };
  const app = express().use('/unsubscribe', unsubscribeRouter({ unsubscribe })).use(answer);
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/unsubscribe`;
  const oneClick = { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) };
  expect((await fetch(`${url}/known`)).status).toBe(404);
  expect(ended).toEqual([]);
  expect((await fetch(`${url}/known`, oneClick)).status).toBe(200);
  expect((await fetch(`${url}/other`, oneClick)).status).toBe(404);
  expect(ended).toEqual(['known']);
  server.closeAllConnections();
  server.close();
});
