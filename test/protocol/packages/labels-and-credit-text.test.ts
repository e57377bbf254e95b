import { describe, expect, it } from 'vitest';
import { labelsAndCreditText } from '@lanran/protocol/packages/labels-and-credit-text';

const asset = {
  title: { en: 'Funeral banner', zh: '丧幡' },
  creditLine: 'Collection of the county museum',
  holder: { name: { en: 'County museum', zh: '县博物馆' } },
  community: {
    name: { en: 'Upper Village', zh: '上寨' },
    labels: [
      {
        code: 'TK-F',
        title: { en: 'Only at funerals', zh: '仅用于丧葬' },
        text: { en: 'Do not show it at feasts.', zh: '喜庆场合请勿使用。' },
      },
    ],
  },
};
const FACTS = { licenseId: '0x12', day: '2026-11-28' };

describe('the text beside the files of a license', () => {
  it('says in both languages how to credit the asset and what its community asks', () => {
    const text = labelsAndCreditText(asset, FACTS);
    expect(text).toContain('Credit line · 署名: Collection of the county museum\n');
    expect(text).toContain(
      'Only at funerals · 仅用于丧葬 (TK-F)\n  Do not show it at feasts.\n  喜庆场合请勿使用。\n',
    );
    expect(text).toContain('2026-11-28');
  });

  it('says so where no credit line is given and no community stands behind the asset', () => {
    const text = labelsAndCreditText({ ...asset, creditLine: null, community: null }, FACTS);
    expect(text).toContain('Credit line · 署名: none given · 未指定\n');
    expect(text).not.toContain('Community');
  });
});
