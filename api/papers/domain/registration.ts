import { type Opinion, opinionName } from '@lanran/protocol/assets/attestation';
import type { BilingualText } from '@lanran/protocol/kernel/language';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import type { Asset, AssetKind } from '../../assets/domain/asset.ts';
import type { AssetVersion } from '../../assets/domain/asset-version.ts';
import type { ConsentTerms } from '../../chain/domain/consent-terms.ts';
import type { Offer } from '../../licensing/domain/license.ts';
import type { LocalizedText } from '../../platform/kernel/localized-text.ts';
import { bothOf, dateText, dayText, listed, periodText, phrase, same } from './bilingual.ts';
import { mediaText, placesText } from './grant-rows.ts';
import { type Letterhead, letterheadOf } from './letterhead.ts';
import type { Paper, PaperRow } from './paper.ts';

/** Somebody who answered for the asset, and since when. */
export interface Custodian {
  readonly name: LocalizedText;
  readonly since: Date;
}

/** A review by an accreditor or auditor. */
export interface Review {
  readonly by: LocalizedText;
  readonly opinion: Opinion;
  readonly at: Date;
  readonly note: string | null;
  /** Of the report, SHA-256. */
  readonly hash: string;
  /** Is it of the present version? */
  readonly isCurrent: boolean;
}

export interface RegistrationFacts {
  readonly asset: Asset;
  readonly version: AssetVersion;
  readonly holder: Letterhead;
  /** When the accreditor admitted the holder; null where the log does not say. */
  readonly admittedAt: Date | null;
  readonly community: LocalizedText | null;
  /** The consent that is in force; null: none. */
  readonly consent: ConsentTerms | null;
  /** Oldest first, the present holder last. */
  readonly custody: readonly Custodian[];
  readonly openDisputes: number;
  /** The latest; null: not reviewed. */
  readonly review: Review | null;
  /** That anybody can take. */
  readonly offers: readonly Offer[];
  readonly logOrigin: string;
  readonly publicUrl: URL;
}

/** More are counted. */
const MOST_OFFERS = 3;
const KINDS: Readonly<Record<AssetKind, BilingualText>> = {
  PATTERN: { en: 'Pattern', zh: '纹样' },
  COSTUME: { en: 'Costume', zh: '服饰' },
  FILM: { en: 'Film material', zh: '影像' },
};
const ACCESS: Readonly<Record<Asset['metadata']['access'], BilingualText>> = {
  OPEN: { en: 'open to everybody', zh: '公开' },
  LICENSED: { en: 'by license', zh: '许可获取' },
  RESTRICTED: { en: 'restricted', zh: '限制获取' },
};

/** What a data exchange asks of a data asset: what it is, source and legality, review, tradable scope, and how to check it. */
export function registration(facts: RegistrationFacts): Paper {
  const { asset, version, publicUrl, logOrigin } = facts;
  const number = shortNumberOf(asset.id);
  return {
    ...letterheadOf(facts.holder),
    title: { en: 'Registration certificate of a data asset', zh: '数据资产登记证书' },
    numberName: { en: 'Query code', zh: '查询码' },
    number,
    stamp: stampOf(facts),
    subject: bothOf(version.metadata.title),
    lead: {
      en: 'This certifies what is registered in the append-only log of this platform. The address below shows the present state.',
      zh: '兹证明以下数据资产已登记于本平台只可追加的日志。当前状态以下方网址为准。',
    },
    rows: [...whatRows(facts), ...legalityRows(facts), reviewRow(facts.review), scopeRow(facts)],
    amounts: [],
    lists: [],
    check: {
      address: new URL(`/assets/${asset.id}`, publicUrl).href,
      short: `${publicUrl.host}/check/${number}`,
      note: { en: 'Query and check it here:', zh: '在此查询核验：' },
    },
    details: [
      { name: { en: 'Asset id', zh: '资产标识' }, value: same(asset.id), isCode: true },
      { name: { en: 'Statement', zh: '登记声明' }, value: same(version.statementHash), isCode: true },
      {
        name: { en: 'Root of the files', zh: '文件根哈希' },
        value: same(version.filesField.root),
        isCode: true,
      },
      ...(facts.review === null
        ? []
        : [
            {
              name: { en: 'Report of the review', zh: '审查报告' },
              value: same(facts.review.hash),
              isCode: true,
            },
          ]),
      { name: { en: 'Log', zh: '日志' }, value: same(logOrigin), isCode: true },
    ],
    note: {
      en: 'The proof in this file (attachment *.lanran.json) verifies offline: lanran verify. It proves what was stated, by whom and when at the latest; the holder answers for what the statement says.',
      zh: '本文件所附证明（*.lanran.json）可离线核验：lanran verify。证明的是何人于何时之前作出何种声明；声明内容由持有机构负责。',
    },
    issuedAt: version.publishedAt.toISOString(),
  };
}

function stampOf({ asset, openDisputes, review }: RegistrationFacts): BilingualText | null {
  if (asset.isTakenDown) return { en: 'TAKEN DOWN', zh: '已撤下' };
  if (asset.isWithdrawn) return { en: 'WITHDRAWN', zh: '已撤回' };
  if (openDisputes > 0) return { en: 'DISPUTED', zh: '存在异议' };
  return review?.opinion === 'NOT_COMPLIANT' ? { en: 'NOT COMPLIANT', zh: '不合规' } : null;
}

function whatRows({ asset, version }: RegistrationFacts): PaperRow[] {
  const { kind, access, identifier, synthetic } = version.metadata;
  const { count, bytes } = version.filesField;
  const size = new Intl.NumberFormat('en').format(bytes);
  const traits: BilingualText[] = [
    KINDS[kind],
    ACCESS[access],
    ...(synthetic ? [{ en: 'drawn by code, no photograph', zh: '由程序生成，非实物拍摄' }] : []),
  ];
  const day = dateText(version.publishedAt);
  return [
    { name: { en: 'Kind', zh: '类型' }, value: listed(traits) },
    ...(identifier === undefined
      ? []
      : [{ name: { en: "Holder's number", zh: '馆藏编号' }, value: same(identifier) }]),
    {
      name: { en: 'Content', zh: '内容' },
      value: {
        en: `Version ${asset.version} of ${day.en}: ${count} ${count === 1 ? 'file' : 'files'}, ${size} bytes`,
        zh: `第${asset.version}版（${day.zh}）：${count}个文件，${size}字节`,
      },
    },
  ];
}

function legalityRows({ holder, admittedAt, community, consent, custody }: RegistrationFacts): PaperRow[] {
  const admission = admittedAt === null ? null : dateText(admittedAt);
  return [
    { name: { en: 'Holder', zh: '持有机构' }, value: bothOf(holder.name), isStrong: true },
    ...(admission === null
      ? []
      : [
          {
            name: { en: 'Admission', zh: '机构准入' },
            value: { en: `by the accreditor on ${admission.en}`, zh: `${admission.zh}由认证方准入` },
          },
        ]),
    { name: { en: 'Source', zh: '来源' }, value: custodyText(custody) },
    {
      name: { en: 'Community', zh: '社区' },
      value: community === null ? { en: 'None is named', zh: '未指明社区' } : bothOf(community),
    },
    ...(community === null ? [] : [{ name: { en: 'Consent', zh: '社区同意' }, value: consentText(consent) }]),
  ];
}

function custodyText(custody: readonly Custodian[]): BilingualText {
  return phrase(
    custody.map(({ name, since }) => {
      const day = dateText(since);
      return phrase([bothOf(name)], ([of = ''], language) =>
        language === 'en' ? `${of} since ${day.en}` : `${of}（自${day.zh}）`,
      );
    }),
    (texts) => texts.join(' → '),
  );
}

function consentText(consent: ConsentTerms | null): BilingualText {
  if (consent === null) return { en: 'None is in force', zh: '目前没有生效的同意' };
  const [media, places, last] = [mediaText(consent), placesText(consent), dayText(consent.lastDay)];
  const share = `${consent.shareBps / 100} %`;
  return {
    en: `In force: ${media.en}; ${places.en}; until ${last.en}; share ${share}`,
    zh: `生效中：${media.zh}；${places.zh}；至${last.zh}；分成${share}`,
  };
}

function reviewRow(review: Review | null): PaperRow {
  const name = { en: 'Compliance review', zh: '合规审查' };
  if (review === null) return { name, value: { en: 'Not reviewed yet', zh: '尚未审查' } };
  const { by, opinion, at, note, isCurrent } = review;
  const [who, result, day] = [bothOf(by), opinionName(opinion), dateText(at)];
  const said = note === null ? same('') : { en: `: “${note}”`, zh: `：“${note}”` };
  const older = isCurrent ? same('') : { en: ' (of an earlier version)', zh: '（针对较早版本）' };
  return {
    name,
    isStrong: true,
    value: {
      en: `${who.en}, ${day.en}: ${result.en}${older.en}${said.en}`,
      zh: `${who.zh}，${day.zh}：${result.zh}${older.zh}${said.zh}`,
    },
  };
}

/** What can be licensed now. */
function scopeRow({ offers }: RegistrationFacts): PaperRow {
  const name = { en: 'Tradable scope', zh: '可交易范围' };
  if (offers.length === 0)
    return { name, value: { en: 'No open offer; ask the holder', zh: '目前没有公开报价，可向持有机构询问' } };
  const shown = offers.slice(0, MOST_OFFERS).map((offer) => {
    const [media, places, period] = [
      mediaText(offer),
      placesText(offer),
      periodText(offer.firstDay, offer.lastDay),
    ];
    const exclusive = offer.exclusive ? { en: 'exclusive; ', zh: '独占；' } : same('');
    return {
      en: `${exclusive.en}${media.en}; ${places.en}; ${period.en}`,
      zh: `${exclusive.zh}${media.zh}；${places.zh}；${period.zh}`,
    };
  });
  const more = offers.length - shown.length;
  const rest = more > 0 ? [{ en: `and ${more} more`, zh: `另有${more}项` }] : [];
  return { name, value: phrase([...shown, ...rest], (texts) => texts.join('\n')) };
}
