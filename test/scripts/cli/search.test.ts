import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CatalogAnswer } from '@lanran/sdk/assets/search';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import type { PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import { assetIdOf, organizationIdOf } from '@lanran/protocol/kernel/ids';
import { showCurrencies } from '../../../scripts/cli/finding/currencies.ts';
import { showFound } from '../../../scripts/cli/finding/search.ts';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import { GraphqlStage, buildAsset, MUSEUM } from '../../api/graphql/graphql-stage.ts';
import { lanran, lanranJson } from '../command-line.ts';

const ASSET = assetIdOf(MUSEUM, `0x${'05'.repeat(32)}`);
const TCNY: PlatformCurrency = {
  ...{ symbol: 'TCNY', decimals: 2, kind: 'TEST' },
  address: parseAddress(`0x${'70'.repeat(20)}`),
};
const YEN: PlatformCurrency = {
  ...{ symbol: 'JPY', decimals: 0, kind: 'UNIT' },
  address: parseAddress(`0x${'71'.repeat(20)}`),
};
const HERE = { apiUrl: 'http://here', currencies: [TCNY, YEN] };
const FOUND: CatalogAnswer = {
  totalCount: 3,
  isWhole: false,
  leftOut: ['-red'],
  parts: [
    { text: 'buterfly', count: 1, instead: 'butterfly' },
    { text: 'qqq', count: 0 },
  ],
  edges: [
    {
      sale: {
        isNow: true,
        from: [
          { amount: '1200', token: TCNY.address },
          { amount: '1200', token: YEN.address },
        ],
      },
      relevance: {
        score: 4.5,
        parts: [
          {
            text: 'buterfly',
            kind: 'SPELLING',
            field: 'title',
            meant: { en: 'butterfly', zh: 'butterfly' },
            score: 4.5,
            label: '“buterfly” was taken for butterfly, which is in its title',
          },
        ],
      },
      node: {
        id: ASSET,
        identifier: 'QS-001',
        kind: 'PATTERN',
        title: { en: 'Butterfly', zh: '蝴蝶' },
        holder: { id: organizationIdOf('museum'), slug: 'museum' },
      },
    },
  ],
};

describe('what lanran search shows', () => {
  it('is a table that says why, and what of the text found nothing', () => {
    expect(showFound(FOUND, HERE).lines).toEqual([
      'Left out “-red”: search can’t exclude a word.',
      'Nothing has “buterfly”; searched for “butterfly” instead.',
      'Nothing has “qqq”.',
      'No asset has all of these words; these have the most of them.',
      'NUMBER       IDENTIFIER  TITLE             HOLDER  FROM                WHY',
      `${shortNumberOf(ASSET)}  QS-001      Butterfly · 蝴蝶  museum  12 TCNY · 1200 JPY  “buterfly” was taken for butterfly, which is in its title`,
      '3 assets, the first 1 shown.',
    ]);
  });

  it('is one document for a program', () => {
    expect(showFound(FOUND, HERE).json).toMatchObject({
      total: 3,
      isWhole: false,
      leftOut: ['-red'],
      parts: [
        { text: 'buterfly', count: 1, instead: 'butterfly' },
        { text: 'qqq', count: 0, instead: null },
      ],
      results: [
        {
          id: ASSET,
          number: shortNumberOf(ASSET),
          holder: 'museum',
          kind: 'PATTERN',
          score: 4.5,
          url: `http://here/assets/${ASSET}`,
        },
      ],
    });
  });
});

describe('lanran search', () => {
  let stage: GraphqlStage;
  beforeAll(async () => {
    stage = await GraphqlStage.start();
    await stage.assets.project(buildAsset());
  });
  afterAll(() => stage.close());

  it('ends well also where nothing is found', async () => {
    const { exitCode, stdout } = await lanran(['search', 'zzzzqqq', '--api', stage.url]);
    expect([exitCode, stdout]).toEqual([0, 'Nothing has “zzzzqqq”.\nNo assets.\n']);
    const { document } = await lanranJson(['search', 'zzzzqqq', '--api', stage.url]);
    expect(document).toMatchObject({ total: 0, results: [] });
  });

  it.each([
    ['--first', '0'],
    ['--first', '51'],
    ['--kind', 'statue'],
    ['--sort', 'price'],
    ['--holder', 'nobody'],
    ['--media', 'streaming'],
    ['--concept', 'batik'],
    ['--concept', 'technique/'],
    ['--currency', 'XAU'],
  ])('is used wrongly with %s %s', async (option, value) => {
    const { exitCode, document } = await lanranJson(['search', 'fish', option, value, '--api', stage.url]);
    expect([exitCode, document['error']]).toMatchObject([2, { field: option }]);
  });

  it.each([
    ['--sort', 'price_asc'],
    ['--least', '100'],
    ['--most', '100'],
  ])('asks in which currency prices are compared: %s %s', async (option, value) => {
    const { exitCode, document } = await lanranJson(['search', 'fish', option, value, '--api', stage.url]);
    expect([exitCode, document['error']]).toMatchObject([2, { field: '--currency' }]);
  });

  it('compares prices within one currency', async () => {
    const asked = (...of: string[]) => lanranJson(['search', 'fish', ...of, '--api', stage.url]);
    const of = ['--currency', 'tcny', '--least', '10', '--most', '1000.50', '--sort', 'price_desc'];
    expect((await asked(...of)).document).toMatchObject({ total: 0 });
    const wrong = await asked('--currency', 'TCNY', '--least', '10.123');
    expect([wrong.exitCode, wrong.document['error']]).toMatchObject([2, { field: '--least' }]);
  });

  it('asks for what can be licensed for a use, from today on', async () => {
    const of = ['--media', 'streaming', '--territory', 'world except US'];
    const asked = (from: string) =>
      lanranJson(['search', 'fish', ...of, '--from', from, '--to', '2999-12-31', '--api', stage.url]);
    expect((await asked('2999-01-01')).document).toMatchObject({ total: 0 });
    expect((await asked('2020-01-01')).document['error']).toMatchObject({
      code: 'BAD_INPUT',
      field: 'filter.licensable.from',
    });
  });

  it('asks for what has a concept, of a vocabulary that there is', async () => {
    const asked = (concept: string) =>
      lanranJson(['search', 'fish', '--concept', concept, '--api', stage.url]);
    expect((await asked('technique/batik')).document).toMatchObject({ total: 0 });
    expect((await asked('gem/ruby')).document['error']).toMatchObject({
      code: 'BAD_INPUT',
      field: 'filter.concept.vocabulary',
    });
  });

  it('is refused for a text without a word', async () => {
    expect((await lanranJson(['search', '…', '--api', stage.url])).document['error']).toMatchObject({
      code: 'BAD_INPUT',
      field: 'filter.text',
    });
  });

  it('finds what a command is to be about by the identifier of its holder', async () => {
    for (const [at, identifier] of ['QS-006', 'QS-007', 'QS-007'].entries())
      await stage.assets.project(
        buildAsset({
          id: assetIdOf(MUSEUM, `0x${String(at + 10).repeat(32)}`),
          metadata: { ...buildAsset().metadata, identifier },
        }),
      );
    const asked = async (subject: string, command = 'show') => {
      const { exitCode, stdout, stderr } = await lanran([command, subject, '--api', stage.url]);
      return { exitCode, said: stdout + stderr };
    };
    const id = assetIdOf(MUSEUM, `0x${'10'.repeat(32)}`);
    expect((await asked('QS-006')).said).toContain(`asset ${id}`);
    expect((await asked('qs-006')).said).toContain(`asset ${id}`);
    const several = await asked('QS-007');
    expect(several).toMatchObject({ exitCode: 2 });
    expect(several.said).toContain(shortNumberOf(assetIdOf(MUSEUM, `0x${'11'.repeat(32)}`)));
    expect(several.said).toContain(shortNumberOf(assetIdOf(MUSEUM, `0x${'12'.repeat(32)}`)));
    expect((await asked('QS-008')).said).toContain('lanran search');
    const refused = await asked('QS-008', 'dispute-retract');
    expect(refused).toMatchObject({ exitCode: 2 });
    expect(refused.said).toContain('"QS-008" is no id, number or identifier of an asset');
  });
});

describe('what lanran currencies shows', () => {
  it('is each currency with how it is paid', () => {
    const { json, lines } = showCurrencies([TCNY, YEN]);
    expect(json).toEqual({
      currencies: [
        { code: 'TCNY', decimals: 2, kind: 'TEST', address: TCNY.address },
        { code: 'JPY', decimals: 0, kind: 'UNIT', address: YEN.address },
      ],
    });
    expect(lines).toEqual([
      `TCNY  2 decimals  play money, bought with at once  ${TCNY.address}`,
      `JPY  no decimals  paid by invoice  ${YEN.address}`,
    ]);
  });
});
