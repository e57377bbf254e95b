import { useQuery } from '@tanstack/react-query';
import type { Currency } from '@lanran/protocol/kernel/money';
import { currencyOrUnits } from '@lanran/protocol/licensing/currencies';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { OrganizationName } from '../../../../lib/organizations/organization-name.tsx';
import { HeldAddress } from '../../../../lib/payout/held-address.tsx';
import { PlaceNames } from '../../../../lib/territories/place-names.tsx';
import { readScope } from '../../../../lib/taking-down/scope-text.ts';
import { useText } from '../../../../lib/language/text.ts';
import { mediaText, rightsText } from '../../../../lib/territories/window-text.ts';
import { useAssetTitle } from '../../../../lib/assets/asset-names.ts';
import { useCouncilAsset } from '../../consents/model/assets.ts';
import { dayIn, mediaIn, type Particular, rightsIn, territoriesIn } from '../model/call-particulars.ts';
import { callText } from '../words/call-text.ts';
import type { Council } from '../../desk/model/council.ts';
import css from '../../desk/parts/council.module.css';
import { KeyName } from '../../seat/parts/key-name.tsx';
import { NamedCouncil } from '../../seat/parts/named-council.tsx';
import { priceRuleLines, type SignedRule } from '../../consents/model/price-rule.ts';
import { askReason } from '../../consents/model/reason.ts';
import { VersionName } from '../../consents/parts/version-name.tsx';

interface ParticularValueProps {
  readonly particular: Particular;
  readonly council: Council;
  /** Whose money and council the call is about. */
  readonly organizationId: string;
}

const ZERO = /^0x0*$/;

/** By their numbers on chain; null at a number that has no name. */
const ROLES = [null, 'VIEWER', 'EDITOR', 'OWNER'] as const;
const KINDS = [null, 'INSTITUTION', 'STUDIO', 'COMMUNITY', 'AUDITOR', 'ACCREDITOR', 'OPERATOR'] as const;
const OFFICES = [null, 'ACCREDITOR', 'OPERATOR', 'GUARDIAN'] as const;
const ORIGINS = ['SALE', 'RENEWAL', 'SUBLICENSE', 'INVOICE'] as const;

/** One particular of an act in the reader's words. */
export function ParticularValue({ particular, council, organizationId }: ParticularValueProps) {
  const t = useText(callText);
  const { language } = useLanguage();
  const formats = useFormats();
  const { as, value, token } = particular;
  switch (as) {
    case 'asset':
      return <AssetTitle id={value} council={council} />;
    case 'organization':
      // Of all organizations only the licensee of an offer may be anybody.
      if (ZERO.test(value)) return t(particular.name === 'licensee' ? 'anybody' : 'nobody');
      return <OrganizationName id={value} />;
    case 'key':
      return ZERO.test(value) ? t('nobody') : <KeyName address={value} council={council} />;
    case 'candidate':
      return <NamedCouncil address={value} council={council} />;
    case 'payout':
      return <HeldAddress organizationId={organizationId} address={value} />;
    case 'token':
      return currencyOrUnits(council.currencies, value).symbol;
    case 'money':
      return token === null ? value : formats.money(value, currencyOrUnits(council.currencies, token));
    case 'media':
      return mediaText(mediaIn(value), language);
    case 'territories':
      return <PlaceNames codes={territoriesIn(value)} />;
    case 'rights':
      return rightsText(rightsIn(value), language);
    case 'day':
      return formats.day(dayIn(value));
    case 'share':
      return formats.share(Number(value));
    case 'choice':
      return t(value === 'true' ? 'yes' : 'no');
    case 'role':
      return t(`roles.${named(value, ROLES)}`);
    case 'kind':
      return t(`kinds.${named(value, KINDS)}`);
    case 'office':
      return t(`offices.${named(value, OFFICES)}`);
    case 'origin':
      return t(`origins.${named(value, ORIGINS)}`);
    case 'number':
      return formats.number(Number(value));
    case 'seconds':
      return t('hours', { hours: Number(value) / 3600 });
    case 'moment':
      return value === '0' ? t('atOnce') : formats.moment(new Date(Number(value) * 1000).toISOString());
    case 'reason':
      return <Reason hash={value} />;
    case 'scope':
      return <Scope hash={value} />;
    case 'rule':
      return <RuleLines rule={value} currency={currencyOrUnits(council.currencies, token ?? '')} />;
    case 'version':
      return <VersionName hash={value} assetId={particular.assetId} council={council} />;
    case 'hash':
      return value === '0' ? t('none') : <span className={css['key']}>{value}</span>;
  }
}

/** The name at the number's place; what the catalog has no word for is `other`. */
function named<Name extends string>(value: string, names: readonly (Name | null)[]): Name | 'other' {
  return names[Number(value)] ?? 'other';
}

function AssetTitle({ id, council }: { readonly id: string; readonly council: Council }) {
  const { data } = useCouncilAsset(council, id);
  const title = useAssetTitle(data?.title);
  return <span lang={title.lang}>{title.text}</span>;
}

/** The words whose hash is signed: checked against it in this browser. */
function Scope({ hash }: { readonly hash: string }) {
  const t = useText(callText);
  const { language } = useLanguage();
  const isWhole = ZERO.test(hash);
  const { data } = useQuery({
    queryKey: ['reason', hash],
    queryFn: () => askReason(hash),
    enabled: !isWhole,
  });
  if (isWhole) return readScope('{}', language);
  if (data === undefined) return '…';
  return data === null ? t('reasonUnknown') : readScope(data, language);
}

function Reason({ hash }: { readonly hash: string }) {
  const t = useText(callText);
  const { data } = useQuery({ queryKey: ['reason', hash], queryFn: () => askReason(hash) });
  if (data === undefined) return '…';
  return data === null ? t('reasonUnknown') : <q>{data}</q>;
}

interface RuleLinesProps {
  /** JSON, as it is signed. */
  readonly rule: string;
  readonly currency: Currency;
}

function RuleLines({ rule, currency }: RuleLinesProps) {
  const { language } = useLanguage();
  return (
    <ul>
      {/* Written by call-particulars.ts, of an argument of this very type. */}
      {priceRuleLines(JSON.parse(rule) as SignedRule, { currency, language }).map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
