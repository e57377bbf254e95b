import { writeFile } from 'node:fs/promises';
import { Wallet } from 'ethers';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { accreditorText } from '@lanran/protocol/account';
import { parseLogId } from '@lanran/protocol/ids';
import { parseAddress } from '@lanran/protocol/signature';
import { Installation } from '../support/installation.ts';

const EMPTY = { LANRAN_DEMO: '0' };
const LINK = /^accreditor (http:\/\/127\.0\.0\.1:\d+\/first-start#[\w-]{43}) {2}open this once/m;
const Deployment = z.object({
  deployment: z.object({ logId: z.string(), accreditor: z.string().nullable() }),
});
const NAME = `mutation ($token: String!, $address: String!, $signature: String!) {
  nameAccreditor(token: $token, address: $address, signature: $signature) }`;

describe('the first start of an empty platform', () => {
  const here = Installation.emptyForSuite();
  const accreditor = Wallet.createRandom();
  let link = '';

  const deployment = async () =>
    Deployment.parse(await here.ask('{ deployment { logId accreditor } }')).deployment;
  const linkSaid = () => LINK.exec(here.platform.said)?.[1];

  async function name(wallet = accreditor): Promise<unknown> {
    const logId = parseLogId((await deployment()).logId);
    const text = accreditorText({ logId, address: parseAddress(wallet.address.toLowerCase()) });
    const token = new URL(link).hash.slice(1);
    return here.ask(NAME, { token, address: wallet.address, signature: await wallet.signMessage(text) });
  }

  /** A command of a person with a key file of their own. */
  async function as(wallet: { privateKey: string; address: string }, ...args: readonly string[]) {
    const file = here.path(`${wallet.address}.key`);
    await writeFile(file, wallet.privateKey, { mode: 0o600 });
    return here.lanranHere(...args, '--key-file', file);
  }

  it('serves with nobody named, and prints one link that stays the same until it is used', async () => {
    await here.start(EMPTY);
    expect(await deployment()).toMatchObject({ accreditor: null });
    expect(await here.ask('{ demoAccounts { name } organizations { totalCount } }')).toEqual({
      demoAccounts: [],
      organizations: { totalCount: 0 },
    });
    link = linkSaid() ?? '';
    expect(here.platform.said.indexOf(link)).toBeLessThan(here.platform.said.indexOf('\nready '));
    await here.platform.end('SIGKILL');

    await here.start({ ...EMPTY, LANRAN_FAIL_POINT: 'after-accreditor-named' });
    expect(linkSaid()).toBe(link);
    expect(await deployment()).toMatchObject({ accreditor: null });
  });

  it('is finished by the next start for who was named, when the platform is killed halfway', async () => {
    await expect(name()).rejects.toThrow();
    expect((await here.platform.ended()).signal).toBe('SIGKILL');

    await here.start(EMPTY);

    expect(await deployment()).toMatchObject({ accreditor: accreditor.address.toLowerCase() });
    expect(here.platform.said).toContain('deploying roles');
    expect(here.platform.said).not.toContain('first-start');
    await expect(name()).rejects.toThrow('CONFLICT');
    await expect(name(Wallet.createRandom())).rejects.toThrow('CONFLICT');
  });

  it('has an accreditor who admits organizations, and nobody else does', async () => {
    const registrar = Wallet.createRandom();
    const ask = [
      'organization',
      'request',
      'first-museum',
      '--kind',
      'institution',
      '--name',
      'First Museum',
    ];
    expect(await as(registrar, ...ask)).toMatchObject({ exitCode: 0 });
    expect(await as(registrar, 'accredit', 'first-museum')).toMatchObject({ exitCode: 1 });
    expect(await as(accreditor, 'accredit', 'first-museum')).toMatchObject({ exitCode: 0 });
    const { document } = await as(registrar, 'whoami');
    expect(JSON.stringify(document)).toContain('first-museum');
  });
});
