import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { scopeHashOf } from '@lanran/protocol/assets/take-down';
import { admit, newPerson, type Person } from '../../support/people.ts';
import { buildContent, publishAsset } from '../../support/publications.ts';
import { serve, type ServedServices } from '../../support/served-services.ts';
import { openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { lanranJson } from '../command-line.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const REASON = ['--reason', 'Shows a burial that is not to be seen.'];

describe('lanran take-down', () => {
  let stack: Stack;
  let services: Services;
  let served: ServedServices;
  let folder: string;
  let museum: OrganizationId;
  let community: OrganizationId;
  const curator = newPerson();
  const elder = newPerson();
  const stranger = newPerson();

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack);
    served = await serve(services);
    folder = await temporaryFolder();
    museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: curator });
    community = await admit(services, { slug: 'xijiang', kind: 'COMMUNITY', owner: elder });
    await admit(services, { slug: 'others', kind: 'INSTITUTION', owner: stranger });
  });
  afterAll(async () => {
    await served.stop();
    await stack.stop();
  });
  beforeEach(() => services.clock.catchUp());

  async function publish(): Promise<AssetId> {
    const content = buildContent({ community, description: { en: 'Of a grave' } });
    return (await publishAsset(services, curator, { organizationId: museum, content })).assetId;
  }

  async function run(person: Person, ...args: readonly string[]) {
    const keyFile = join(folder, `${person.address}.key`);
    await writeFile(keyFile, person.privateKey, { mode: 0o600 });
    return lanranJson([...args, '--api', served.url, '--key-file', keyFile]);
  }

  it('says what it erased, and does nothing the second time', async () => {
    const assetId = await publish();
    const scope = { version: 1, path: 'skirt.tiff' };
    const args = ['take-down', assetId, '--version', '1', '--file', 'skirt.tiff', ...REASON];
    const first = await run(curator, ...args);
    expect(first.document).toMatchObject({
      assetId,
      organizationId: museum,
      scope,
      scopeHash: scopeHashOf(scope),
      erased: { files: 1, bytes: '2000', keptElsewhere: 0, fields: [] },
      licenses: [],
      backups: [],
      transaction: expect.stringMatching(/^0x/) as string,
    });
    expect(first.exitCode).toBe(0);
    const second = await run(curator, ...args);
    expect(second).toMatchObject({ exitCode: 0, document: { already: true, scope } });
    await services.takeDownJob.run();
    const shown = await run(curator, 'show', assetId);
    expect(shown.document).toMatchObject({ asset: { files: 0, takeDowns: [{ scope, state: 'ERASED' }] } });
  });

  it('states what an act of another client was of', async () => {
    const assetId = await publish();
    const scope = { version: 1, path: 'skirt.tiff' };
    await stack.stores.takeDowns.insert({
      assetId,
      organizationId: museum,
      scopeHash: scopeHashOf(scope),
      scope: null,
      reasonHash: scopeHashOf({ version: 9 }),
      takenDownAt: services.clock.now(),
      leafIndex: 0,
      lastVersion: 1,
      state: 'PENDING',
      erasedAt: null,
      leftovers: [],
    });
    const args = ['take-down', assetId, '--version', '1', '--file', 'skirt.tiff', ...REASON];
    expect(await run(curator, ...args)).toMatchObject({ exitCode: 0, document: { already: true, scope } });
    expect(await stack.stores.reasons.findMany([scopeHashOf(scope)])).toHaveLength(1);
    await services.takeDownJob.run();
    const shown = await run(curator, 'show', assetId);
    expect(shown.document).toMatchObject({ asset: { takeDowns: [{ scope, state: 'ERASED' }] } });
  });

  it('is done by the council for its community', async () => {
    const assetId = await publish();
    const { document } = await run(elder, 'take-down', assetId, '--field', 'description', ...REASON);
    expect(document).toMatchObject({ organizationId: community, erased: { fields: ['description'] } });
  });

  it.each([
    [['--version', '9'], 1, 'scope.version'],
    [['--file', 'no.tif'], 1, 'scope.path'],
    [['--field', 'identifier'], 1, 'scope.field'],
    [['--version', 'x'], 2, '--version'],
    [['--field', 'files'], 2, '--field'],
    [['--file', 'skirt.tiff', '--field', 'title'], 2, '--field'],
  ])('refuses %j', async (args, exitCode, field) => {
    const assetId = await publish();
    const answer = await run(curator, 'take-down', assetId, ...args, ...REASON);
    expect(answer).toMatchObject({ exitCode, document: { error: { field } } });
  });

  it('refuses somebody else', async () => {
    const answer = await run(stranger, 'take-down', await publish(), ...REASON);
    expect(answer).toMatchObject({ exitCode: 1, document: { error: { code: 'FORBIDDEN' } } });
  });
});
