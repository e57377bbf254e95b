import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { InMemoryOffice } from '../../support/in-memory-office.ts';
import { addMemberAct, admit, newPerson, relayAct, type Person } from '../../support/people.ts';
import { serve, type ServedServices } from '../../support/served-services.ts';
import { createSafe } from '../../support/safes.ts';
import { openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { lanran, lanranJson } from '../command-line.ts';
import { temporaryFolder } from '../temporary-folder.ts';

describe('lanran whoami', () => {
  let stack: Stack;
  let services: Services;
  let served: ServedServices;
  let folder: string;
  let museum: OrganizationId;
  let community: OrganizationId;
  const curator = newPerson();
  const elder = newPerson();
  const stranger = newPerson();
  const operator = newPerson();
  const office = new InMemoryOffice();

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack, { office });
    served = await serve(services);
    folder = await temporaryFolder();
    await lanran(
      await by(curator, 'organization', 'request', 'museum', '--kind', 'institution', '--name', 'A'),
    );
    await lanran(await by(elder, 'organization', 'request', 'xijiang', '--kind', 'community', '--name', 'B'));
    museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: curator });
    community = await admit(services, { slug: 'xijiang', kind: 'COMMUNITY', owner: elder });
    const member = { organizationId: museum, key: elder.address, role: 'VIEWER' as const };
    await relayAct(services, curator, addMemberAct(member));
  });
  afterAll(async () => {
    await served.stop();
    await stack.stop();
  });
  beforeEach(() => services.clock.catchUp());

  async function by({ address, privateKey }: Person, ...args: readonly string[]): Promise<string[]> {
    const keyFile = join(folder, `${address}.key`);
    await writeFile(keyFile, privateKey, { mode: 0o600 });
    return [...args, '--api', served.url, '--key-file', keyFile];
  }

  it('tells a key its address and what it is in each organization', async () => {
    const { exitCode, document } = await lanranJson(await by(elder, 'whoami'));

    expect(exitCode).toBe(0);
    expect(document).toEqual({
      address: elder.address,
      offices: [],
      organizations: expect.arrayContaining([
        { id: museum, slug: 'museum', kind: 'INSTITUTION', role: 'VIEWER' },
        { id: community, slug: 'xijiang', kind: 'COMMUNITY', role: 'OWNER' },
      ]),
      councils: [{ id: community, slug: 'xijiang', isNamed: false, safe: null }],
    });
    const { stdout } = await lanran(await by(elder, 'whoami'));
    expect(stdout.split('\n')[0]).toBe(elder.address);
    expect(stdout).toContain('  viewer of the institution museum\n');
    expect(stdout).toContain('  owner of the community xijiang\n');
    expect(stdout).toContain('  the council of the community xijiang\n');
  });

  it('tells an owner of the Safe that is a council how to act for it', async () => {
    const [owner, other] = [newPerson(), newPerson()];
    await lanran(await by(owner, 'organization', 'request', 'leishan', '--kind', 'community', '--name', 'C'));
    const { address } = await createSafe(services, { owners: [elder, owner, other], threshold: 2 });
    await admit(services, { slug: 'leishan', kind: 'COMMUNITY', owner: elder, council: { address } });
    const { stdout } = await lanran(await by(owner, 'whoami'));
    expect(stdout).toBe(
      `${owner.address}\n  an owner of the Safe that is the council of the community leishan; act for it with: --safe ${address}\n`,
    );
  });

  it('tells a key of nobody its address too', async () => {
    const { stdout } = await lanran(await by(stranger, 'whoami'));
    expect(stdout).toBe(
      `${stranger.address}\n  a member of no organization; an owner adds keys with: lanran members add\n`,
    );
    expect(await lanranJson(await by(stranger, 'whoami'))).toMatchObject({
      exitCode: 0,
      document: { address: stranger.address, offices: [], organizations: [] },
    });
  });

  it('tells the operator and the accreditor their offices', async () => {
    office.record({ holder: operator.address, successor: null });
    const accreditor = newPerson(stack.accreditor.privateKey);
    for (const [key, held] of [
      [operator, 'operator'],
      [accreditor, 'accreditor'],
    ] as const) {
      expect((await lanranJson(await by(key, 'whoami'))).document).toEqual({
        address: key.address,
        offices: [held.toUpperCase()],
        organizations: [],
        councils: [],
      });
      const { stdout } = await lanran(await by(key, 'whoami'));
      expect(stdout).toBe(`${key.address}\n  the ${held} of this platform\n`);
    }
  });

  it('asks for a key', async () => {
    expect(await lanranJson(['whoami', '--api', served.url])).toMatchObject({
      exitCode: 2,
      document: { error: { field: '--key-file' } },
    });
  });
});
