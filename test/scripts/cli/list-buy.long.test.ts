import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formatDay } from '@lanran/protocol/kernel/day';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { mintAct } from '@lanran/sdk/licensing/licensing-acts';
import { admit, newPerson, type Person, relayAct } from '../../support/people.ts';
import { buildContent, publishAsset } from '../../support/publications.ts';
import { closeOfferAct, offeringAct, PRICE, todayIn } from '../../support/sales.ts';
import { serve, type ServedServices } from '../../support/served-services.ts';
import { openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { lanran, lanranJson } from '../command-line.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const Licenses = z.object({ licenses: z.array(z.object({ assetId: z.string() })) });

describe('lanran list buy', () => {
  let stack: Stack;
  let services: Services;
  let served: ServedServices;
  let folder: string;
  let museum: OrganizationId;
  const [curator, producer] = [newPerson(), newPerson()];

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack);
    served = await serve(services);
    folder = await temporaryFolder();
    museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: curator });
    await admit(services, { slug: 'studio', kind: 'STUDIO', owner: producer });
    await relayAct(services, producer, mintAct(producer.address, 100n * PRICE));
  });
  afterAll(async () => {
    await served.stop();
    await stack.stop();
  });
  beforeEach(() => services.clock.catchUp());

  const env = () => ({ LANRAN_STATE_DIR: join(folder, 'state') });
  async function argumentsOf(person: Person, args: readonly string[]): Promise<readonly string[]> {
    const keyFile = join(folder, `${person.address}.key`);
    await writeFile(keyFile, person.privateKey, { mode: 0o600 });
    return [...args, '--api', served.url, '--key-file', keyFile];
  }
  const run = async (...args: readonly string[]) => lanranJson(await argumentsOf(producer, args), env());
  /** As at a terminal, where the question is answered with yes. */
  const answering = async (meanwhile: () => Promise<unknown>, ...args: readonly string[]) =>
    lanran(await argumentsOf(producer, args), env(), {
      ask: async () => {
        await meanwhile();
        return 'yes';
      },
    });
  const publish = async (title: string): Promise<AssetId> => {
    const content = buildContent({ title: { en: title } });
    return (await publishAsset(services, curator, { organizationId: museum, content })).assetId;
  };
  const offer = async (assetId: AssetId, price = PRICE) =>
    relayAct(services, curator, offeringAct(services, assetId, { price, communityShareBps: 0 }));
  const makeList = async (assetIds: readonly AssetId[]): Promise<string> => {
    const today = todayIn(services);
    const window = ['--from', formatDay(today), '--to', formatDay(today + 30)];
    const use = ['--media', 'streaming', '--territory', 'world', ...window];
    const { document } = await run('list', 'create', 'Batik', ...use);
    const { listId } = z.object({ listId: z.string() }).parse(document);
    await run('list', 'add', listId, ...assetIds);
    return listId;
  };
  const boughtOf = async (assetIds: readonly AssetId[]): Promise<number> => {
    const { licenses } = Licenses.parse((await run('licenses')).document);
    return licenses.filter(({ assetId }) => assetIds.some((each) => each === assetId)).length;
  };

  it('buys what is offered of a list, and nothing the second time', async () => {
    const [first, second, unoffered] = [await publish('First'), await publish('Second'), await publish('No')];
    for (const assetId of [first, second]) await offer(assetId);
    const list = await makeList([first, second, unoffered]);
    const bought = await run('list', 'buy', list, '--yes');
    expect(bought).toMatchObject({
      exitCode: 0,
      document: {
        listId: list,
        rows: [
          { assetId: first, title: 'First', state: 'BOUGHT' },
          { assetId: second, title: 'Second', state: 'BOUGHT' },
        ],
        spent: ['2400 TCNY'],
      },
    });
    const again = await run('list', 'buy', list, '--yes');
    const held = { state: 'BOUGHT', licenseId: expect.stringMatching(/^0x/), alreadyHeld: true };
    expect(again).toMatchObject({
      exitCode: 0,
      document: {
        rows: [
          { assetId: first, ...held },
          { assetId: second, ...held },
        ],
        spent: [],
      },
    });
    expect(await boughtOf([first, second, unoffered])).toBe(2);
  });

  it('says what was bought already, in buying the rest and in the table', async () => {
    const [first, second] = [await publish('First'), await publish('Second')];
    await offer(first);
    const list = await makeList([first, second]);
    await run('list', 'buy', list, '--yes');
    const text = async (...args: readonly string[]) =>
      (await lanran(await argumentsOf(producer, args), env())).stdout;
    expect(await text('list', 'quote', list)).toMatch(/First: you have this license, 0x\w+/);
    expect(await text('list', 'quote', list, '--csv')).toContain(',HELD,,,');

    await offer(second);
    const rest = await text('list', 'buy', list, '--yes');
    expect(rest).toMatch(/First: bought already, license 0x\w+/);
    expect(rest).toMatch(/Second: license 0x\w+, 1200 TCNY/);
    expect(rest).toContain('1 of 1 bought, for 1200 TCNY');
    expect(await text('list', 'buy', list, '--yes')).toContain('Nothing else in this list can be licensed');
    expect(await boughtOf([first, second])).toBe(2);
  });

  it('refuses a list of which nothing can be licensed', async () => {
    const list = await makeList([await publish('Unoffered')]);
    const refused = await run('list', 'buy', list, '--yes');
    expect(refused).toMatchObject({ exitCode: 1, document: { error: { code: 'LICENSE_REFUSED' } } });
  });

  it('signs nothing when a price rose after the table was shown, and buys at the new one after another yes', async () => {
    const [steady, dearer] = [await publish('Steady'), await publish('Dearer')];
    await offer(steady);
    const { offerId } = await offer(dearer);
    const list = await makeList([steady, dearer]);
    const raise = async () => {
      await relayAct(services, curator, closeOfferAct(offerId));
      await offer(dearer, PRICE + 1n);
    };
    const refused = await answering(raise, 'list', 'buy', list);
    expect(refused.exitCode).toBe(1);
    expect(refused.stdout).toContain('not bought: changed (price, offer), now 1200.01 TCNY');
    expect(refused.stdout).toContain('0 of 2 bought');
    expect(await boughtOf([steady, dearer])).toBe(0);

    const agreed = await answering(async () => undefined, 'list', 'buy', list);
    expect(agreed).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('for 2400.01 TCNY') });
    expect(await boughtOf([steady, dearer])).toBe(2);
  });

  it('buys nothing without a yes, or above the most that it may cost', async () => {
    const assetId = await publish('Unbought');
    await offer(assetId);
    const list = await makeList([assetId]);
    const unasked = await run('list', 'buy', list);
    expect(unasked.document).toMatchObject({ error: { message: expect.stringContaining('--yes') } });
    const capped = await run('list', 'buy', list, '--yes', '--max-total', '1199.99 TCNY');
    expect(capped).toMatchObject({ exitCode: 1, document: { error: { code: 'PRICE_ABOVE_MAXIMUM' } } });
    expect(await boughtOf([assetId])).toBe(0);
  });
});
