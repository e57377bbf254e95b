import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formatDay } from '@lanran/protocol/kernel/day';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { withdrawAct } from '@lanran/sdk/custody/custody-acts';
import { mintAct } from '@lanran/sdk/licensing/licensing-acts';
import { admit, newPerson, relayAct, type Person } from '../../support/people.ts';
import { buildContent, publishAsset } from '../../support/publications.ts';
import { todayIn } from '../../support/sales.ts';
import { serve, type ServedServices } from '../../support/served-services.ts';
import { openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { lanranJson } from '../command-line.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const Sent = z.object({
  requests: z.array(z.object({ id: z.string(), items: z.array(z.object({ assetId: z.string() })) })),
});

/** The acts follow each other, each on what the earlier ones left. */
describe('lanran request and answer', () => {
  let stack: Stack;
  let services: Services;
  let served: ServedServices;
  let folder: string;
  let window: readonly string[];
  let assets: { readonly agreed: AssetId; readonly countered: AssetId; readonly declined: AssetId };
  let ofMuseum: string;
  let ofArchive: string;
  const [curator, archivist, elder, producer, rival] = [
    newPerson(),
    newPerson(),
    newPerson(),
    newPerson(),
    newPerson(),
  ];

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack);
    served = await serve(services);
    folder = await temporaryFolder();
    const today = todayIn(services);
    window = [
      '--media',
      'streaming',
      '--territory',
      'world except US',
      '--from',
      formatDay(today),
      '--to',
      formatDay(today + 900),
    ];
    const museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: curator });
    const archive = await admit(services, { slug: 'archive', kind: 'INSTITUTION', owner: archivist });
    const community = await admit(services, { slug: 'xijiang', kind: 'COMMUNITY', owner: elder });
    await admit(services, { slug: 'studio', kind: 'STUDIO', owner: producer });
    await admit(services, { slug: 'rival', kind: 'STUDIO', owner: rival });
    const publish = async (person: Person, organizationId: OrganizationId, title: string) =>
      (
        await publishAsset(services, person, {
          organizationId,
          content: buildContent({ community, title: { en: title } }),
        })
      ).assetId;
    assets = {
      agreed: await publish(curator, museum, 'Agreed'),
      countered: await publish(curator, museum, 'Countered'),
      declined: await publish(archivist, archive, 'Declined'),
    };
    await relayAct(services, producer, mintAct(producer.address, 10_000_000n));
  });
  afterAll(async () => {
    await served.stop();
    await stack.stop();
  });
  beforeEach(() => services.clock.catchUp());

  async function run(person: Person, ...args: readonly string[]) {
    const keyFile = join(folder, `${person.address}.key`);
    await writeFile(keyFile, person.privateKey, { mode: 0o600 });
    return lanranJson([...args, '--api', served.url, '--key-file', keyFile]);
  }

  async function done(person: Person, ...args: readonly string[]): Promise<Record<string, unknown>> {
    const { exitCode, document } = await run(person, ...args);
    expect(exitCode, JSON.stringify(document)).toBe(0);
    return document;
  }

  /** A request about one asset; `use` names the medium. */
  async function asked(use: readonly string[]): Promise<string> {
    const terms = ['--price', '1200 TCNY', '--share-bps', '2000', '--message', `For ${use.join(' ')}.`];
    const sent = await done(producer, 'request', assets.agreed, ...window.slice(2), ...use, ...terms);
    return Sent.parse(sent).requests[0]?.id ?? '';
  }

  /** Consented to, offered and stated by the holder. */
  async function agreedByAll(use: readonly string[]): Promise<string> {
    const id = await asked(use);
    await done(elder, 'answer', id, 'agree', '--after', '1', '--replace');
    await done(curator, 'answer', id, 'agree', '--after', '2');
    return id;
  }

  const quoteOf = (medium: string) =>
    run(producer, 'quote', assets.agreed, '--media', medium, ...window.slice(2));
  const kindsOf = ({ events }: Record<string, unknown>) =>
    z
      .array(z.object({ kind: z.string() }))
      .parse(events)
      .map(({ kind }) => kind);

  it('asks the two institutions apart, and the same again is once', async () => {
    const { agreed, countered, declined } = assets;
    const ask = ['request', agreed, countered, declined, ...window, '--message', 'A film about batik.'];
    const terms = ['--price', '1200 TCNY', '--share-bps', '2000'];
    const first = Sent.parse(await done(producer, ...ask, ...terms));
    expect(first.requests.map(({ items }) => items.length)).toEqual([2, 1]);
    [ofMuseum = '', ofArchive = ''] = first.requests.map(({ id }) => id);
    expect(Sent.parse(await done(producer, ...ask, ...terms))).toEqual(first);
    expect(await done(curator, 'requests')).toMatchObject({ requests: [{ id: ofMuseum, state: 'ASKED' }] });
    expect(await done(rival, 'requests')).toEqual({ requests: [] });
    const { document } = await run(rival, 'requests', 'show', ofMuseum);
    expect(document).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });

  it('lets the council agree to one, counter one and decline one', async () => {
    const consented = await done(
      elder,
      'answer',
      ofMuseum,
      'agree',
      '--asset',
      assets.agreed,
      '--after',
      '1',
    );
    expect(consented['done']).toMatchObject([
      { assetId: assets.agreed, transaction: expect.stringMatching(/^0x/) },
    ]);
    const other = ['--price', '2000 TCNY', '--share-bps', '3000'];
    const counter = ['counter', '--asset', assets.countered, ...other, '--after', '2'];
    expect(await done(elder, 'answer', ofMuseum, ...counter)).toMatchObject({ state: 'ANSWERED' });
    const declined = await done(elder, 'answer', ofArchive, 'decline', '--message', 'Not for films.');
    expect(declined).toMatchObject({ state: 'DECLINED' });
    const late = await run(archivist, 'answer', ofArchive, 'agree', '--after', '2');
    expect(late.document).toMatchObject({ error: { code: 'CONFLICT' } });
    const shown = await done(producer, 'requests', 'show', ofMuseum);
    expect(shown['entries']).toMatchObject([
      { kind: 'ASK', text: 'A film about batik.' },
      { kind: 'AGREE' },
      {
        kind: 'COUNTER',
        changes: [{ field: 'price' }, { field: 'communityShareBps', before: '2000', after: '3000' }],
      },
    ]);
  });

  it('refuses an answer to what somebody wrote meanwhile', async () => {
    const blind = await run(producer, 'answer', ofMuseum, 'agree');
    expect(blind.document).toMatchObject({
      error: { message: expect.stringContaining('the last entry is 3 now') },
    });
    const { document } = await run(producer, 'answer', ofMuseum, 'agree', '--after', '2');
    expect(document).toMatchObject({
      error: {
        code: 'CONFLICT',
        message: expect.stringContaining('answered meanwhile; read it, then answer.'),
      },
    });
  });

  it('has the holder offer what all agreed to, and states it by the hash of one document', async () => {
    await done(producer, 'answer', ofMuseum, 'agree', '--asset', assets.countered, '--after', '3');
    // Its consent to the other terms is the council's own act.
    const again = await done(elder, 'answer', ofMuseum, 'agree');
    expect(again['done']).toMatchObject([{ assetId: assets.agreed }, { assetId: assets.countered }]);
    const offered = await done(curator, 'answer', ofMuseum, 'agree', '--after', '4');
    expect(offered).toMatchObject({ state: 'AGREED' });
    const [first, second] = z
      .array(
        z.object({ offerId: z.string(), leafIndex: z.number(), agreement: z.object({ sha256: z.string() }) }),
      )
      .parse(offered['done']);
    expect(first?.agreement.sha256).not.toBe(second?.agreement.sha256);
    const repeated = await done(curator, 'answer', ofMuseum, 'agree');
    expect(repeated['done']).toMatchObject([first, second]);
    expect(JSON.stringify(repeated['done'])).not.toContain('"transaction"');
    const stated = await done(elder, 'answer', ofMuseum, 'agree');
    expect(stated['done']).toMatchObject([
      { agreement: first?.agreement, leafIndex: expect.any(Number) },
      { agreement: second?.agreement, leafIndex: expect.any(Number) },
    ]);
    expect(JSON.stringify(stated['done'])).not.toContain('"transaction"');
  });

  it('lets nobody but the studio that asked buy, which then states it too', async () => {
    const wish = [...window, '--max-price', '2000 TCNY'];
    const { document } = await run(rival, 'license', assets.countered, ...wish);
    expect(document).toMatchObject({ error: { code: 'LICENSE_REFUSED' } });
    const { licenseId } = await done(producer, 'license', assets.countered, ...wish);
    await done(producer, 'license', assets.agreed, ...wish);
    const shown = await done(producer, 'requests', 'show', ofMuseum);
    expect(shown).toMatchObject({
      state: 'BOUGHT',
      items: [{ state: 'BOUGHT' }, { state: 'BOUGHT', licenseId }],
    });
    const stated = await done(producer, 'answer', ofMuseum, 'agree');
    expect(stated['done']).toMatchObject([
      { leafIndex: expect.any(Number) },
      { leafIndex: expect.any(Number) },
    ]);
    const over = await run(elder, 'answer', ofMuseum, 'counter', '--price', '1 TCNY', '--after', '5');
    expect(over.document).toMatchObject({ error: { code: 'CONFLICT' } });
  });

  it('has a council say that a second consent replaces the first', async () => {
    const first = await agreedByAll(['--media', 'game']);
    const second = await asked(['--media', 'publishing']);
    const refused = await run(elder, 'answer', second, 'agree', '--after', '1');
    expect(refused.document).toMatchObject({
      error: { code: 'USE_CONSENT_REPLACED', field: '--replace', message: expect.stringContaining('game') },
    });
    expect((await quoteOf('game')).document).toMatchObject({ ok: true });
    expect((await done(producer, 'requests', 'show', second))['events']).toEqual([]);
    expect((await done(producer, 'requests', 'show', second))['entries']).toHaveLength(1);
    const replaced = await done(elder, 'answer', second, 'agree', '--after', '1', '--replace');
    expect(replaced['done']).toMatchObject([{ transaction: expect.stringMatching(/^0x/) }]);
    expect((await quoteOf('game')).document).toMatchObject({ ok: false });
    const shown = await done(producer, 'requests', 'show', first);
    expect(kindsOf(shown)).toEqual(['CONSENTED', 'OFFERED', 'STATED']);
  });

  it('closes the offer when the holder declines what was agreed, and withdraws the consent when the council does', async () => {
    const declined = await agreedByAll(['--media', 'television']);
    expect((await quoteOf('television')).document).toMatchObject({ ok: true });
    const decline = ['decline', '--asset', assets.agreed, '--message', 'Not any more.'];
    expect(await done(curator, 'answer', declined, ...decline)).toMatchObject({ state: 'DECLINED' });
    expect((await quoteOf('television')).document).toMatchObject({ ok: false });
    expect(JSON.stringify((await quoteOf('television')).document)).not.toContain('CONSENT');

    const other = await agreedByAll(['--media', 'theatrical']);
    expect(await done(elder, 'answer', other, ...decline)).toMatchObject({ state: 'DECLINED' });
    expect(JSON.stringify((await quoteOf('theatrical')).document)).toContain('CONSENT');
  });

  it('closes the offer when the holder names other terms', async () => {
    const id = await agreedByAll(['--media', 'education']);
    const counter = ['counter', '--asset', assets.agreed, '--price', '9000 TCNY', '--after', '3'];
    expect(await done(curator, 'answer', id, ...counter)).toMatchObject({ state: 'ANSWERED' });
    expect((await quoteOf('education')).document).toMatchObject({ ok: false });
  });

  it('does of an answer what can be done, or nothing, as is chosen, and counters all at once', async () => {
    const { countered: gone, agreed: left } = assets;
    const use = [...window.slice(2), '--media', 'immersive', '--rights', 'RENEWABLE'];
    const terms = ['--price', '900 TCNY', '--share-bps', '3000', '--message', 'Both.'];
    const sent = Sent.parse(await done(producer, 'request', gone, left, ...use, ...terms));
    const id = sent.requests[0]?.id ?? '';
    await done(curator, 'answer', id, 'agree', '--after', '1');
    await relayAct(services, curator, withdrawAct(gone));
    const whole = await run(elder, 'answer', id, 'agree', '--after', '2', '--replace');
    expect([whole.exitCode, whole.document]).toMatchObject([
      1,
      {
        error: { code: 'ANSWER_IMPOSSIBLE', reasons: [{ code: 'ASSET_WITHDRAWN', data: { assetId: gone } }] },
      },
    ]);
    expect((await done(producer, 'requests', 'show', id))['lastSequence']).toBe(2);
    const part = await run(
      elder,
      ...['answer', id, 'agree', '--after', '2', '--replace', '--what-can-be-done'],
    );
    expect(part.exitCode).toBe(1);
    expect(part.document).toMatchObject({ done: [{ assetId: left, act: 'DONE' }] });
    const offered = await done(curator, 'answer', id, 'agree', '--asset', left);
    expect(offered['done']).toMatchObject([{ assetId: left, offerId: expect.any(String) }]);
    // Agreed or not, without naming it.
    const other = ['counter', '--price', '800 TCNY', '--after', '3', '--what-can-be-done'];
    const countered = await run(producer, 'answer', id, ...other);
    expect(countered.exitCode).toBe(1);
    expect(countered.document).toMatchObject({
      items: [{ state: 'ANSWERED' }, { assetId: left, state: 'ANSWERED' }],
    });
  });
});
