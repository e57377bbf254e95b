import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { formatDay } from '@lanran/protocol/kernel/day';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { createSafe } from '@lanran/sdk/acts/safes';
import { admit, newPerson, relayAct, type Person } from '../../support/people.ts';
import { buildContent, publishAsset } from '../../support/publications.ts';
import { offeringAct, todayIn } from '../../support/sales.ts';
import { serve, type ServedServices } from '../../support/served-services.ts';
import { openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { lanranJson } from '../command-line.ts';
import { temporaryFolder } from '../temporary-folder.ts';

describe('lanran consent, said again', () => {
  let stack: Stack;
  let services: Services;
  let served: ServedServices;
  let folder: string;
  let until: string;
  let museum: OrganizationId;
  let community: OrganizationId;
  const curator = newPerson();
  const elder = newPerson();

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack);
    served = await serve(services);
    folder = await temporaryFolder();
    until = formatDay(todayIn(services) + 365);
    museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: curator });
    community = await admit(services, { slug: 'xijiang', kind: 'COMMUNITY', owner: elder });
  });
  afterAll(async () => {
    await served.stop();
    await stack.stop();
  });
  beforeEach(() => services.clock.catchUp());

  async function publish(of: OrganizationId = community): Promise<AssetId> {
    const content = buildContent({ community: of });
    return (await publishAsset(services, curator, { organizationId: museum, content })).assetId;
  }

  async function done(person: Person, ...args: readonly string[]): Promise<Record<string, unknown>> {
    const keyFile = join(folder, `${person.address}.key`);
    await writeFile(keyFile, person.privateKey, { mode: 0o600 });
    const { exitCode, document } = await lanranJson([...args, '--api', served.url, '--key-file', keyFile]);
    expect(exitCode, JSON.stringify(document)).toBe(0);
    return document;
  }

  const terms = () => ['--media', 'all', '--territory', 'FR,CN', '--until', until, '--share-bps', '1000'];
  const rights = ['--rights', 'TRANSFERABLE'];
  const transaction = expect.stringMatching(/^0x[0-9a-f]{64}$/);

  it('does nothing', async () => {
    const assetId = await publish();
    const consent = ['consent', assetId, ...terms(), ...rights];
    const { transaction: sent, ...told } = await done(elder, ...consent);

    expect(sent).toEqual(transaction);
    expect(await done(elder, ...consent)).toEqual({ ...told, already: true });
  });

  it.each<[string, readonly string[]]>([
    ['media', ['--media', 'all,ai_training']],
    ['territories', ['--territory', 'world']],
    ['last day', ['--until', '2099-12-31']],
    ['share', ['--share-bps', '1100']],
    ['rights', ['--rights', 'TRANSFERABLE,SUBLICENSABLE']],
  ])('takes the place of one to other %s', async (_, other) => {
    const assetId = await publish();
    const consent = ['consent', assetId, ...terms(), ...rights];
    await done(elder, ...consent);

    expect(await done(elder, ...consent, ...other)).toMatchObject({ transaction });
    expect(await done(elder, ...consent, ...other)).toMatchObject({ already: true });
  });

  it('is given anew once it was withdrawn', async () => {
    const assetId = await publish();
    const consent = ['consent', assetId, ...terms()];
    await done(elder, ...consent);
    await done(elder, 'consent-withdraw', assetId);

    expect(await done(elder, ...consent)).toMatchObject({ transaction });
  });

  it('is given to the asset itself though its collection has the very same', async () => {
    const assetId = await publish();
    const parties = ['--community', 'xijiang', '--holder', 'museum', '--asset', assetId];
    const toCollection = ['consent-collection', ...parties, ...terms()];
    expect(await done(elder, ...toCollection)).toMatchObject({ transaction });
    expect(await done(elder, ...toCollection)).toMatchObject({ already: true });
    // The first offer is when the asset joins its collection.
    await relayAct(services, curator, offeringAct(services, assetId));
    const shown = await done(elder, 'show', assetId);
    expect(shown).toMatchObject({ asset: { consent: { collection: expect.any(String) } } });

    expect(await done(elder, 'consent', assetId, ...terms())).toMatchObject({ transaction });
    expect(await done(elder, 'consent', assetId, ...terms())).toMatchObject({ already: true });
  });

  it('is not proposed to the owners of a Safe again', async () => {
    const { api } = await served.connect(elder);
    const { address } = await createSafe(api, { owners: [elder.address], threshold: 1 });
    const council = { address };
    const villages = await admit(services, { slug: 'langde', kind: 'COMMUNITY', owner: elder, council });
    const consent = ['consent', await publish(villages), ...terms(), '--safe', address];

    expect(await done(elder, ...consent)).toMatchObject({ transaction });
    const again = await done(elder, ...consent);
    expect(again).toMatchObject({ already: true });
    expect(again).not.toHaveProperty('proposal');
  });

  it('withdraws what a collection is permitted once', async () => {
    const assetId = await publish();
    const parties = ['--community', 'xijiang', '--holder', 'museum', '--asset', assetId];
    const { root } = await done(elder, 'consent-collection', ...parties, ...terms());
    const withdraw = ['consent-withdraw', '--collection', String(root), '--community', 'xijiang'];

    expect(await done(elder, ...withdraw)).toMatchObject({ transaction });
    expect(await done(elder, ...withdraw)).toMatchObject({ root, already: true });
  });
});
