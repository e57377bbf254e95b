import type { ReactNode } from 'react';
import { parseDay } from '@lanran/protocol/kernel/day';
import { renewalText } from '@lanran/protocol/licensing/renewal';
import { RENEWABLE, REVOCABLE, rightName, rightsOf } from '@lanran/protocol/licensing/rights';
import { parseTerms } from '@lanran/protocol/licensing/terms-json';
import type { SeenTerms } from '@lanran/sdk/desk/checkout-plan';
import type { Quote } from '@lanran/sdk/licensing/quotes';
import type { CheckoutRow } from '@lanran/sdk/desk/checkout-quotes';
import { Localized } from '../../components/facts/localized.tsx';
import { StateMark } from '../../components/page/notice.tsx';
import { AgreementLink } from '../agreements/agreement-link.tsx';
import { AssetNumbers } from '../assets/asset-numbers.tsx';
import { AssetPicture } from '../assets/asset-picture.tsx';
import { agreementText } from '../agreements/agreement-text.ts';
import { communityShareOf } from '../labels/community-share.ts';
import { useFormats } from '../language/format.ts';
import { useLanguage } from '../language/language.tsx';
import { useText } from '../language/text.ts';
import { useMoney } from '../pricing/money.ts';
import { pickText } from '../session/api.ts';
import type { CheckoutSubject } from './checkout-subject.ts';
import { checkoutText } from './checkout-text.ts';
import css from './checkout.module.css';

/** An item before it is bought. */
export interface CheckoutLine {
  readonly key: string;
  readonly subject: CheckoutSubject | null;
  readonly row: CheckoutRow;
  /** What was shown before the contract was asked; null where nothing was. */
  readonly shown: ShownTerms | null;
}

/** What was shown of a purchase; what is left out was not shown. */
export type ShownTerms = Pick<SeenTerms, 'price'> & Partial<SeenTerms>;

/** What each asset costs and who of it has how much; with every reason where it can't be bought. */
export function CheckoutTable({ lines }: { readonly lines: readonly CheckoutLine[] }) {
  const t = useText(checkoutText);
  return (
    <ul role="list" className={css['items']} aria-label={t('table')}>
      {lines.map((line) => (
        <Line key={line.key} line={line} />
      ))}
    </ul>
  );
}

function Line({ line }: { readonly line: CheckoutLine }) {
  const { row, subject } = line;
  return (
    <li className={css['item']}>
      <CheckoutTitle subject={subject} />
      <Price row={row} />
      <div className={css['notes']}>
        {row.state === 'FREE' && <FreeNotes line={line} terms={row.terms} row={row} />}
        {row.state !== 'FREE' && row.state !== 'BOUGHT' && <CheckoutReasons of={row} />}
      </div>
    </li>
  );
}

export function CheckoutTitle({ subject }: { readonly subject: CheckoutSubject | null }) {
  if (subject === null) return <strong />;
  return (
    <div className={css['subject']}>
      <div className={css['thumb']}>
        <AssetPicture asset={subject} sizes="3rem" />
      </div>
      <div>
        <strong>
          <Localized text={subject.title} />
        </strong>{' '}
        <AssetNumbers asset={subject} className={css['soft']} />
      </div>
    </div>
  );
}

function Price({ row }: { readonly row: CheckoutRow }) {
  const t = useText(checkoutText);
  const money = useMoney();
  if (row.state === 'BOUGHT') return <StateMark tone="live">{t('bought')}</StateMark>;
  if (row.state !== 'FREE') return <StateMark tone="refused">{t('refused')}</StateMark>;
  return <strong>{priceText(row.terms, money) ?? t('free')}</strong>;
}

function priceText(
  { price: { amount, token } }: Pick<SeenTerms, 'price'>,
  money: ReturnType<typeof useMoney>,
): string | null {
  return amount === 0n ? null : money({ amount: amount.toString(), token });
}

interface FreeNotesProps {
  readonly line: CheckoutLine;
  readonly terms: SeenTerms;
  readonly row: Extract<CheckoutRow, { state: 'FREE' }>;
}

function FreeNotes({ line: { subject, shown }, terms, row }: FreeNotesProps): ReactNode {
  const agreements = useText(agreementText);
  const t = useText(checkoutText);
  const money = useMoney();
  const differences = shown === null ? [] : differencesIn(shown, terms);
  return (
    <>
      <p className={css['soft']}>
        <ShareLine subject={subject} terms={terms} />
      </p>
      <RightsLine rights={terms.rights} quote={row.quote} />
      {shown !== null && differences.length > 0 && (
        <StateMark tone="unknown">
          {differences
            .map((difference) =>
              t(`difference.${difference}`, {
                price: money({ ...shown.price, amount: shown.price.amount.toString() }),
              }),
            )
            .join(' ')}
        </StateMark>
      )}
      {row.agreement !== null && (
        <p className={css['soft']}>
          {agreements('title')}: <AgreementLink agreement={row.agreement} />
        </p>
      )}
      {row.quote.held.some(({ isWhole }) => isWhole) && <StateMark tone="unknown">{t('held')}</StateMark>}
    </>
  );
}

/** What the license allows beside the use, and whether it can be ended. */
function RightsLine({
  rights,
  quote,
}: Pick<SeenTerms, 'rights'> & { readonly quote: Pick<Quote, 'consentEnds' | 'terms'> }) {
  const t = useText(checkoutText);
  const { language } = useLanguage();
  const { list } = useFormats();
  const given = rightsOf(rights & ~REVOCABLE).map((right) => rightName(right, language));
  return (
    <p className={css['soft']}>
      {given.length === 0 ? t('noRights') : t('rights', { names: list(given) })}
      {(rights & REVOCABLE) !== 0 && ` · ${t('endable')}`}
      {(rights & RENEWABLE) !== 0 && quote.consentEnds != null && quote.terms != null && (
        <> · {renewalText(wishIn(quote.terms), parseDay(quote.consentEnds))[language]}</>
      )}
    </p>
  );
}

function wishIn(terms: string) {
  return parseTerms(JSON.parse(terms)).wish;
}

/** As sdk/desk/checkout-plan.ts says it, which the page loads later. */
function differencesIn(shown: ShownTerms, now: SeenTerms) {
  const isOther = (part: 'communityShareBps' | 'holder' | 'version' | 'rights' | 'offerId') =>
    shown[part] !== undefined && shown[part] !== now[part];
  return [
    ...(shown.price.amount === now.price.amount ? [] : (['PRICE'] as const)),
    ...(isOther('communityShareBps') ? (['SHARE'] as const) : []),
    ...(isOther('holder') ? (['HOLDER'] as const) : []),
    ...(isOther('version') ? (['VERSION'] as const) : []),
    ...(isOther('rights') ? (['RIGHTS'] as const) : []),
    ...(isOther('offerId') ? (['OFFER'] as const) : []),
  ];
}

function ShareLine({
  subject,
  terms: { price, communityShareBps },
}: {
  readonly subject: CheckoutSubject | null;
  readonly terms: SeenTerms;
}) {
  const t = useText(checkoutText);
  const money = useMoney();
  const formats = useFormats();
  const { language } = useLanguage();
  const community = pickText(subject?.community?.name, language);
  if (community === null) return <>{t('noCommunity')}</>;
  const part = communityShareOf(price.amount, communityShareBps);
  return (
    <>
      {t('toCommunity', {
        money: money({ amount: part.toString(), token: price.token }),
        share: formats.share(communityShareBps),
        community: community.text,
      })}
    </>
  );
}

type Unbought =
  | {
      readonly state: 'REFUSED';
      readonly reasons: readonly { readonly code: string; readonly en: string; readonly zh: string }[];
    }
  | { readonly state: 'TAKEN_DOWN' | 'NOT_FOUND' };

/** Every reason why something was not bought. */
export function CheckoutReasons({ of }: { readonly of: Unbought }) {
  const t = useText(checkoutText);
  const { language } = useLanguage();
  if (of.state !== 'REFUSED') return <p>{t(`gone.${of.state}`)}</p>;
  return (
    <>
      {of.reasons.map((reason) => (
        <p key={reason.code}>{reason[language]}</p>
      ))}
    </>
  );
}
