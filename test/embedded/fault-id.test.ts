import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { createRpcServer } from '@lanran/embedded/chain/rpc-server';
import { refusalOf } from '@lanran/embedded/content-store/http/answers';
import { dispatch } from '@lanran/embedded/document-store/dispatch';

/** A fault of a service: its caller is told the id that the service's log has, and not what went wrong. */

const BROKEN = new Error('the secret place is broken');

it('is named by the chain to its caller', async () => {
  const told: unknown[] = [];
  const server = createRpcServer({
    access: { secret: null, openLane: 'guest' },
    request: () => Promise.reject(BROKEN),
    onInternalError: (...fault) => told.push(fault),
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] }),
  });
  const answer = await response.text();
  server.close();

  const faultId = /\(faultId ([0-9a-f]{12})\)/.exec(answer)?.[1];
  expect(told).toEqual([[BROKEN, { method: 'eth_chainId', faultId }]]);
  expect(answer).not.toContain('secret');
});

it('is named by the document store to its caller', async () => {
  const told: unknown[] = [];
  const answer = await dispatch(
    {
      opCode: 'OP_MSG',
      body: new Map<string, unknown>([
        ['ping', 1],
        ['$db', 'lanran'],
      ]),
      sequences: new Map(),
    } as never,
    {
      session: { isAuthenticated: true },
      store: {
        commandCounts: {
          add: () => {
            throw BROKEN;
          },
        },
      },
      connectionId: 1,
      onFault: (...fault: unknown[]) => told.push(fault),
    } as never,
  );

  const message = String(answer.get('errmsg'));
  const faultId = /\(faultId ([0-9a-f]{12})\)/.exec(message)?.[1];
  expect(told).toEqual([[BROKEN, faultId]]);
  expect(message).not.toContain('secret');
});

it('is named by the content store to its caller', () => {
  const { status, message } = refusalOf(BROKEN, { edge: 'rpc', faultId: '0123456789ab' });
  expect({ status, message }).toEqual({
    status: 500,
    message: 'internal error; the log of the content store has the details (faultId 0123456789ab)',
  });
});
