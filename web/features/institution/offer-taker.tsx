import { RadioField } from '../../components/radio-field.tsx';
import { pickText } from '../../lib/api.ts';
import { useLanguage } from '../../lib/language.tsx';
import { OrganizationField } from '../../lib/organization-field.tsx';
import { useText } from '../../lib/text.ts';
import type { OfferDraft } from './offer-draft.ts';
import css from './offer-form.module.css';
import { offerText } from './offer-text.ts';

interface OfferTakerProps {
  readonly holderId: string;
  readonly draft: OfferDraft;
  onChange(changed: Partial<OfferDraft>): void;
}

/** Whether anybody can take the offer, or one organization alone. */
export function OfferTaker({ holderId, draft, onChange }: OfferTakerProps) {
  const t = useText(offerText);
  const { language } = useLanguage();
  const { isForOne, licensee } = draft;
  return (
    <fieldset className={css['part']}>
      <legend>{t('takerLegend')}</legend>
      <RadioField
        label={t('takerLegend')}
        value={isForOne ? 'one' : 'all'}
        choices={[
          { value: 'all', label: t('takerAll') },
          { value: 'one', label: t('takerOne') },
        ]}
        onChange={(taker) => onChange({ isForOne: taker === 'one' })}
      />
      {isForOne && (
        <>
          {licensee !== null && (
            <p aria-live="polite">
              {t('takerChosen', { name: pickText(licensee.name, language)?.text ?? '' })}
            </p>
          )}
          <OrganizationField
            label={t('takerWhich')}
            value={licensee}
            onChange={({ id, name }) => onChange({ licensee: { id, name } })}
            except={holderId}
          />
        </>
      )}
    </fieldset>
  );
}
