import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assetIdOf, randomBytes32 } from '@lanran/protocol/kernel/ids';
import { buildAsset, buildOffer, GraphqlStage, MUSEUM, STUDIO } from './graphql-stage.ts';

const ASK = `query ($assets: [ID!]!) { licensingFacts(assets: $assets) {
  asset { id title { en } holder { id } } consent { shareBps } isJoining isTakenDown isHolderSuspended
  offers { id price { amount } licensee } } }`;

describe('what offers of many assets depend on', () => {
  let stage: GraphqlStage;
  const offered = buildAsset();
  const reserved = buildAsset();
  const hidden = buildAsset({}, { access: 'RESTRICTED' });
  const unknown = assetIdOf(MUSEUM, randomBytes32());
  beforeAll(async () => {
    stage = await GraphqlStage.start();
    for (const asset of [offered, reserved, hidden]) await stage.assets.project(asset);
    await stage.offers.project(buildOffer(offered));
    await stage.offers.project(buildOffer(reserved, { id: '2', licensee: STUDIO }));
  });
  afterAll(() => stage.close());

  it('is told in the order of the ids, with nothing for what is not there', async () => {
    const token = await stage.signIn('curator');
    const { data, errors } = await stage.ask(ASK, {
      token,
      variables: { assets: [reserved.id, unknown, offered.id] },
    });
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      licensingFacts: [
        { asset: { id: reserved.id, holder: { id: MUSEUM } }, offers: [{ licensee: STUDIO }] },
        null,
        { asset: { id: offered.id }, consent: null, isJoining: false, offers: [{ licensee: null }] },
      ],
    });
  });

  it('hides from strangers what is not for their eyes: assets, and offers for others', async () => {
    const assets = [hidden.id, reserved.id];
    const { data } = await stage.ask(ASK, { token: await stage.signIn('stranger'), variables: { assets } });
    expect(data).toMatchObject({ licensingFacts: [null, { offers: [] }] });
    const shown = await stage.ask(ASK, { token: await stage.signIn('curator'), variables: { assets } });
    expect(shown.data).toMatchObject({ licensingFacts: [{ asset: { id: hidden.id } }, {}] });
  });

  it('is read of at most a hundred at once', async () => {
    const assets = Array.from({ length: 101 }, () => offered.id);
    const query = 'query ($assets: [ID!]!) { licensingFacts(assets: $assets) { isJoining } }';
    const { errors } = await stage.ask(query, {
      token: await stage.signIn('curator'),
      variables: { assets },
    });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_INPUT' } }]);
  });
});
