import { MEDIA, type Medium } from '@lanran/protocol/licensing/media';
import { CheckboxList } from '../../components/forms/checkbox-list.tsx';
import { useLanguage } from '../language/language.tsx';
import css from './window-fields.module.css';
import { mediumLabel } from './window-text.ts';

interface MediaGroup {
  readonly title: string;
  readonly media: readonly Medium[];
}

interface MediaFieldProps {
  readonly groups: readonly MediaGroup[];
  readonly value: readonly Medium[];
  hintOf(medium: Medium): string;
  onChange(value: readonly Medium[]): void;
}

/** Ways of use by what they have in common, each explained; training of AI stands apart. */
export function MediaField({ groups, value, hintOf, onChange }: MediaFieldProps) {
  const { language } = useLanguage();
  return (
    <div className={css['groups']}>
      {groups.map(({ title, media }) => (
        <fieldset
          key={title}
          className={`${css['group'] ?? ''} ${media.includes('AI_TRAINING') ? (css['apart'] ?? '') : ''}`}
        >
          <legend>{title}</legend>
          <CheckboxList
            choices={media.map((medium) => ({
              value: medium,
              label: mediumLabel(medium, language),
              hint: hintOf(medium),
            }))}
            value={value}
            onChange={(chosen) => onChange(MEDIA.filter((medium) => chosen.includes(medium)))}
          />
        </fieldset>
      ))}
    </div>
  );
}
