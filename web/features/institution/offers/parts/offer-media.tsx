import { MEDIA, type Medium } from '@lanran/protocol/licensing/media';
import { Button } from '../../../../components/forms/button.tsx';
import { Checkbox } from '../../../../components/forms/field.tsx';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { mediumLabel } from '../../../../lib/territories/window-text.ts';
import { allowsMedium, type Permission } from '../model/offer-draft.ts';
import css from './offer-form.module.css';
import { offerText } from '../words/offer-text.ts';

interface OfferMediaProps {
  readonly permission: Permission;
  readonly value: readonly Medium[];
  onChange(value: readonly Medium[]): void;
}

const ORDINARY = MEDIA.filter((medium) => medium !== 'AI_TRAINING');

/** Ways of use; what is not consented to stands there and can't be chosen. */
export function OfferMedia({ permission, value, onChange }: OfferMediaProps) {
  const t = useText(offerText);
  const { language } = useLanguage();
  const box = (medium: Medium) => {
    const isAllowed = allowsMedium(permission, medium);
    const isSelected = value.includes(medium);
    return (
      <Checkbox
        key={medium}
        isSelected={isSelected}
        isDisabled={!isAllowed && !isSelected}
        onChange={(isChosen) =>
          onChange(MEDIA.filter((each) => (each === medium ? isChosen : value.includes(each))))
        }
      >
        <span className={css['name']}>{mediumLabel(medium, language)}</span>
        {!isAllowed && <span className={css['hint']}>{t('notConsented')}</span>}
      </Checkbox>
    );
  };
  return (
    <fieldset className={css['part']}>
      <legend>{t('mediaLegend')}</legend>
      <div className={css['buttons']}>
        <Button
          kind="quiet"
          onPress={() => onChange(ORDINARY.filter((medium) => allowsMedium(permission, medium)))}
        >
          {t('mediaAll')}
        </Button>
        {value.length > 0 && (
          <Button kind="quiet" onPress={() => onChange([])}>
            {t('mediaNone')}
          </Button>
        )}
      </div>
      <div className={css['boxes']}>{ORDINARY.map(box)}</div>
      <div className={css['apart']}>
        {box('AI_TRAINING')}
        <p className={css['hint']}>{t('aiLegend')}</p>
      </div>
    </fieldset>
  );
}
