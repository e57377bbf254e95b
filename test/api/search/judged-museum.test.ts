import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assetIdOf, organizationIdOf } from '@lanran/protocol/kernel/ids';
import { parseMapping } from '@lanran/sdk/import/mapping';
import { termsOf } from '@lanran/sdk/import/terms';
import type { Asset, Term } from '@lanran/api/assets/domain/asset';
import { buildAsset } from '../graphql/graphql-stage.ts';
import { JudgedSearch } from './judged-search.ts';

/** Real records of a museum, where this machine has them. */
const RECORDS = '/work/shared/data/cmoa-textiles.jsonl';
const MAPPING = new URL('../../../scripts/import/mappings/cmoa-textiles.json', import.meta.url);
const HOLDER = organizationIdOf('carnegie');

interface MuseumRecord {
  readonly accession_number: string;
  readonly title: string;
  readonly medium: string;
  readonly creation_date: string;
  readonly classification: string;
  readonly credit_line: string;
  readonly creator: readonly { readonly full_name: string; readonly nationality: string }[];
}

/** A record as it was written: title, medium and date, and whence it comes. */
type Judge = (record: MuseumRecord) => boolean;

const titled = (...words: readonly RegExp[]): Judge => {
  return ({ title }) => words.every((word) => word.test(title));
};
const made = (...words: readonly RegExp[]): Judge => {
  return ({ medium }) => words.every((word) => word.test(medium));
};
const from = (word: RegExp): Judge => {
  return ({ creator }) => creator.some(({ nationality }) => word.test(nationality));
};
const dated = (word: RegExp): Judge => {
  return ({ creation_date }) => word.test(creation_date);
};
const numbered = (number: string): Judge => {
  return ({ accession_number }) => accession_number === number;
};
const all = (...judges: readonly Judge[]): Judge => {
  return (record) => judges.every((judge) => judge(record));
};
const any = (...judges: readonly Judge[]): Judge => {
  return (record) => judges.some((judge) => judge(record));
};

const QUESTIONS: readonly (readonly [query: string, isRelevant: Judge])[] = [
  // English, with stems.
  ['coptic', from(/Coptic/)],
  ['carpet fragments', titled(/Carpet Fragment/i)],
  ['quilts', titled(/quilt/i)],
  ['samplers', titled(/Sampler/)],
  ['flemish tapestries', all(titled(/Tapestry/), from(/Flemish/))],
  ['ivory bracelet', all(titled(/Bracelet/), made(/ivory/))],
  ['mother of pearl fan', all(titled(/Fan/), made(/mother of pearl/))],
  ['chinese scroll', all(titled(/Scroll/), from(/Chinese/))],
  ['monkey painting', titled(/Monkey/)],
  ['lace doily', all(titled(/doily/i), made(/lace/))],
  ['tenerife lace', made(/tenerife lace/)],
  ['persian rug', all(titled(/Rug|Carpet/), from(/Persian/))],
  ['indian shawl', all(titled(/Shawl/), from(/Indian/))],
  ['mask with cowrie shells', all(titled(/mask/i), made(/cowrie/))],
  ['ikat', made(/ikat/)],
  ['macrame bag', all(titled(/Bag/), made(/macrame/))],
  ['jade buckle', all(titled(/Buckle/), made(/Jade/))],
  ['embroidered chasuble', titled(/chasuble/i)],
  ['triumph of hope', titled(/Triumph of Hope/i)],
  ['leather sandals', titled(/Sandals/)],
  ['aluminum necklace', all(titled(/Necklace/), made(/aluminum/))],
  ['venetian velvet', all(from(/Venetian/), made(/velvet/))],
  ['japanese', from(/Japanese/)],
  ['qianlong', dated(/Qianlong/)],
  // Typing errors.
  ['tapestri', titled(/Tapestry/)],
  ['brocadde', made(/brocad/)],
  ['braclet', titled(/Bracelet/)],
  ['necklase', titled(/Necklace/)],
  ['velvte', made(/velvet/)],
  ['sampeler', titled(/Sampler/)],
  ['handkerchef', titled(/Handkerchief/)],
  // Chinese and pinyin of what the mapping and the concepts name.
  ['刺绣', made(/embroider/)],
  ['cixiu', made(/embroider/)],
  ['织锦', any(made(/brocad/), made(/tapestry/))],
  ['象牙', made(/ivory/)],
  ['羊毛', made(/wool/)],
  ['亚麻', made(/flax|linen/)],
  ['拼布 棉', all(made(/pieced/), made(/cotton/))],
  ['貼布繡', made(/appliqued/)],
  ['丝绸', made(/silk/)],
  // Mixed, and identifiers.
  ['刺绣 gauze', all(made(/embroider/), made(/gauze/))],
  ['silver 皮革', all(made(/silver/), made(/leather/))],
  ['79.66.115', numbered('79.66.115')],
  ['2004.15', numbered('2004.15.A-.C')],
];

describe.skipIf(!existsSync(RECORDS))(`judged questions over the records of a museum (${RECORDS})`, () => {
  let searching: JudgedSearch;
  const records = new Map<string, MuseumRecord>();

  beforeAll(async () => {
    const mapping = parseMapping(JSON.parse(readFileSync(MAPPING, 'utf8')), 'the mapping');
    const lines = readFileSync(RECORDS, 'utf8').trim().split('\n');
    const assets = lines.map((line, at) => {
      const record = JSON.parse(line) as MuseumRecord;
      const asset = toAsset(record, { at, mapping });
      records.set(asset.id, record);
      return asset;
    });
    searching = await JudgedSearch.over(assets, ['carnegie']);
  });

  afterAll(() => searching.close());

  it('have a mean reciprocal rank of 0.9', async () => {
    const judged: { readonly query: string; readonly reciprocal: number }[] = [];
    for (const [query, isRelevant] of QUESTIONS) {
      const reciprocal = await searching.reciprocalRank(query, ({ id }) => {
        const record = records.get(id);
        return record !== undefined && isRelevant(record);
      });
      judged.push({ query, reciprocal });
    }
    const mean = judged.reduce((sum, { reciprocal }) => sum + reciprocal, 0) / judged.length;
    const missed = judged.filter(({ reciprocal }) => reciprocal < 1);
    expect(mean, missed.map(({ query, reciprocal }) => `${query}: ${reciprocal}`).join('\n')).toBeGreaterThan(
      0.9,
    );
  });
});

/** As the committed mapping imports it. */
function toAsset(
  record: MuseumRecord,
  { at, mapping }: { readonly at: number; readonly mapping: ReturnType<typeof parseMapping> },
): Asset {
  const row = { number: at + 1, record: { ...record } };
  const { accession_number, title, creation_date, medium, creator, classification, credit_line } = record;
  const description = [
    `Made: ${creation_date}`,
    `By: ${creator.map(({ full_name }) => full_name).join('; ')}`,
    `Medium: ${medium}`,
  ].join('\n');
  return buildAsset(
    {
      id: assetIdOf(HOLDER, `0x${at.toString(16).padStart(64, '0')}`),
      holder: HOLDER,
      publishedIndex: at,
      projectedIndex: at,
    },
    {
      kind: classification === 'costume' ? 'COSTUME' : 'PATTERN',
      access: 'LICENSED',
      title: { en: title },
      description: { en: description },
      // A mapping names vocabularies alone that there are.
      terms: mapping.terms.flatMap((each) => termsOf(row, each)) as readonly Term[],
      identifier: accession_number,
      creditLine: credit_line,
    },
  );
}
