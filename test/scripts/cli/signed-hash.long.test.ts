import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { historyOf } from '../../support/asset-history.ts';
import { admit, newPerson } from '../../support/people.ts';
import { buildContent, publishAsset } from '../../support/publications.ts';
import { serve, type ServedServices } from '../../support/served-services.ts';
import { openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { lanranJson } from '../command-line.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const ID = `0x${'ab'.repeat(32)}`;

describe('signing the hash of a document', () => {
  let stack: Stack;
  let services: Services;
  let served: ServedServices;
  let folder: string;
  let keyFile: string;
  let document: string;
  let empty: string;
  const curator = newPerson();
  const elder = newPerson();

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack);
    served = await serve(services);
    folder = await temporaryFolder();
    keyFile = join(folder, 'key');
    document = join(folder, 'contract.pdf');
    empty = join(folder, 'empty.mhl');
    await writeFile(keyFile, curator.privateKey, { mode: 0o600 });
    await writeFile(document, 'What was agreed.');
    await writeFile(empty, '');
  });
  afterAll(async () => {
    await served.stop();
    await stack.stop();
  });
  beforeEach(() => services.clock.catchUp());

  const run = async (...args: readonly string[]) =>
    lanranJson([...args, '--api', served.url, '--key-file', keyFile]);

  it('gives the statement that is there when the same is said again, and another for another note', async () => {
    const museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: curator });
    const community = await admit(services, { slug: 'xijiang', kind: 'COMMUNITY', owner: elder });
    const content = buildContent({ community });
    const { assetId } = await publishAsset(services, curator, { organizationId: museum, content });
    const agreed = ['agreed', assetId, document, '--for', 'museum', '--with', 'xijiang'];
    const first = await run(...agreed);
    expect(first.exitCode).toBe(0);
    expect(first.document).not.toHaveProperty('already');
    const { statementHash, leafIndex } = first.document;
    expect(await run(...agreed)).toMatchObject({
      exitCode: 0,
      document: { already: true, statementHash, leafIndex },
    });
    const other = await run(...agreed, '--note', 'Second copy');
    expect(other.document).not.toHaveProperty('already');
    const said = (await historyOf(services, assetId)).filter(({ kind }) => kind === 'agreed');
    expect(said).toHaveLength(2);
  });

  const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  it.each<[string, () => string[], string]>([
    ['an empty file', () => ['usage', ID, empty], 'FILE'],
    ['an empty agreement', () => ['agreed', ID, empty, '--for', 'museum', '--with', 'xijiang'], 'FILE'],
    ['an agreement with nobody', () => ['agreed', ID, document, '--for', 'museum'], '--with'],
    ['use from a day of the future on', () => ['usage', ID, document, '--from', tomorrow], '--from'],
    ['use until a day of the future', () => ['usage', ID, document, '--to', tomorrow], '--to'],
  ])('refuses %s', async (_what, args, field) => {
    expect(await run(...args())).toMatchObject({ exitCode: 2, document: { error: { field } } });
  });
});
