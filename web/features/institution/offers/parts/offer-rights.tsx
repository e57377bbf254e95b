import { RIGHTS, type Right } from '@lanran/protocol/licensing/rights';
import { CheckboxList } from '../../../../components/forms/checkbox-list.tsx';
import { RadioField } from '../../../../components/forms/radio-field.tsx';
import { useKnownRights } from '../../../../lib/labels/known-rights.ts';
import { useText } from '../../../../lib/language/text.ts';
import { allowsRight, type Permission } from '../model/offer-draft.ts';
import { offerText } from '../words/offer-text.ts';
import css from './offer-form.module.css';

interface OfferRightsProps {
  readonly permission: Permission;
  readonly rights: readonly Right[];
  onChange(rights: readonly Right[]): void;
}

/** What a licensee may do besides using it; whether it may take newer versions stands for itself. */
export function OfferRights({ permission, rights, onChange }: OfferRightsProps) {
  const t = useText(offerText);
  const freedoms = useKnownRights().filter((right) => right !== 'FIXED_VERSION');
  return (
    <>
      <fieldset className={css['part']}>
        <legend>{t('rightsLegend')}</legend>
        <CheckboxList
          choices={freedoms.map((right) => {
            const isClosed = !allowsRight(permission, right);
            return {
              value: right,
              label: t(`right.${right}`),
              isClosed,
              hint: isClosed ? t('notConsented') : undefined,
            };
          })}
          value={rights}
          onChange={(chosen) => onChange(RIGHTS.filter((right) => chosen.includes(right)))}
        />
      </fieldset>
      <fieldset className={css['part']}>
        <legend>{t('versionsLegend')}</legend>
        <RadioField
          label={t('versionsLegend')}
          value={rights.includes('FIXED_VERSION') ? 'fixed' : 'newer'}
          choices={[
            { value: 'newer', label: t('versionsNewer') },
            { value: 'fixed', label: t('versionsFixed') },
          ]}
          onChange={(kind) =>
            onChange(
              RIGHTS.filter((each) => (each === 'FIXED_VERSION' ? kind === 'fixed' : rights.includes(each))),
            )
          }
        />
      </fieldset>
    </>
  );
}
