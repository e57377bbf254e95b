import { MAX_PRICE_GROUPS } from '@lanran/protocol/licensing/pricing';
import { Button } from '../../../../components/forms/button.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { TerritoryField } from '../../../../lib/territories/territory-field.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { mediumLabel } from '../../../../lib/territories/window-text.ts';
import type { PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import type { OfferDraft } from '../model/offer-draft.ts';
import css from './offer-form.module.css';
import { offerText } from '../words/offer-text.ts';
import { PriceExamples } from './price-examples.tsx';
import { factorOf, type GroupDraft, type RuleDraft } from '../model/price-rule-draft.ts';

interface PriceRuleFieldsProps {
  readonly draft: OfferDraft;
  readonly currency: PlatformCurrency;
  onChange(rule: RuleDraft): void;
}

/** How the price of a month grows with media, places and exclusivity, with examples of what comes of it. */
export function PriceRuleFields({ draft, currency, onChange }: PriceRuleFieldsProps) {
  const t = useText(offerText);
  const { language } = useLanguage();
  const { rule, media, isExclusive } = draft;
  const change = (changed: Partial<RuleDraft>) => onChange({ ...rule, ...changed });
  const changeGroup = (at: number, changed: Partial<GroupDraft>) =>
    change({ groups: rule.groups.map((group, place) => (place === at ? { ...group, ...changed } : group)) });
  return (
    <>
      <div className={css['price']}>
        <TextField
          label={t('minimum', { symbol: currency.symbol })}
          hint={t('minimumHint')}
          inputMode="decimal"
          autoComplete="off"
          value={rule.minimum}
          onChange={(minimum) => change({ minimum })}
        />
      </div>
      <h3>{t('mediaFactors')}</h3>
      <p className={css['hint']}>{t('factorHint')}</p>
      {media.length === 0 && <p className={css['hint']}>{t('mediaFactorsNone')}</p>}
      <div className={css['factors']}>
        {media.map((medium) => (
          <FactorField
            key={medium}
            label={mediumLabel(medium, language)}
            value={rule.mediaFactors[medium] ?? ''}
            onChange={(factor) => change({ mediaFactors: { ...rule.mediaFactors, [medium]: factor } })}
          />
        ))}
        {isExclusive && (
          <FactorField
            label={t('exclusivityFactor')}
            value={rule.exclusivityFactor}
            onChange={(exclusivityFactor) => change({ exclusivityFactor })}
          />
        )}
      </div>
      <h3>{t('placeFactors')}</h3>
      <p className={css['hint']}>{t('placeFactorsHint')}</p>
      {rule.groups.map((group, at) => (
        // Groups have no name of their own, and are added and removed at the end alone or redrawn whole.
        <fieldset key={at} className={css['group']}>
          <legend>{t('group', { number: String(at + 1) })}</legend>
          <TerritoryField
            value={group.territories}
            within={draft.territories.length === 0 ? undefined : draft.territories}
            onChange={(territories) => changeGroup(at, { territories })}
          />
          <FactorField
            label={t('groupFactor', { number: String(at + 1) })}
            value={group.factor}
            onChange={(factor) => changeGroup(at, { factor })}
          />
          <div>
            <Button
              kind="quiet"
              onPress={() => change({ groups: rule.groups.filter((_, place) => place !== at) })}
            >
              {t('groupRemove', { number: String(at + 1) })}
            </Button>
          </div>
        </fieldset>
      ))}
      {rule.groups.length < MAX_PRICE_GROUPS && (
        <div>
          <Button onPress={() => change({ groups: [...rule.groups, { territories: [], factor: '' }] })}>
            {t('groupAdd')}
          </Button>
        </div>
      )}
      <PriceExamples draft={draft} currency={currency} />
    </>
  );
}

interface FactorFieldProps {
  readonly label: string;
  readonly value: string;
  onChange(value: string): void;
}

function FactorField({ label, value, onChange }: FactorFieldProps) {
  const t = useText(offerText);
  return (
    <TextField
      label={label}
      inputMode="decimal"
      autoComplete="off"
      placeholder="1.00"
      value={value}
      error={factorOf(value) === null ? t('factorWrong') : null}
      onChange={onChange}
    />
  );
}
