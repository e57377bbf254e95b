import { describe, expect, it } from 'vitest';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import { licenseCertificate } from '../../../api/papers/domain/license-certificate.ts';
import type { Paper } from '../../../api/papers/domain/paper.ts';
import { buildAgreed, buildCertified, buildFacts, buildLicense } from './build-paper.ts';

function valueOf({ rows }: Paper, name: string) {
  return rows.find((row) => row.name.en === name)?.value;
}

describe('the certificate of a license', () => {
  it('says in both languages who may use what where and when', () => {
    const paper = licenseCertificate(buildFacts());
    expect(paper.subject).toEqual({ zh: '蜡染涡纹', en: 'Whirlpool batik' });
    expect(valueOf(paper, 'Licensee')).toEqual({ zh: 'Moumou Pictures', en: 'Moumou Pictures' });
    expect(valueOf(paper, 'Where')).toEqual({
      zh: '全球（美国除外）',
      en: 'The whole world except the United States',
    });
    expect(valueOf(paper, 'When')).toEqual({
      zh: '2027年1月1日至2027年12月31日（含首尾两日）',
      en: '1 January 2027 to 31 December 2027, both days included',
    });
    expect(valueOf(paper, 'Credit line')?.zh).toBe('某馆藏');
    expect(valueOf(paper, 'What it asks')?.en).toBe('Only at funerals: Not for weddings');
    expect(paper.lists.map(({ mark }) => mark)).toEqual(['YES', 'ASK', 'NO']);
    expect(paper.stamp).toBeNull();
  });

  it('has a number for the telephone, and the whole id in its code', () => {
    const license = buildLicense();
    const paper = licenseCertificate(buildFacts());
    expect(paper.number).toBe(shortNumberOf(license.id));
    expect(paper.check.address).toBe(`https://lanran.example.org/check/${license.id}`);
    expect(paper.check.short).toBe(`lanran.example.org/check/${paper.number}`);
  });

  it('names the license agreement of the version that was sold, and its hash', () => {
    const paper = licenseCertificate(buildFacts({ certified: buildAgreed() }));
    expect(valueOf(paper, 'Terms of use by the holder')?.en).toBe('影视使用许可协议');
    expect(paper.details.find(({ name }) => name.en.endsWith('SHA-256'))?.value.en).toBe('ab'.repeat(32));
    expect(JSON.stringify(licenseCertificate(buildFacts()))).not.toContain('Terms of use by the holder');
  });

  it('says what the holder states of copyright and title', () => {
    const certified = buildCertified();
    const { version } = certified;
    if (version === null) throw new Error('The license is of a version.');
    const rightsStatement = { status: 'https://creativecommons.org/publicdomain/mark/1.0/' };
    const paper = licenseCertificate(
      buildFacts({
        certified: {
          ...certified,
          version: { ...version, metadata: { ...version.metadata, rightsStatement } },
        },
      }),
    );
    expect(valueOf(paper, 'Holder’s rights statement')).toEqual({ en: 'Public domain', zh: '公有领域' });
    expect(valueOf(licenseCertificate(buildFacts()), 'Holder’s rights statement')).toBeUndefined();
  });

  it('tells nothing of an asset that does not exist for its reader', () => {
    const paper = licenseCertificate(buildFacts({ certified: null }));
    expect(paper.subject.en).toBe('An asset that is not for everyone to see');
    const text = JSON.stringify(paper);
    const { assetId } = buildLicense().terms;
    for (const hidden of ['蜡染涡纹', '某馆藏', '西江苗寨', '丧葬', assetId])
      expect(text).not.toContain(hidden);
  });

  it('says that it was revoked, and what was taken down', () => {
    const revokedAt = new Date('2027-03-04T00:00:00Z');
    const paper = licenseCertificate(
      buildFacts({
        check: { license: buildLicense(), state: 'REVOKED', revokedAt },
        certified: buildCertified({ missingFiles: 2 }),
      }),
    );
    expect(paper.stamp).toEqual({ en: 'REVOKED 4 March 2027', zh: '已于2027年3月4日撤销' });
    expect(valueOf(paper, 'Taken down')?.en).toBe('2 files of this version since');
  });
});
