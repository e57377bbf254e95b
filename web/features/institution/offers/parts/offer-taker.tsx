import { RadioField } from '../../../../components/forms/radio-field.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { OrganizationField } from '../../../../lib/organizations/organization-field.tsx';
import { useText } from '../../../../lib/language/text.ts';
import type { OfferDraft } from '../model/offer-draft.ts';
import css from './offer-form.module.css';
import { offerText } from '../words/offer-text.ts';

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
