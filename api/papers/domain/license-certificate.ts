import { type RightsStatement, rightsStatementText } from '@lanran/protocol/assets/rights-statement';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import type { BilingualText } from '@lanran/protocol/kernel/language';
import type { Asset } from '../../assets/domain/asset.ts';
import type { AssetVersion } from '../../assets/domain/asset-version.ts';
import type { LicenseCheck } from '../../licensing/domain/license-check.ts';
import type { CommunityLabel } from '../../organizations/domain/profile.ts';
import type { LocalizedText } from '../../platform/kernel/localized-text.ts';
import { bothOf, dateText, listed, phrase, same } from './bilingual.ts';
import { grantRows, permissionLists } from './grant-rows.ts';
import { type Letterhead, letterheadOf } from './letterhead.ts';
import type { Paper, PaperRow } from './paper.ts';

/** What a certificate says of the asset to those for whom it exists. */
export interface CertifiedAsset {
  readonly asset: Asset;
  /** Null where the terms name no published version. */
  readonly version: AssetVersion | null;
  readonly community: { readonly name: LocalizedText; readonly labels: readonly CommunityLabel[] } | null;
  /** Files of the version that were taken down since. */
  readonly missingFiles: number;
}

export interface CertificateFacts {
  readonly check: LicenseCheck;
  /** Who sold it. */
  readonly holder: Letterhead;
  /** Who has it now. */
  readonly licensee: LocalizedText;
  /** Null where it does not exist for the reader. */
  readonly certified: CertifiedAsset | null;
  readonly publicUrl: URL;
}

const HIDDEN: BilingualText = {
  en: 'An asset that is not for everyone to see',
  zh: '并非对所有人可见的资产',
};
const NO_VERSION: BilingualText = {
  en: 'None: its terms name no published version',
  zh: '无：条款未指明任何已发布的版本',
};

/** What the holder states; nobody checks whether it is so. */
const TITLE: BilingualText = { en: 'Holder’s rights statement', zh: '持有机构的权利声明' };

const AGREEMENT: BilingualText = { en: 'Terms of use by the holder', zh: '持有机构的使用条款' };

/** What was agreed, as a letter of the institution that sold it. All of it is on chain or public. */
export function licenseCertificate({
  check,
  holder,
  licensee,
  certified,
  publicUrl,
}: CertificateFacts): Paper {
  const { license } = check;
  const { terms, id, transaction, soldAt } = license;
  const number = shortNumberOf(id);
  const title = certified === null ? HIDDEN : bothOf((certified.version ?? certified.asset).metadata.title);
  return {
    ...letterheadOf(holder),
    title: { en: 'License certificate', zh: '许可证书' },
    numberName: { en: 'Number', zh: '编号' },
    number,
    stamp: stampOf(check),
    subject: title,
    lead: {
      en: 'This certifies what was agreed and recorded. The check page says whether the license is in force today.',
      zh: '兹证明以下许可已经约定并记录在案。当日是否有效，以查验页为准。',
    },
    rows: [
      { name: { en: 'Licensee', zh: '被许可方' }, value: bothOf(licensee), isStrong: true },
      ...grantRows(terms.wish, terms.rights),
      ...(certified === null ? [] : assetRows(certified)),
      { name: { en: 'Sold on', zh: '售出日期' }, value: dateText(soldAt) },
    ],
    amounts: [],
    lists: permissionLists(terms.wish, terms.rights),
    check: {
      address: new URL(`/check/${id}`, publicUrl).href,
      short: `${publicUrl.host}/check/${number}`,
      note: { en: 'Check it here:', zh: '在此查验：' },
    },
    details: [
      { name: { en: 'License id', zh: '许可编号' }, value: same(id), isCode: true },
      { name: { en: 'Transaction', zh: '交易' }, value: same(transaction), isCode: true },
      { name: { en: 'Statement of the version', zh: '版本声明' }, value: same(terms.version), isCode: true },
      ...agreementHash(certified),
      ...(certified === null
        ? []
        : [{ name: { en: 'Asset', zh: '资产' }, value: same(terms.assetId), isCode: true }]),
    ],
    note: {
      en: 'What counts is what the contract says on the day of use, not this sheet of paper. Terms and proof lie in this file as attachments for those whom they concern.',
      zh: '许可是否有效，以使用当日合约所示为准，不以本证书纸件为准。条款与证明作为附件随本文件提供给当事方。',
    },
    issuedAt: soldAt.toISOString(),
  };
}

/** What of the present state a reader must not miss; the check page says it on the day of use. */
function stampOf({ state, revokedAt }: LicenseCheck): BilingualText | null {
  if (state === 'EXPIRED') return { en: 'EXPIRED', zh: '已到期' };
  if (state !== 'REVOKED') return null;
  if (revokedAt === null) return { en: 'REVOKED', zh: '已撤销' };
  const day = dateText(revokedAt);
  return { en: `REVOKED ${day.en}`, zh: `已于${day.zh}撤销` };
}

function assetRows({ asset, version, community, missingFiles }: CertifiedAsset): PaperRow[] {
  const { creditLine } = (version ?? asset).metadata;
  const agreement = version?.metadata.agreement;
  const stated = version?.metadata.rightsStatement;
  const labels = community?.labels ?? [];
  return [
    ...(creditLine === undefined
      ? []
      : [{ name: { en: 'Credit line', zh: '署名' }, value: same(creditLine), isStrong: true }]),
    ...(stated === undefined ? [] : [{ name: TITLE, value: statedText(stated) }]),
    ...(agreement === undefined ? [] : [{ name: AGREEMENT, value: bothOf(agreement.name) }]),
    ...(community === null ? [] : [{ name: { en: 'Community', zh: '社区' }, value: bothOf(community.name) }]),
    ...(labels.length === 0
      ? []
      : [{ name: { en: 'What it asks', zh: '社区的嘱托' }, value: labelsText(labels) }]),
    { name: { en: 'Version', zh: '版本' }, value: version === null ? NO_VERSION : versionText(version) },
    ...(missingFiles === 0
      ? []
      : [{ name: { en: 'Taken down', zh: '已撤下' }, value: missingText(missingFiles) }]),
    ...(asset.metadata.identifier === undefined
      ? []
      : [{ name: { en: "Holder's number", zh: '馆藏编号' }, value: same(asset.metadata.identifier) }]),
  ];
}

/** Which text that is, for who has it at hand. */
function agreementHash(certified: CertifiedAsset | null): PaperRow[] {
  const agreement = certified?.version?.metadata.agreement;
  if (agreement === undefined) return [];
  // The column of names holds no longer one.
  const name = { en: 'Terms of use, SHA-256', zh: '使用条款' };
  return [{ name, value: same(agreement.sha256), isCode: true }];
}

function statedText(stated: RightsStatement): BilingualText {
  return { en: rightsStatementText(stated, 'en'), zh: rightsStatementText(stated, 'zh') };
}

function labelsText(labels: readonly CommunityLabel[]): BilingualText {
  return listed(
    labels.map(({ title, text }) =>
      phrase([bothOf(title), bothOf(text)], (parts, language) => parts.join(language === 'en' ? ': ' : '：')),
    ),
  );
}

function versionText({ version, publishedAt }: AssetVersion): BilingualText {
  const day = dateText(publishedAt);
  return { en: `Version ${version} of ${day.en}`, zh: `第${version}版，${day.zh}` };
}

function missingText(count: number): BilingualText {
  return {
    en: count === 1 ? 'One file of this version since' : `${count} files of this version since`,
    zh: `此版本此后有${count}个文件被撤下`,
  };
}
