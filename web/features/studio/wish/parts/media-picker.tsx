import type { Medium } from '@lanran/protocol/licensing/media';
import { Checkbox } from '../../../../components/forms/field.tsx';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { mediumLabel } from '../../../../lib/territories/window-text.ts';
import css from './wish-form.module.css';
import { termsText } from '../../certificate/words/terms-text.ts';
import { wishText } from '../words/wish-text.ts';

const GROUPS = [
  { name: 'screen', media: ['THEATRICAL', 'TELEVISION', 'STREAMING', 'SHORT_VIDEO', 'MUSIC_STAGE'] },
  { name: 'interactive', media: ['GAME', 'IMMERSIVE', 'SOFTWARE'] },
  { name: 'print', media: ['ADVERTISING', 'PUBLISHING'] },
  { name: 'goods', media: ['MERCHANDISE', 'FASHION', 'EXHIBITION'] },
  { name: 'learning', media: ['EDUCATION', 'RESEARCH'] },
] as const satisfies readonly { readonly name: string; readonly media: readonly Medium[] }[];

interface MediaPickerProps {
  readonly value: readonly Medium[];
  /** Which may be chosen; left out: all. */
  readonly within?: readonly string[] | undefined;
  onChange(value: readonly Medium[]): void;
}

/** Ways of use, each explained; training of AI stands apart. */
export function MediaPicker({ value, within, onChange }: MediaPickerProps) {
  const t = useText(wishText);
  const words = useText(termsText);
  const { language } = useLanguage();
  const isOpen = (medium: Medium) => within?.includes(medium) ?? true;
  const box = (medium: Medium) => (
    <Checkbox
      key={medium}
      isSelected={value.includes(medium)}
      onChange={(isSelected) =>
        onChange(isSelected ? [...value, medium] : value.filter((other) => other !== medium))
      }
    >
      {mediumLabel(medium, language)}
      <span className={css['hint']}>{words(`mediaHints.${medium}`)}</span>
    </Checkbox>
  );
  return (
    <fieldset className={css['part']}>
      <legend>
        <h2>{t('mediaTitle')}</h2>
      </legend>
      <div className={css['groups']}>
        {GROUPS.filter(({ media }) => media.some(isOpen)).map(({ name, media }) => (
          <div key={name} role="group" aria-label={words(`groups.${name}`)} className={css['group']}>
            <h3>{words(`groups.${name}`)}</h3>
            {media.filter(isOpen).map(box)}
          </div>
        ))}
        {isOpen('AI_TRAINING') && (
          <div
            role="group"
            aria-label={words('groups.ai')}
            className={`${css['group'] ?? ''} ${css['apart'] ?? ''}`}
          >
            <h3>{words('groups.ai')}</h3>
            {box('AI_TRAINING')}
          </div>
        )}
      </div>
    </fieldset>
  );
}
