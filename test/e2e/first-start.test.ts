import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Wallet } from 'ethers';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { accreditorText, operatorText } from '@lanran/protocol/accounts/account';
import { parseLogId } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { Installation } from '../support/installation.ts';

const EMPTY = { LANRAN_DEMO: '0' };
type Office = 'operator' | 'accreditor';
const LINKS: Readonly<Record<Office, RegExp>> = {
  operator: /^operator (http:\/\/127\.0\.0\.1:\d+\/first-start#[\w-]{43}) {2}open this once/m,
  accreditor: /^accreditor (http:\/\/127\.0\.0\.1:\d+\/first-start#[\w-]{43}) {2}open this once/m,
};
const Deployment = z.object({
  deployment: z.object({
    logId: z.string(),
    accreditor: z.string().nullable(),
    operator: z.string().nullable(),
  }),
});
const NAME: Readonly<Record<Office, string>> = {
  operator: `mutation ($token: String!, $address: String!, $signature: String!) {
    nameOperator(token: $token, address: $address, signature: $signature) }`,
  accreditor: `mutation ($token: String!, $address: String!, $signature: String!) {
    nameAccreditor(token: $token, address: $address, signature: $signature) }`,
};
const TEXT = { operator: operatorText, accreditor: accreditorText };

describe('the first start of an empty platform', () => {
  const here = Installation.emptyForSuite();
  const accreditor = Wallet.createRandom();
  const operator = Wallet.createRandom();
  let links: Readonly<Record<Office, string | undefined>>;

  const deployment = async () =>
    Deployment.parse(await here.ask('{ deployment { logId accreditor operator } }')).deployment;
  const linkSaid = (office: Office) => LINKS[office].exec(here.platform.said)?.[1];
  const linksSaid = () => ({ operator: linkSaid('operator'), accreditor: linkSaid('accreditor') });

  async function name(office: Office, wallet = office === 'operator' ? operator : accreditor) {
    const logId = parseLogId((await deployment()).logId);
    const text = TEXT[office]({ logId, address: parseAddress(wallet.address.toLowerCase()) });
    const token = new URL(links[office] ?? '').hash.slice(1);
    const signature = await wallet.signMessage(text);
    return here.ask(NAME[office], { token, address: wallet.address, signature });
  }

  /** A command of a person with a key file of their own. */
  async function as(wallet: { privateKey: string; address: string }, ...args: readonly string[]) {
    const file = here.path(`${wallet.address}.key`);
    await writeFile(file, wallet.privateKey, { mode: 0o600 });
    return here.lanranHere(...args, '--key-file', file);
  }

  it('serves with nobody named, and prints a link for each office that stays the same until it is used', async () => {
    await here.start(EMPTY);
    expect(await deployment()).toMatchObject({ accreditor: null, operator: null });
    expect(await here.ask('{ demoAccounts { name } organizations { totalCount } }')).toEqual({
      demoAccounts: [],
      organizations: { totalCount: 0 },
    });
    links = linksSaid();
    expect(new Set([links.operator, links.accreditor, undefined]).size).toBe(3);
    const ready = here.platform.said.indexOf('\nready ');
    for (const said of [links.operator ?? '', links.accreditor ?? '', 'should be different people'])
      expect(here.platform.said.slice(0, ready)).toContain(said);
    await here.platform.end('SIGKILL');

    await here.start({ ...EMPTY, LANRAN_FAIL_POINT: 'after-accreditor-named' });
    expect(linksSaid()).toEqual(links);
    expect(await deployment()).toMatchObject({ accreditor: null, operator: null });
  });

  it('has an operator at once, without the accreditor, and keeps it when it is killed', async () => {
    expect(await as(operator, 'fixity', 'status')).toMatchObject({ exitCode: 1 });
    await name('operator');
    expect(await as(operator, 'fixity', 'status')).toMatchObject({ exitCode: 0 });
    await here.platform.end('SIGKILL');

    await here.start({ ...EMPTY, LANRAN_FAIL_POINT: 'after-accreditor-named' });

    expect(await deployment()).toMatchObject({ accreditor: null, operator: operator.address.toLowerCase() });
    expect(linksSaid()).toEqual({ operator: undefined, accreditor: links.accreditor });
    expect(here.platform.said).not.toContain('should be different people');
    await expect(name('operator', Wallet.createRandom())).rejects.toThrow('CONFLICT');
  });

  it('is finished by the next start for who was named accreditor, when the platform is killed halfway', async () => {
    await expect(name('accreditor')).rejects.toThrow();
    expect((await here.platform.ended()).signal).toBe('SIGKILL');

    await here.start(EMPTY);

    expect(await deployment()).toMatchObject({ accreditor: accreditor.address.toLowerCase() });
    expect(here.platform.said).toContain('deploying roles');
    expect(here.platform.said).not.toContain('first-start');
    await expect(name('accreditor')).rejects.toThrow('CONFLICT');
    await expect(name('accreditor', Wallet.createRandom())).rejects.toThrow('CONFLICT');
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

  it('prints the operator’s link alone where the accreditor is named and no operator is, as before there was one', async () => {
    await here.platform.end('SIGTERM');
    await rm(join(here.dataDir, 'operator.json'));
    // As the printed commands start what `lanran restore` wrote: without LANRAN_DEMO=0.
    await here.start();
    expect(here.platform.said).toContain('comes into a new data directory alone');
    expect(here.platform.said).not.toContain('demo-accounts');
    expect(existsSync(join(here.dataDir, 'demo-accounts'))).toBe(false);
    expect(linksSaid()).toEqual({ operator: expect.stringContaining('http'), accreditor: undefined });
    links = linksSaid();
    expect(await as(accreditor, 'whoami')).toMatchObject({ document: { offices: ['ACCREDITOR'] } });
  });

  it('names the operator by LANRAN_OPERATOR where nobody is named, and leaves who is', async () => {
    const [first, second] = [Wallet.createRandom(), Wallet.createRandom()];
    for (const LANRAN_OPERATOR of [first.address, second.address]) {
      await here.platform.end('SIGTERM');
      await here.start({ ...EMPTY, LANRAN_OPERATOR });
      expect(await deployment()).toMatchObject({ operator: first.address.toLowerCase() });
      expect(here.platform.said).not.toContain('first-start');
    }
    expect(here.platform.said).toContain(`operator  ${first.address.toLowerCase()} stays`);
  });
});
