import { Checkbox } from '../../../../components/forms/checkbox.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { communityShareOf } from '../../../../lib/labels/community-share.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { OrganizationField } from '../../../../lib/organizations/organization-field.tsx';
import { priceUnits } from '../../../../lib/territories/price-units.ts';
import { DaysField } from '../../../../lib/territories/days-field.tsx';
import { useText } from '../../../../lib/language/text.ts';
import type { PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import { CurrencyField } from '../../../../lib/pricing/currency-field.tsx';
import { useDecimalsFault } from '../../../../lib/pricing/use-price-line.ts';
import css from '../../desk/parts/council.module.css';
import { parseShare } from '../../consents/model/grant.ts';
import { MediaFields, PlacesFields, RightsFields } from '../../consents/parts/grant-fields.tsx';
import type { LastShare } from '../../consents/model/last-share.ts';
import type { OneUseDraft, OneUseProblem } from '../model/one-use.ts';
import { oneUseText } from '../words/one-use-text.ts';
import { useOneUseProblem } from '../model/use-one-use-problem.ts';

interface OneUseFormProps {
  readonly draft: OneUseDraft;
  onChange(draft: OneUseDraft): void;
  /** Shown once somebody tried to go on. */
  readonly problems: readonly OneUseProblem[];
  /** Of its price. */
  readonly currency: PlatformCurrency;
  readonly currencies: readonly PlatformCurrency[];
  /** Who keeps the asset sells the license, and buys none. */
  readonly holderId: string;
  /** What the general consent asks for; 0 without one. */
  readonly generalShareBps: number;
  /** What an ended consent still demands. */
  readonly floor: LastShare | null;
}

/** What one organization may buy once: nobody, no use and no price is chosen for the council. */
export function OneUseForm(props: OneUseFormProps) {
  const { draft, onChange, problems, currency, currencies, holderId } = props;
  const t = useText(oneUseText);
  const wordOf = useOneUseProblem();
  const decimalsFault = useDecimalsFault();
  const change = (part: Partial<OneUseDraft>) => onChange({ ...draft, ...part });
  const problem = (...names: readonly OneUseProblem[]) => {
    const found = names.find((name) => problems.includes(name));
    return found === undefined ? null : wordOf(found);
  };
  const missing = problem('priceMissing');
  const priceError = missing === null ? null : (decimalsFault(draft.minPrice, currency) ?? missing);
  return (
    <div className={css['form']}>
      <div className={css['part']}>
        <h3>{t('whoTitle')}</h3>
        <OrganizationField
          label={t('who')}
          error={problem('licenseeMissing')}
          value={{ id: draft.licensee }}
          onChange={({ id }) => change({ licensee: id })}
          except={holderId}
        />
      </div>
      <MediaFields
        media={draft.media}
        error={problem('mediaMissing')}
        onChange={(media) => change({ media })}
      />
      <PlacesFields
        territories={draft.territories}
        error={problem('placesMissing')}
        onChange={(territories) => change({ territories })}
      />
      <div className={css['part']}>
        <h3>{t('daysTitle')}</h3>
        <p>{t('daysHint')}</p>
        <DaysField
          first={{
            label: t('firstDay'),
            value: draft.firstDay,
            error: problem('firstDayMissing'),
            onChange: (firstDay) => change({ firstDay }),
          }}
          last={{
            label: t('lastDay'),
            value: draft.lastDay,
            error: problem('dayMissing', 'dayPast', 'daysReversed'),
            onChange: (lastDay) => change({ lastDay }),
          }}
        />
      </div>
      <div className={css['part']}>
        <h3>{t('aloneTitle')}</h3>
        <Checkbox isSelected={draft.exclusive} onChange={(exclusive) => change({ exclusive })}>
          {t('alone')}
          <span className={css['hint']}>{t('aloneHint')}</span>
        </Checkbox>
      </div>
      <div className={css['part']}>
        <h3>{t('priceTitle')}</h3>
        <LeastShare {...props} />
        <CurrencyField
          currencies={currencies}
          value={currency}
          onChange={({ address }) => change({ token: address })}
        />
        <div className={css['pair']}>
          <TextField
            label={t('price', { symbol: currency.symbol })}
            hint={t('priceHint')}
            inputMode="decimal"
            autoComplete="off"
            value={draft.minPrice}
            error={priceError}
            onChange={(minPrice) => change({ minPrice })}
          />
          <TextField
            label={t('share')}
            hint={t('shareHint')}
            inputMode="decimal"
            autoComplete="off"
            value={draft.share}
            error={problem('shareMissing', 'shareTooMuch', 'shareFell')}
            onChange={(share) => change({ share })}
          />
        </div>
        <ShareInMoney draft={draft} currency={currency} />
      </div>
      <RightsFields rights={draft.rights} onChange={(rights) => change({ rights })} />
    </div>
  );
}

/** What the share can't be below, and why. */
function LeastShare({ generalShareBps, floor }: Pick<OneUseFormProps, 'generalShareBps' | 'floor'>) {
  const t = useText(oneUseText);
  const { moment, share } = useFormats();
  if (generalShareBps > 0) return <p>{t('shareLeast', { share: share(generalShareBps) })}</p>;
  if (floor === null) return null;
  return <p>{t('shareFloor', { share: share(floor.shareBps), moment: moment(floor.until) })}</p>;
}

/** Read out as it changes. */
function ShareInMoney({ draft, currency }: Pick<OneUseFormProps, 'draft' | 'currency'>) {
  const t = useText(oneUseText);
  const { money } = useFormats();
  const [price, shareBps] = [priceUnits(draft.minPrice, currency), parseShare(draft.share)];
  if (price === null || shareBps === null || shareBps > 10_000) return null;
  const amountOf = (units: bigint) => money(units.toString(), currency);
  return (
    <p className={css['example']} aria-live="polite">
      {t('example', { price: amountOf(price), own: amountOf(communityShareOf(price, shareBps)) })}
    </p>
  );
}
