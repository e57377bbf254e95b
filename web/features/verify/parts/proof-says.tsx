import { Details } from '../../../components/facts/details.tsx';
import { type Fact, Facts } from '../../../components/facts/facts.tsx';
import { AgreementName } from '../../../lib/agreements/agreement-name.tsx';
import { agreementText } from '../../../lib/agreements/agreement-text.ts';
import { pickText } from '../../../lib/session/api.ts';
import { useFormats } from '../../../lib/language/format.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import { mediaText, wholeTerritoriesText } from '../../../lib/territories/window-text.ts';
import type { Summary } from '../model/summary.ts';
import { verifyText } from '../words/text.ts';

/** What a proof says, in words; identifiers under Details. */
export function ProofSays({ summary }: { readonly summary: Summary }) {
  const t = useText(verifyText);
  const agreements = useText(agreementText);
  const { language } = useLanguage();
  const formats = useFormats();
  const { title, license, anchor, signer, organizationId } = summary;
  const shown = pickText(title, language);
  const facts: Fact[] = [
    ...(shown === null
      ? []
      : [
          {
            name: t('saysTitle'),
            value: <span lang={LANGUAGE_TAGS[shown.language]}>{shown.text}</span>,
          },
        ]),
    { name: t('saysWhat'), value: whatOf(summary, t) },
    ...(summary.identifier === null ? [] : [{ name: t('identifier'), value: summary.identifier }]),
    ...(summary.noCommunityReason === null
      ? []
      : [{ name: t('noCommunityReason'), value: summary.noCommunityReason }]),
    ...(license === null
      ? []
      : [
          {
            name: t('license'),
            value: [
              t('licenseValue', {
                media: mediaText(license.media, language),
                territories: wholeTerritoriesText(license.territories, language),
                from: formats.day(license.firstDay),
                to: formats.day(license.lastDay),
              }),
              ...(license.isExclusive ? [t('exclusive')] : []),
            ].join(language === 'zh' ? '；' : '; '),
          },
        ]),
    ...(summary.agreement === null
      ? []
      : [{ name: agreements('title'), value: <AgreementName agreement={summary.agreement} /> }]),
    ...(summary.issuedAt === null
      ? []
      : [{ name: t('stated'), value: t('statedHint', { time: formats.moment(summary.issuedAt) }) }]),
    ...(anchor?.at == null
      ? []
      : [{ name: t('anchored'), value: t('anchoredHint', { time: formats.moment(anchor.at) }) }]),
    {
      name: t('place'),
      value: t('placeValue', {
        index: formats.number(summary.leafIndex),
        size: summary.logSize === null ? '?' : formats.number(summary.logSize),
      }),
    },
  ];
  const ids: readonly (readonly [string, string | null])[] = [
    [t('asset'), summary.subject],
    [t('organization'), organizationId],
    [t('signer'), signer],
    [t('license'), license?.id ?? null],
    [t('licensee'), license?.licensee ?? null],
    [t('log'), summary.logId],
    [t('block'), anchor === null ? null : `${anchor.block} · chain ${anchor.chainId}`],
  ];
  return (
    <>
      <Facts facts={facts} />
      <Details>
        <Facts
          facts={ids.flatMap(([name, value]) =>
            value === null ? [] : [{ name, value: <code>{value}</code> }],
          )}
        />
      </Details>
    </>
  );
}

type Words = ReturnType<typeof useText<(typeof verifyText)['en']>>;

function whatOf(summary: Summary, t: Words): string {
  const { assetKind, access, version, isSynthetic, kind, isKnownKind } = summary;
  if (!isKnownKind) return t('kind.unknown', { kind });
  const known = assetKind === 'PATTERN' || assetKind === 'COSTUME' || assetKind === 'FILM';
  const level = access === 'OPEN' || access === 'LICENSED' || access === 'RESTRICTED' ? access : null;
  return [
    known ? t(`kind.${assetKind}`) : t('kind.other', { kind }),
    ...(level === null ? [] : [t(`access.${level}`)]),
    ...(version === null ? [] : [t('version', { version: String(version) })]),
    ...(isSynthetic ? [t('synthetic')] : []),
  ].join(' · ');
}
