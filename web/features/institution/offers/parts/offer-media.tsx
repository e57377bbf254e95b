import { MEDIA, type Medium } from '@lanran/protocol/licensing/media';
import { Button } from '../../../../components/forms/button.tsx';
import { CheckboxList } from '../../../../components/forms/checkbox-list.tsx';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { mediumLabel, ORDINARY_MEDIA } from '../../../../lib/territories/window-text.ts';
import { allowsMedium, type Permission } from '../model/offer-draft.ts';
import css from './offer-form.module.css';
import { offerText } from '../words/offer-text.ts';

interface OfferMediaProps {
  readonly permission: Permission;
  readonly value: readonly Medium[];
  onChange(value: readonly Medium[]): void;
}

/** Ways of use; what is not consented to stands there and can't be chosen. */
export function OfferMedia({ permission, value, onChange }: OfferMediaProps) {
  const t = useText(offerText);
  const { language } = useLanguage();
  const boxes = (media: readonly Medium[]) => (
    <CheckboxList
      choices={media.map((medium) => {
        const isClosed = !allowsMedium(permission, medium);
        return {
          value: medium,
          label: mediumLabel(medium, language),
          isClosed,
          hint: isClosed ? t('notConsented') : undefined,
        };
      })}
      value={value}
      onChange={(chosen) => onChange(MEDIA.filter((medium) => chosen.includes(medium)))}
    />
  );
  return (
    <fieldset className={css['part']}>
      <legend>{t('mediaLegend')}</legend>
      <div className={css['buttons']}>
        <Button
          kind="quiet"
          onPress={() => onChange(ORDINARY_MEDIA.filter((medium) => allowsMedium(permission, medium)))}
        >
          {t('mediaAll')}
        </Button>
        {value.length > 0 && (
          <Button kind="quiet" onPress={() => onChange([])}>
            {t('mediaNone')}
          </Button>
        )}
      </div>
      <div className={css['boxes']}>{boxes(ORDINARY_MEDIA)}</div>
      <div className={css['apart']}>
        {boxes(['AI_TRAINING'])}
        <p className={css['hint']}>{t('aiLegend')}</p>
      </div>
    </fieldset>
  );
}
