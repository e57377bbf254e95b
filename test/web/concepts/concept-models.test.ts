import { describe, expect, it } from 'vitest';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import {
  readConceptFile,
  refusedDocument,
  speakProblem,
} from '../../../web/features/concepts/model/concept-file.ts';
import { treeOfConcepts } from '../../../web/features/concepts/model/concept-tree.ts';
import { matchUrl, piecesOf } from '../../../web/features/concepts/model/links.ts';

describe('the tree of a vocabulary', () => {
  const concept = (id: string, ...broader: readonly string[]) => ({
    id,
    broader: broader.map((above) => ({ id: above })),
  });
  const said = (nodes: ReturnType<typeof treeOfConcepts>): unknown =>
    nodes.map(({ item, children }) => [item.id, said(children)]);

  it('has a concept below each of its broader ones', () => {
    const tree = treeOfConcepts([concept('a'), concept('b', 'a'), concept('c', 'a', 'b'), concept('d')]);
    expect(said(tree)).toEqual([
      [
        'a',
        [
          ['b', [['c', []]]],
          ['c', []],
        ],
      ],
      ['d', []],
    ]);
  });

  it('begins with what is below nothing that is here, and ends in no circle', () => {
    expect(said(treeOfConcepts([concept('a', 'gone')]))).toEqual([['a', []]]);
    const tree = treeOfConcepts([concept('a'), concept('b', 'a', 'c'), concept('c', 'b')]);
    expect(said(tree)).toEqual([['a', [['b', [['c', []]]]]]]);
  });
});

describe('a source', () => {
  it('has its https addresses as links, without what closes the sentence', () => {
    const text =
      '苗族蜡染（https://example.org/a?b=1），又见 https://example.com/c. javascript:alert(1) http://x.y';
    expect(piecesOf(text).filter(({ url }) => url !== null)).toEqual([
      { text: 'https://example.org/a?b=1', url: 'https://example.org/a?b=1' },
      { text: 'https://example.com/c', url: 'https://example.com/c' },
    ]);
    expect(
      piecesOf(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  });

  it('of another list is its page, where it has one and the identifier is one', () => {
    expect(matchUrl({ scheme: 'AAT', id: '300264072' })).toBe('https://vocab.getty.edu/page/aat/300264072');
    expect(matchUrl({ scheme: 'WIKIDATA', id: 'Q42' })).toBe('https://www.wikidata.org/wiki/Q42');
    expect(matchUrl({ scheme: 'WIKIDATA', id: '../evil' })).toBeNull();
    expect(matchUrl({ scheme: 'ICH', id: 'VIII-25' })).toBeNull();
  });
});

describe('a file of concepts', () => {
  it('is known by its ending, and read as UTF-8', async () => {
    const read = (name: string, ...parts: BlobPart[]) => readConceptFile(new File(parts, name));
    expect(await read('a.CSV', '\ufeffvocabulary')).toEqual({
      ...{ name: 'a.CSV', format: 'CSV', document: 'vocabulary' },
    });
    expect(await read('a.ttl', 'x')).toMatchObject({ format: 'TURTLE' });
    expect(await read('a.json', 'x')).toMatchObject({ format: 'JSON_LD' });
    expect(await read('a.xlsx', 'x')).toBe('wrongKind');
    expect(await read('a.csv', new Uint8Array([0xc0, 0x20]))).toBe('notText');
    expect(await read('a.csv', 'x'.repeat(1_000_001))).toBe('tooLarge');
  });

  it('has errors by line or by concept', () => {
    const problem = (field: string, advice: string) => ({ field, message: `${field}: ${advice}` });
    expect(speakProblem(problem('line 4: prefLabel.zh', 'must be given.'), 'zh')).toEqual({
      ...{ line: 4, place: '', field: 'prefLabel.zh', text: '请填写。' },
    });
    expect(speakProblem(problem('technique/batik: altLabels.zh.0', 'must be given.'), 'en')).toEqual({
      ...{ line: null, place: 'technique/batik', field: 'altLabels.zh.0', text: 'must be given.' },
    });
    expect(speakProblem(problem('line 3', 'has 4 cells; the header has 5.'), 'zh')).toEqual({
      ...{ line: 3, place: '', field: '', text: '有 4 格，表头有 5 格。' },
    });
    expect(speakProblem(problem('http://x.y/z', 'is no address of a concept: it must'), 'en')).toMatchObject({
      ...{ line: null, place: 'http://x.y/z', field: '' },
    });
  });

  it('says why it can’t be read', () => {
    const refused = new RefusedError('BAD_INPUT', 'document: has no concept in it.', { field: 'document' });
    expect(refusedDocument(refused, 'zh')).toBe('其中没有概念。');
    expect(refusedDocument(new RefusedError('FORBIDDEN', 'No.'), 'zh')).toBeNull();
  });
});
