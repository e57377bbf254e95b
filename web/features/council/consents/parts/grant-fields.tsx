import type { Medium } from '@lanran/protocol/licensing/media';
import { CheckboxList } from '../../../../components/forms/checkbox-list.tsx';
import { MediaField } from '../../../../lib/territories/media-field.tsx';
import { TerritoryField } from '../../../../lib/territories/territory-field.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from '../../desk/parts/council.module.css';
import { useKnownRights } from '../../../../lib/labels/known-rights.ts';
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
export function MediaFields({ media: value, error, onChange }: MediaFieldsProps) {
  const t = useText(grantText);
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
      <MediaField
        groups={GROUPS.map(({ name, media }) => ({ title: t(`groups.${name}`), media }))}
        value={value}
        hintOf={(medium) => t(`mediaHints.${medium}`)}
        onChange={onChange}
      />
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
  const known = useKnownRights();
  return (
    <fieldset className={css['part']}>
      <legend>
        <h3>{t('rightsTitle')}</h3>
      </legend>
      <p>{t('rightsLead')}</p>
      <CheckboxList
        choices={CONSENTABLE.filter((right) => known.includes(right)).map((right) => ({
          value: right,
          label: t(`rights.${right}.name`),
          hint: t(`rights.${right}.hint`),
        }))}
        value={rights}
        onChange={(chosen) => onChange(CONSENTABLE.filter((right) => chosen.includes(right)))}
      />
    </fieldset>
  );
}
