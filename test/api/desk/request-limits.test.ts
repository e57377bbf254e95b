import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseDay } from '@lanran/protocol/kernel/day';
import { NOW } from '../graphql/graphql-stage.ts';
import { ARCHIVE, codeOf, DeskScene, type Shown } from './desk-scene.ts';

const PRICED = { price: '120000', communityShareBps: 2_000 };

describe('limits of requests', () => {
  let scene: DeskScene;
  beforeAll(async () => {
    scene = await DeskScene.start();
  });
  afterAll(() => scene.close());
  beforeEach(() => {
    scene.stage.now = NOW;
    scene.stage.closedDoors.clear();
  });

  async function one(asset: 'plain' | 'keyed'): Promise<Shown> {
    const [request] = await scene.sent([scene.assets[asset]], PRICED);
    if (request === undefined) throw new Error('nothing was sent');
    return request;
  }

  it('a batch is the same again when the day’s share is used up, a door closed or the assets are gone', async () => {
    const { plain, archived } = scene.assets;
    const input = { batch: 'a-batch-that-was-sent', wish: null };
    const sent = await scene.sent([archived, plain], input, 'person');
    for (let count = 0; count < 18; count += 1) await scene.sent([plain], { wish: null }, 'person');
    expect(codeOf(await scene.send('person', [plain], { wish: null }))).toBe('LIMIT_EXCEEDED');
    scene.stage.closedDoors.set(ARCHIVE, parseDay('2027-01-31'));
    await scene.stage.assets.project({
      ...plain,
      isTakenDown: true,
      projectedIndex: plain.projectedIndex + 1,
    });
    const again = await scene.sent([archived, plain], input, 'person');
    await scene.stage.assets.project({ ...plain, projectedIndex: plain.projectedIndex + 2 });
    expect(again.map(({ id }) => id)).toEqual(sent.map(({ id }) => id));
  });

  it('a thread leaves room to agree and to end when words have filled a thread', async () => {
    const { id } = await one('keyed');
    const counter = (price: number) => ({ kind: 'COUNTER', terms: { price: String(price) } });
    await scene.answered('council', id, counter(130_000));
    for (let after = 2; after < 180; after += 1)
      await scene.answered('asker', id, { kind: 'MESSAGE', message: 'More.', after });
    const more = { kind: 'MESSAGE', message: 'More.', after: 180 };
    expect(codeOf(await scene.answer('holderOwner', id, more))).toBe('LIMIT_EXCEEDED');
    expect(codeOf(await scene.answer('holderOwner', id, { ...counter(1), after: 180 }))).toBe(
      'LIMIT_EXCEEDED',
    );
    await scene.answered('asker', id, { kind: 'AGREE', after: 180 });
    const declined = { kind: 'DECLINE', message: 'No.', after: 181 };
    expect((await scene.answered('holderOwner', id, declined)).state).toBe('DECLINED');
  });

  it('a key writes so many entries a day', async () => {
    const question = { wish: null, message: 'Whose is it?' };
    const [{ id } = { id: '' }] = await scene.sent([scene.assets.plain], question, 'otherPerson');
    const message = { kind: 'MESSAGE', message: 'And?' };
    for (let after = 1; after <= 100; after += 1)
      await scene.answered('otherPerson', id, { ...message, after });
    expect(codeOf(await scene.answer('otherPerson', id, { ...message, after: 101 }))).toBe('LIMIT_EXCEEDED');
    await scene.answered('holderOwner', id, { ...message, after: 101 });
    scene.stage.now = new Date(NOW.getTime() + 86_400_001);
    await scene.answered('otherPerson', id, { ...message, after: 102 });
  });

  it('a thread gives 20 entries at once, and the words of no whole list', async () => {
    const { id } = await one('plain');
    for (let after = 1; after <= 24; after += 1)
      await scene.answered('holderOwner', id, { kind: 'MESSAGE', message: 'Word.', after });
    const read = `query ($id: ID!, $after: Int!) { request(id: $id) { entries(after: $after) { sequence } } }`;
    const page = async (after: number) => {
      const { data } = await scene.ask('asker', read, { id, after });
      const request = data?.['request'] as { entries: { sequence: number }[] } | undefined;
      return request?.entries.map((each) => each.sequence);
    };
    expect(await page(0)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
    expect(await page(20)).toEqual([21, 22, 23, 24, 25]);
    const words = (first: number) =>
      scene.ask('asker', `{ requests(first: ${first}) { edges { node { entries { text } } } } }`, {});
    expect(codeOf(await words(10))).toBe('LIMIT_EXCEEDED');
    expect(codeOf(await words(5))).toBe('OK');
    const aliases = Array.from(
      { length: 6 },
      (_, at) => `a${at}: requests(state: BOUGHT, first: 1) { totalCount }`,
    );
    expect(codeOf(await scene.ask('asker', `{ ${aliases.join(' ')} }`, {}))).toBe('LIMIT_EXCEEDED');
  });
});
