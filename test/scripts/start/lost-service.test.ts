import { FetchRequest, makeError } from 'ethers';
import { describe, expect, it } from 'vitest';
import { UnavailableError } from '@lanran/api/platform/kernel/errors';
import { StoreOutOfReachError } from '@lanran/api/compose-stores';
import { DeployRefusedError } from '../../../scripts/deploy/errors.ts';
import { StartRefusedError } from '../../../scripts/start/data-directory.ts';
import { failureText } from '../../../scripts/start/failure-text.ts';
import { explainChainLoss, explainLoss } from '../../../scripts/start/lost-service.ts';
import { readStartSettings } from '../../../scripts/start/settings.ts';

const settings = readStartSettings({ LANRAN_DATA_DIR: '/data' });
const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

describe('a start whose service stopped answering', () => {
  it.each([
    ['documents', 'document-store', new UnavailableError('documents', { cause: reset })],
    ['files', 'content-store', new StoreOutOfReachError('files', reset)],
    ['chain', 'chain', new Error('not anchored', { cause: new UnavailableError('chain', { cause: reset }) })],
  ])('says in one line that it was the %s, that nothing is lost and what to do', (name, folder, error) => {
    expect(failureText(explainLoss(error, settings))).toBe(
      `The ${name} in /data/${folder} stopped answering during the start (read ECONNRESET): nothing is lost, and the same command goes on where it stopped; look into the log if it stays.`,
    );
  });

  it.each([
    ['the connection was lost', reset],
    ['it did not answer in time', Object.assign(new Error('request timeout'), { code: 'TIMEOUT' })],
  ])('says so of the chain that contracts are deployed to when %s', (_, error) => {
    expect(failureText(explainChainLoss(error, settings, 'deploying Authority'))).toMatch(
      /^The chain in \/data\/chain stopped answering during the start \([^)]+\): nothing is lost[^\n]+$/,
    );
  });

  it('names the variable of a server of its own', () => {
    const outside = readStartSettings({ LANRAN_DATA_DIR: '/data', CHAIN_RPC_URL: 'http://127.0.0.1:8545' });
    expect(failureText(explainChainLoss(reset, outside, 'deploying Authority'))).toMatch(
      /^The chain at CHAIN_RPC_URL stopped answering .*: check that CHAIN_RPC_URL .* nothing is lost/,
    );
  });

  it.each([
    [
      'a secret',
      { code: -32001, message: 'Unauthorized: send a secret' },
      'Unauthorized: send a secret',
      'CHAIN_RPC_SECRET',
    ],
    [
      'coins',
      { code: -32000, message: 'insufficient funds for gas * price + value' },
      'insufficient funds for gas',
      'send coins',
    ],
  ])('says in one sentence that the node wants %s, without the bytecode', (_, error, reason, advice) => {
    const outside = readStartSettings({ LANRAN_DATA_DIR: '/data', CHAIN_RPC_URL: 'http://127.0.0.1:8545' });
    const payload = { method: 'eth_sendRawTransaction', params: [`0x${'60'.repeat(9_000)}`] };
    const refused = makeError('could not coalesce error', 'UNKNOWN_ERROR', { error, payload });

    const text = failureText(explainChainLoss(refused, outside, 'deploying Authority'));

    expect(text).toMatch(/^The chain at CHAIN_RPC_URL refused .*\(deploying Authority\): [^\n]+$/);
    expect(text).toContain(reason);
    expect(text).toContain(advice);
    expect(text.length).toBeLessThan(500);
  });

  it('cuts the words of a node to 200 characters', () => {
    const refused = makeError('server response 401 Unauthorized', 'SERVER_ERROR', {
      request: new FetchRequest('http://node'),
      info: { responseStatus: `401 ${'x'.repeat(5_000)}` },
    });
    expect(failureText(explainChainLoss(refused, settings, 'deploying Authority')).length).toBeLessThan(500);
  });

  it('leaves anything else as it is', () => {
    const other = new Error('a mistake of the program');
    const refused = new StartRefusedError('Port 4000 is in use.', { cause: new UnavailableError('chain') });
    expect(explainLoss(other, settings)).toBe(other);
    expect(explainLoss(refused, settings)).toBe(refused);
    expect(explainChainLoss(other, settings, 'deploying Authority')).toBe(other);
  });
});

describe('a deployment that a chain refused', () => {
  it('says why and what to do, without where it happened', () => {
    expect(failureText(new DeployRefusedError('That chain refused it.'))).toBe('That chain refused it.');
  });
});
