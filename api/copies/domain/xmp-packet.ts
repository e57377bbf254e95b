import { formatDay } from '@lanran/protocol/kernel/day';
import {
  copyrightStanding,
  type RightsStatement,
  rightsStatementText,
} from '@lanran/protocol/assets/rights-statement';
import { escapeXml } from '@lanran/protocol/kernel/xml';
import { mediumName } from '@lanran/protocol/licensing/media';
import type { LocalizedText } from '../../platform/kernel/localized-text.ts';
import {
  allowsAiTraining,
  bothTexts,
  type CopyFacts,
  creditOf,
  oneText,
  type PartyFacts,
} from './copy-facts.ts';

const NAMESPACES = {
  dc: 'http://purl.org/dc/elements/1.1/',
  photoshop: 'http://ns.adobe.com/photoshop/1.0/',
  plus: 'http://ns.useplus.org/ldf/xmp/1.0/',
  xmpRights: 'http://ns.adobe.com/xap/1.0/rights/',
} as const;

const VOCABULARY = 'http://ns.useplus.org/ldf/vocab/';

/**
 * The rights of a copy as XMP: PLUS LDF 2.0.1 (https://ns.useplus.org/LDF/ldf-XMPSpecification) and IPTC Photo Metadata 2023.1.
 * Creators are not written: the platform knows none, and those of the original stay. Of copyright it says what the holder stated, if
 * anything: a credit line is no copyright.
 */
export function xmpPacket({ origin, license }: CopyFacts): string {
  const { holder } = origin;
  const credit = creditOf(origin);
  const properties = [
    alternatives('dc:title', origin.title),
    simple('photoshop:Credit', credit),
    ...(origin.identifier === null ? [] : [simple('plus:ImageSupplierImageID', origin.identifier)]),
    ...(origin.rightsStatement === null ? [] : copyright(origin.rightsStatement)),
    simple('xmpRights:WebStatement', license.checkUrl),
    alternatives('xmpRights:UsageTerms', usageTerms({ origin, license })),
    simple('plus:Version', '2.0.1'),
    parties('plus:Licensor', [licensor(holder)]),
    parties('plus:Licensee', [
      `${simple('plus:LicenseeName', bothTexts(license.licensee.name))}${simple('plus:LicenseeID', license.licensee.id)}`,
    ]),
    parties('plus:ImageSupplier', [
      `${simple('plus:ImageSupplierName', bothTexts(holder.name))}${simple('plus:ImageSupplierID', holder.id)}`,
    ]),
    simple('plus:LicenseID', license.licenseId),
    simple('plus:LicenseTransactionDate', license.soldAt.toISOString().slice(0, 10)),
    simple('plus:LicenseStartDate', formatDay(license.firstDay)),
    simple('plus:LicenseEndDate', formatDay(license.lastDay)),
    alternatives('plus:MediaConstraints', {
      en: license.media.map((medium) => mediumName(medium, 'en')).join(', '),
      zh: license.media.map((medium) => mediumName(medium, 'zh')).join('、'),
    }),
    alternatives('plus:RegionConstraints', license.territories),
    ...(origin.labels.length === 0 ? [] : [alternatives('plus:OtherConstraints', labelTexts(origin.labels))]),
    simple('plus:TermsAndConditionsURL', license.checkUrl),
    // Whoever has a license for it may train; who finds the copy may not.
    simple(
      'plus:DataMining',
      `${VOCABULARY}${allowsAiTraining(license) ? 'DMI-PROHIBITED-SEECONSTRAINT' : 'DMI-PROHIBITED-AIMLTRAINING'}`,
    ),
  ];
  const declared = Object.entries(NAMESPACES).map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`);
  return [
    '<?xpacket begin="\u{feff}" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Lanran">',
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    `<rdf:Description rdf:about=""${declared.join('')}>`,
    ...properties,
    '</rdf:Description>',
    '</rdf:RDF>',
    '</x:xmpmeta>',
    '<?xpacket end="w"?>',
    '',
  ].join('\n');
}

function usageTerms({ origin, license }: CopyFacts): LocalizedText {
  const [from, to] = [formatDay(license.firstDay), formatDay(license.lastDay)];
  const media = (language: 'en' | 'zh') =>
    license.media.map((medium) => mediumName(medium, language)).join(language === 'en' ? ', ' : '、');
  const mayTrain = allowsAiTraining(license);
  return {
    en: `Licensed to ${oneText(license.licensee.name)} for ${media('en')} in ${license.territories.en}, ${from} to ${to}. Credit: ${creditOf(origin)}. ${mayTrain ? 'The licensee alone may train AI with it.' : 'Not for AI training.'} State of the license: ${license.checkUrl}`,
    zh: `许可${license.licensee.name.zh ?? oneText(license.licensee.name)}使用：${media('zh')}；地域：${license.territories.zh}；期限：${from}至${to}。署名：${creditOf(origin)}。${mayTrain ? '仅被许可方可用于人工智能训练。' : '不得用于人工智能训练。'}许可状态：${license.checkUrl}`,
  };
}

const COPYRIGHT_STATUS = { PROTECTED: 'CS-PRO', PUBLIC_DOMAIN: 'CS-PUB', UNKNOWN: 'CS-UNK' } as const;

function copyright(stated: RightsStatement): string[] {
  const { status, rightsHolder } = stated;
  const standing = copyrightStanding(status);
  return [
    alternatives('dc:rights', {
      en: `${rightsStatementText(stated, 'en')} (${status})`,
      zh: `${rightsStatementText(stated, 'zh')}（${status}）`,
    }),
    ...(standing === 'UNKNOWN'
      ? []
      : [simple('xmpRights:Marked', standing === 'PROTECTED' ? 'True' : 'False')]),
    ...(rightsHolder === undefined
      ? []
      : [
          `<xmpRights:Owner><rdf:Bag><rdf:li>${escapeXml(rightsHolder)}</rdf:li></rdf:Bag></xmpRights:Owner>`,
        ]),
    simple('plus:CopyrightStatus', `${VOCABULARY}${COPYRIGHT_STATUS[standing]}`),
  ];
}

function labelTexts(labels: CopyFacts['origin']['labels']): LocalizedText {
  const list = (language: 'en' | 'zh') =>
    labels.map(({ code, title }) => `${title[language] ?? oneText(title)} (${code})`).join('; ');
  return { en: list('en'), zh: list('zh') };
}

function licensor({ id, name, url }: PartyFacts): string {
  return [
    simple('plus:LicensorName', bothTexts(name)),
    simple('plus:LicensorID', id),
    simple('plus:LicensorURL', url),
  ].join('');
}

function simple(name: string, value: string): string {
  return `<${name}>${escapeXml(value)}</${name}>`;
}

/** `x-default` is English where there is English. */
function alternatives(name: string, text: LocalizedText): string {
  const items = [
    `<rdf:li xml:lang="x-default">${escapeXml(oneText(text))}</rdf:li>`,
    ...(text.en === undefined ? [] : [`<rdf:li xml:lang="en">${escapeXml(text.en)}</rdf:li>`]),
    ...(text.zh === undefined ? [] : [`<rdf:li xml:lang="zh">${escapeXml(text.zh)}</rdf:li>`]),
  ];
  return `<${name}><rdf:Alt>${items.join('')}</rdf:Alt></${name}>`;
}

function parties(name: string, items: readonly string[]): string {
  return `<${name}><rdf:Seq>${items.map((item) => `<rdf:li rdf:parseType="Resource">${item}</rdf:li>`).join('')}</rdf:Seq></${name}>`;
}
