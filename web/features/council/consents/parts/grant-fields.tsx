import type { Medium } from '@lanran/protocol/licensing/media';
import { Checkbox } from '../../../../components/forms/field.tsx';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { TerritoryField } from '../../../../lib/territories/territory-field.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { mediumLabel } from '../../../../lib/territories/window-text.ts';
import css from '../../desk/parts/council.module.css';
import { type Consentable, CONSENTABLE } from '../model/grant.ts';
import { grantText } from '../words/grant-text.ts';

const GROUPS = [
  { name: 'screen', media: ['THEATRICAL', 'TELEVISION', 'STREAMING', 'SHORT_VIDEO'] },
  { name: 'learning', media: ['EDUCATION', 'RESEARCH', 'EXHIBITION', 'PUBLISHING'] },
  { name: 'goods', media: ['FASHION', 'MERCHANDISE', 'ADVERTISING'] },
  { name: 'play', media: ['MUSIC_STAGE', 'GAME', 'IMMERSIVE', 'SOFTWARE'] },
  { name: 'machines', media: ['AI_TRAINING'] },
] as const satisfies readonly { readonly name: string; readonly media: readonly Medium[] }[];

interface MediaFieldsProps {
  readonly media: readonly Medium[];
  readonly error: string | null;
  onChange(media: readonly Medium[]): void;
}

/** Each use explained; nothing chosen for the council. */
export function MediaFields({ media, error, onChange }: MediaFieldsProps) {
  const t = useText(grantText);
  const { language } = useLanguage();
  return (
    <fieldset className={css['part']}>
      <legend>
        <h3>{t('mediaTitle')}</h3>
      </legend>
      <p>{t('mediaLead')}</p>
      {error !== null && (
        <p className={css['problem']} role="alert">
          {error}
        </p>
      )}
      <div className={css['groups']}>
        {GROUPS.map((group) => (
          <fieldset key={group.name} className={css['mediaGroup']}>
            <legend>{t(`groups.${group.name}`)}</legend>
            {group.media.map((medium) => (
              <Checkbox
                key={medium}
                isSelected={media.includes(medium)}
                onChange={(isSelected) =>
                  onChange(isSelected ? [...media, medium] : media.filter((other) => other !== medium))
                }
              >
                {mediumLabel(medium, language)}
                <span className={css['hint']}>{t(`mediaHints.${medium}`)}</span>
              </Checkbox>
            ))}
          </fieldset>
        ))}
      </div>
    </fieldset>
  );
}

interface PlacesFieldsProps {
  readonly territories: readonly string[];
  readonly error: string | null;
  onChange(territories: readonly string[]): void;
}

export function PlacesFields({ territories, error, onChange }: PlacesFieldsProps) {
  const t = useText(grantText);
  return (
    <fieldset className={css['part']}>
      <legend>
        <h3>{t('placesTitle')}</h3>
      </legend>
      <p>{t('placesLead')}</p>
      {error !== null && (
        <p className={css['problem']} role="alert">
          {error}
        </p>
      )}
      <TerritoryField value={territories} onChange={onChange} />
    </fieldset>
  );
}

interface RightsFieldsProps {
  readonly rights: readonly Consentable[];
  onChange(rights: readonly Consentable[]): void;
}

/** Whether what is bought may be passed on. */
export function RightsFields({ rights, onChange }: RightsFieldsProps) {
  const t = useText(grantText);
  return (
    <fieldset className={css['part']}>
      <legend>
        <h3>{t('rightsTitle')}</h3>
      </legend>
      <p>{t('rightsLead')}</p>
      {CONSENTABLE.map((right) => (
        <Checkbox
          key={right}
          isSelected={rights.includes(right)}
          onChange={(isSelected) =>
            onChange(CONSENTABLE.filter((name) => (name === right ? isSelected : rights.includes(name))))
          }
        >
          {t(`rights.${right}.name`)}
          <span className={css['hint']}>{t(`rights.${right}.hint`)}</span>
        </Checkbox>
      ))}
    </fieldset>
  );
}
